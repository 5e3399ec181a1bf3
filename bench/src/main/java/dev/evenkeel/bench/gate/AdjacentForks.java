package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A fork of each jar, one right after the other: the form for anybody's benchmarks.
 *
 * @param measure a fork of one of the jars; true stands for the candidate
 */
public record AdjacentForks(BiFunction<Boolean, BenchmarkId, ForkResult> measure) implements RoundSource {
    /**
     * Of a round with a fork that was not warm or was disturbed; then such figures are taken: ranks bear a wild one.
     */
    private static final int ATTEMPTS = 3;

    @Override
    public List<List<Gate.Pair>> parts(List<Gate.Pair> pairs) {
        return pairs.stream().map(List::of).toList();
    }

    @Override
    public void measure(List<Gate.Pair> part, boolean isControl, boolean baselineFirst, Taker taker)
            throws IOException {
        for (Gate.Pair pair : part) {
            Round round = round(pair, isControl, baselineFirst);
            for (int attempt = 1; attempt < ATTEMPTS && !round.halvesAgree(); attempt++) {
                round = round(pair, isControl, baselineFirst);
            }
            taker.take(pair, round);
        }
    }

    private Round round(Gate.Pair pair, boolean isControl, boolean baselineFirst) {
        ForkResult first = fork(pair, !isControl && !baselineFirst);
        ForkResult second = fork(pair, !isControl && baselineFirst);
        return new Round(baselineFirst, baselineFirst ? first : second, baselineFirst ? second : first);
    }

    private ForkResult fork(Gate.Pair pair, boolean ofCandidate) {
        return measure.apply(ofCandidate, ofCandidate ? pair.candidate() : pair.baseline());
    }
}
