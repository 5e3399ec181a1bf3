package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.launch.Compiler;

/**
 * Repeats until a call takes as long as it ever will: several batches in a row were no faster than the best before
 * them, and the compiler was idle at the end of each. A fixed time would be too long for a native library and too short
 * for Java on a busy machine.
 *
 * @param batchNanos time of a batch, at least one call
 * @param steadyBatches how many in a row
 * @param longestNanos when it is given up
 */
public record WarmUp(long batchNanos, int steadyBatches, long longestNanos) {
    /** Nothing that is worth timing takes longer to get going. */
    private static final long LONGEST_NANOS = 20_000_000_000L;

    /** What counts as still getting faster. */
    private static final double PROGRESS = 0.99;

    /**
     * How a warm-up ended.
     *
     * @param nanosPerCall the last time of one call
     * @param isSteady whether the speed had become steady; else time was up
     */
    public record End(double nanosPerCall, boolean isSteady) {}

    /** One that is given up after 20 seconds. */
    public WarmUp(long batchNanos, int steadyBatches) {
        this(batchNanos, steadyBatches, LONGEST_NANOS);
    }

    /** Runs the trial again and again. */
    public End untilSteady(Trial trial) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        double last = batchNanos;
        int steady = 0;
        while (steady < steadyBatches && System.nanoTime() - start < longestNanos) {
            last = nanosPerCall(trial, repetitions(last));
            steady = last < best * PROGRESS || !Compiler.isIdle() ? 0 : steady + 1;
            best = Math.min(best, last);
        }
        return new End(last, steady >= steadyBatches);
    }

    /** Calls that fill a batch. */
    public long repetitions(double nanosPerCall) {
        return Math.max(1, Math.round(batchNanos / nanosPerCall));
    }

    /** The mean time of one of so many calls. */
    public static double nanosPerCall(Trial trial, long repetitions) {
        long start = System.nanoTime();
        for (long i = 0; i < repetitions; i++) trial.run();
        return (System.nanoTime() - start) / (double) repetitions;
    }
}
