package dev.evenkeel.bench.gate.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times both sides in turns, a slice each, in the order ABBA: what drifts, and what runs beside, falls on both.
 *
 * @param sliceNanos time of a slice, at least one call
 * @param windowNanos time of a window, or more where the pairs would be too few
 * @param leastPairs of a window
 * @param clock in nanoseconds
 */
record Slices(long sliceNanos, long windowNanos, int leastPairs, LongSupplier clock) {
    /** @param nanosPerCall of the slower side */
    Window window(Side first, Side second, double nanosPerCall) {
        long calls = Math.max(1, Math.round(sliceNanos / nanosPerCall));
        List<double[]> pairs = new ArrayList<>();
        long start = clock.getAsLong();
        while (clock.getAsLong() - start < windowNanos || pairs.size() < leastPairs) {
            long a = first.nanos(calls);
            pairs.add(new double[] {a, second.nanos(calls)});
            long b = second.nanos(calls);
            pairs.add(new double[] {first.nanos(calls), b});
        }
        return new Window(pairs.stream().mapToDouble(pair -> Math.log(pair[1] / pair[0])).toArray(),
                pairs.stream().mapToDouble(pair -> pair[0] / calls).toArray());
    }
}
