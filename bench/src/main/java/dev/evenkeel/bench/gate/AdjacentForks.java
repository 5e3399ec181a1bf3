package dev.evenkeel.bench.gate;

import java.util.function.BiFunction;

/**
 * A fork of each side, one right after the other.
 *
 * @param fork measures a benchmark in a fresh JVM of one of the jars; true stands for the candidate
 */
public record AdjacentForks(BiFunction<Boolean, BenchmarkId, ForkResult> fork) implements RoundTaker {
    @Override
    public Round take(Gate.Pair pair, boolean baselineFirst, boolean isControl) {
        ForkResult first = fork(pair, !baselineFirst && !isControl);
        ForkResult second = fork(pair, baselineFirst && !isControl);
        return new Round(baselineFirst, baselineFirst ? first : second, baselineFirst ? second : first);
    }

    private ForkResult fork(Gate.Pair pair, boolean ofCandidate) {
        return fork.apply(ofCandidate, ofCandidate ? pair.candidate() : pair.baseline());
    }
}
