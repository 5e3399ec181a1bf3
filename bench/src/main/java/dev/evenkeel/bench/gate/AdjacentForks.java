package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A fork of each jar, one right after the other: the form for anybody's benchmarks.
 *
 * @param measure a fork of one of the jars; true stands for the candidate
 */
record AdjacentForks(BiFunction<Boolean, BenchmarkId, ForkResult> measure) implements RoundSource {
    @Override
    public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) {
        return pairs.stream().map(List::of).toList();
    }

    @Override
    public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
            throws IOException {
        for (Gate.Pair pair : part) {
            ForkResult first = fork(pair, !isControl && !baselineFirst);
            ForkResult second = fork(pair, !isControl && baselineFirst);
            taker.take(pair, new Round(baselineFirst, baselineFirst ? first : second, baselineFirst ? second : first));
        }
    }

    private ForkResult fork(Gate.Pair pair, boolean ofCandidate) {
        return measure.apply(ofCandidate, ofCandidate ? pair.candidate() : pair.baseline());
    }
}
