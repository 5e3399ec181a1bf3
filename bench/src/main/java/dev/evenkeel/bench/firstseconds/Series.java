package dev.evenkeel.bench.firstseconds;

/**
 * What one JVM measured.
 *
 * @param untilFirstCall seconds from the start of the JVM to the first call
 * @param firstResult seconds that the first call took
 * @param curve GFLOP/s
 * @param allocated bytes that all threads have allocated from the first call to the end of each slice
 * @param isSteady whether the speed was flat at the end
 * @param standIns how many vector kernels scalar code stood in for at the end
 * @param others share of the processors that other programs took meanwhile; null where the system does not tell
 * @param codePath what the library says it ran
 */
public record Series(double untilFirstCall, double firstResult, Curve curve, long[] allocated, boolean isSteady,
        int standIns, Double others, String codePath) {
    /** Bytes allocated by the end of the slice with this moment in it, or by the end of all. */
    long allocatedAt(double seconds) {
        return allocated[Math.min(curve.slice(seconds), allocated.length - 1)];
    }
}
