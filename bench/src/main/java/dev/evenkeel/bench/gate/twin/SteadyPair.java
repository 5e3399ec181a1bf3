package dev.evenkeel.bench.gate.twin;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Warms both sides up in turns until both are as fast as they will be: every operation has its final code, no side
 * allocates vectors or became faster for a third of the time that it took so far, within limits, and the compiler is
 * idle.
 *
 * @param batchNanos time of a batch, at least one call
 * @param shortestWait without progress
 * @param longestWait without progress
 * @param patience when to go on without
 * @param compilerIsIdle whether nothing is compiled or waits to be
 * @param allocated bytes that all threads have allocated so far
 * @param clock in nanoseconds
 */
record SteadyPair(long batchNanos, long shortestWait, long longestWait, long patience, BooleanSupplier compilerIsIdle,
        LongSupplier allocated, LongSupplier clock) {
    /** What counts as still getting faster. */
    private static final double PROGRESS = 0.97;

    /** That time over the time without progress. */
    private static final int SHARE = 3;

    /**
     * How fast they are.
     *
     * @param nanosPerCall the least time of a call of the slower side
     * @param isSteady whether they got there in time
     */
    record Pace(double nanosPerCall, boolean isSteady) {}

    Pace warmUp(Side first, Side second) {
        long start = clock.getAsLong();
        long progress = start;
        double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] mark = best.clone();
        double[] last = {batchNanos, batchNanos};
        for (long now = start; now - start < patience; now = clock.getAsLong()) {
            boolean moves = !first.isSettled() || !second.isSettled();
            for (int i = 0; i < 2; i++) {
                long calls = Math.max(1, Math.round(batchNanos / last[i]));
                long bytes = allocated.getAsLong();
                last[i] = (double) (i == 0 ? first : second).nanos(calls) / calls;
                moves |= TwinFigures.isMuch((double) (allocated.getAsLong() - bytes) / calls);
                if (last[i] < mark[i] * PROGRESS) {
                    moves = true;
                    mark[i] = last[i];
                }
                best[i] = Math.min(best[i], last[i]);
            }
            if (moves) progress = clock.getAsLong();
            else if (clock.getAsLong() - progress >= Math.clamp((progress - start) / SHARE, shortestWait, longestWait)
                    && compilerIsIdle.getAsBoolean()) {
                        return new Pace(Math.max(best[0], best[1]), true);
                    }
        }
        return new Pace(Math.max(best[0], best[1]), false);
    }
}
