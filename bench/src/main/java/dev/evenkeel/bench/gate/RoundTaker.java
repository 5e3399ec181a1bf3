package dev.evenkeel.bench.gate;

/** Measures both sides of a benchmark, close together in time: a way of measuring. */
@FunctionalInterface
public interface RoundTaker {
    /**
     * Takes one round.
     *
     * @param pair the benchmark
     * @param baselineFirst which side comes first
     * @param isControl whether the baseline stands on both sides
     */
    Round take(Gate.Pair pair, boolean baselineFirst, boolean isControl);
}
