package dev.evenkeel.bench.report;

import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;
import java.util.Locale;
import java.util.TreeSet;

/** The limits of the machine as text. */
public final class RooflineTable {
    private RooflineTable() {}

    /** The peak on one line, for the head of a run. */
    public static String peaks(Roofline roofline) {
        StringBuilder text = new StringBuilder();
        for (int threads : new TreeSet<>(roofline.peak().keySet())) {
            text.append(String.format(Locale.ROOT, "%s%.0f GFLOP/s on %d %s", text.isEmpty() ? "" : ", ",
                    roofline.peak().get(threads), threads, threads == 1 ? "thread" : "threads"));
        }
        return "float32 multiply-add peak, " + roofline.lanes() + " lanes: " + text;
    }

    /** Peak and bandwidths. */
    public static String text(Roofline roofline) {
        StringBuilder text = new StringBuilder(peaks(roofline)).append(String.format(Locale.ROOT,
                "%ncaches: L1 %d KiB, L2 %d KiB, L3 %d KiB%n%-8s %7s %9s %9s %9s   GB/s%n",
                roofline.caches().l1() >> 10,
                roofline.caches().l2() >> 10, roofline.caches().l3() >> 10, "memory", "threads", "read", "write",
                "copy"));
        for (int threads : new TreeSet<>(roofline.peak().keySet())) {
            for (Level level : Level.values()) {
                text.append(String.format(Locale.ROOT, "%-8s %7d %9.1f %9.1f %9.1f%n", level, threads,
                        roofline.bandwidth(level, Access.READ, threads),
                        roofline.bandwidth(level, Access.WRITE, threads),
                        roofline.bandwidth(level, Access.COPY, threads)));
            }
        }
        return text.toString();
    }
}
