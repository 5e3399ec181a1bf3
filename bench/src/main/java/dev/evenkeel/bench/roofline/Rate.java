package dev.evenkeel.bench.roofline;

import java.util.Arrays;
import java.util.List;

/**
 * What threads did together.
 *
 * @param perNano work per nanosecond in the best window
 * @param confirmed whether {@value #WITNESSES} windows apart from each other came within 2 % of it, in which no thread
 * had to wait for a processor
 */
record Rate(double perNano, boolean confirmed) {
    /** What counts as the same rate. */
    static final double AGREEMENT = 0.98;

    private static final int WITNESSES = 3;

    /**
     * Looks for the best window in the time that all threads have in common.
     *
     * @param window its length in nanoseconds
     */
    static Rate of(List<Marks> threads, long window) {
        long from = threads.stream().mapToLong(Marks::first).max().orElseThrow();
        long to = threads.stream().mapToLong(Marks::last).min().orElseThrow();
        if (to - from < window) return new Rate(whole(threads), false);
        long[] all = threads.stream().flatMapToLong(marks -> Arrays.stream(marks.times()))
                .filter(time -> time >= from && time <= to - window).sorted().toArray();
        long[] undisturbed = Arrays.stream(all)
                .filter(start -> threads.stream().allMatch(marks -> marks.isBusy(start, start + window))).toArray();
        if (undisturbed.length == 0) return new Rate(best(threads, all, window) / window, false);
        double best = best(threads, undisturbed, window);
        int witnesses = 0;
        long free = from;
        for (long start : undisturbed) {
            if (start >= free && done(threads, start, window) >= AGREEMENT * best) {
                witnesses++;
                free = start + window;
            }
        }
        return new Rate(best / window, witnesses >= WITNESSES);
    }

    private static double best(List<Marks> threads, long[] starts, long window) {
        return Arrays.stream(starts).mapToDouble(start -> done(threads, start, window)).max().orElseThrow();
    }

    private static double done(List<Marks> threads, long start, long window) {
        return threads.stream().mapToDouble(marks -> marks.until(start + window) - marks.until(start)).sum();
    }

    /** All work in all the time, where threads hardly met. */
    private static double whole(List<Marks> threads) {
        long from = threads.stream().mapToLong(Marks::first).min().orElseThrow();
        long to = threads.stream().mapToLong(Marks::last).max().orElseThrow();
        return threads.stream().mapToDouble(marks -> marks.until(to)).sum() / (to - from);
    }
}
