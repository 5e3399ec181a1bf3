package dev.evenkeel.bench.roofline;

import java.util.Arrays;

/**
 * When one thread had done its next piece of work.
 *
 * @param times on the clock of all threads, ascending, two or more
 * @param work between two of them
 */
record Marks(long[] times, double work) {
    long first() {
        return times[0];
    }

    long last() {
        return times[times.length - 1];
    }

    /** Whether no piece of work that lies in this time, or reaches into it, took more than half of it. */
    boolean isBusy(long from, long to) {
        int piece = Arrays.binarySearch(times, from);
        if (piece < 0) piece = Math.max(0, -piece - 2);
        while (piece + 1 < times.length && times[piece] < to) {
            if (times[piece + 1] - times[piece] > (to - from) / 2) return false;
            piece++;
        }
        return true;
    }

    /** Work done from the first mark until then; a piece is spread evenly over its time. */
    double until(long time) {
        int found = Arrays.binarySearch(times, time);
        if (found >= 0) return found * work;
        int next = -found - 1;
        if (next == 0) return 0;
        if (next == times.length) return (next - 1) * work;
        double part = (double) (time - times[next - 1]) / (times[next] - times[next - 1]);
        return (next - 1 + part) * work;
    }
}
