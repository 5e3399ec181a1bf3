package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.peers.PreparedProduct;

/**
 * Multiplies until a product takes as long as it ever will: several batches in a row were no faster than the best before them, and the compiler was idle at
 * the end of each. A fixed time would be too long for a native library and too short for Java on a busy machine.
 *
 * @param batchNanos time of a batch, at least one product
 * @param steadyBatches how many in a row
 */
public record WarmUp(long batchNanos, int steadyBatches) {
    /** Nothing that is worth timing takes longer to get going. */
    private static final long LONGEST_NANOS = 20_000_000_000L;

    /** What counts as still getting faster. */
    private static final double PROGRESS = 0.99;

    /** The last time of one product in nanoseconds. */
    public double untilSteady(PreparedProduct product) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        double last = batchNanos;
        int steady = 0;
        while (steady < steadyBatches && System.nanoTime() - start < LONGEST_NANOS) {
            last = nanosPerProduct(product, repetitions(last));
            steady = last < best * PROGRESS || !Compiler.isIdle() ? 0 : steady + 1;
            best = Math.min(best, last);
        }
        return last;
    }

    /** Products that fill a batch. */
    long repetitions(double nanosPerProduct) {
        return Math.max(1, Math.round(batchNanos / nanosPerProduct));
    }

    static double nanosPerProduct(PreparedProduct product, long repetitions) {
        long start = System.nanoTime();
        for (long i = 0; i < repetitions; i++) product.multiply();
        return (System.nanoTime() - start) / (double) repetitions;
    }
}
