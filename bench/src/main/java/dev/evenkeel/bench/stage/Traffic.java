package dev.evenkeel.bench.stage;

import dev.evenkeel.bench.roofline.Access;
import dev.evenkeel.bench.roofline.Level;
import dev.evenkeel.bench.roofline.Roofline;

/**
 * How many arrays of equal length are passed over once.
 *
 * @param read and not written
 * @param written and not read
 * @param updated read and written again at the same place
 */
public record Traffic(int read, int written, int updated) {
    /**
     * The elements per nanosecond that memory allows: what is read and written elsewhere goes at the pace of copies,
     * the rest at that of loads or stores alone. An update needs at least the stores.
     *
     * @param elements of each array
     */
    double limit(Roofline roofline, long elements, int threads) {
        Level level = roofline.caches().holding((read + written + updated) * Float.BYTES * elements / threads);
        int copied = Math.min(read, written);
        double nanos = nanos(roofline, level, Access.COPY, threads, 2 * copied)
                + nanos(roofline, level, Access.READ, threads, read - copied)
                + nanos(roofline, level, Access.WRITE, threads, written - copied + updated);
        return 1 / nanos;
    }

    /** For one element of each array. */
    private static double nanos(Roofline roofline, Level level, Access access, int threads, int arrays) {
        return arrays * Float.BYTES / roofline.bandwidth(level, access, threads);
    }
}
