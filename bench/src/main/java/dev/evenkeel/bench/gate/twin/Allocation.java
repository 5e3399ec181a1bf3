package dev.evenkeel.bench.gate.twin;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that a side allocates, on whatever thread. */
final class Allocation {
    private static final int TRIALS = 5;

    private Allocation() {}

    /** Of all threads so far; always the same where the JVM does not count. */
    static long total() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                ? threads.getTotalThreadAllocatedBytes()
                : 0;
    }

    /** Of a call: the least of a few trials, because others may allocate too; NaN where the JVM does not count. */
    static double perCall(Side side, long calls) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) return Double.NaN;
        double least = Double.NaN;
        for (int trial = 0; trial < TRIALS; trial++) {
            long before = threads.getTotalThreadAllocatedBytes();
            side.nanos(calls);
            long bytes = threads.getTotalThreadAllocatedBytes() - before;
            if (before >= 0 && !(bytes / (double) calls >= least)) least = bytes / (double) calls;
        }
        return least;
    }
}
