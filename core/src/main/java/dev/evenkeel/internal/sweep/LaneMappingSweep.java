package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/**
 * The way of a mapping over rows of lanes; backwards after a reduction, which has left the end in the cache (decision
 * 10).
 */
final class LaneMappingSweep {
    /** Values per step where they pass through a buffer (decision 10). */
    private static final int STEP = 4096;

    /** Values per step in place: half of them, a kernel's row, is long enough for the hardware to read ahead. */
    private static final int STEP_IN_PLACE = 1 << 16;

    /** Values walked forwards at a time in a walk that goes backwards: the hardware reads ahead only forwards. */
    private static final int STRIDE_BACK = 1 << 18;

    private final Mapping mapping;
    private final boolean backwards;

    LaneMappingSweep(Mapping mapping, boolean backwards) {
        this.mapping = mapping;
        this.backwards = backwards;
    }

    /** Sets up what all threads read. */
    void prepare(ChannelGroup group, SweepScratch prepared) {
        mapping.prepare(group, prepared);
        mapping.bind(prepared.lanes);
        prepared.prologue = LineAlignment.prologue(group, prepared.lanes);
        if (prepared.prologue > 0) {
            prepared.parameters.turn(group.columns(), prepared.prologue);
            prepared.gate.turn(group.columns(), prepared.prologue);
        }
    }

    /** Maps values {@code from ≤ m < to} of each channel. */
    void run(ChannelGroup group, long from, long to, SweepScratch prepared, SweepScratch own) {
        LaneCursor cursor = own.lanes;
        mapping.bind(cursor);
        cursor.start(group, false);
        int step = lengthOf(cursor.isInPlace() ? STEP_IN_PLACE : STEP, group);
        int stride = backwards ? Math.max(step, lengthOf(STRIDE_BACK, group)) : step;
        long blocks = (to - from + stride - 1) / stride;
        for (long index = 0; index < blocks; index++) {
            long block = from + (backwards ? blocks - 1 - index : index) * stride;
            long end = Math.min(to, block + stride);
            while (block < end) {
                int count = (int) Math.min(Math.min(step, end - block), cursor.reach(block));
                mapRows(group, block, count, prepared, cursor);
                block += count;
            }
        }
    }

    /** Rows that begin on the output's cache lines; what is before the first and behind the last goes by itself. */
    private void mapRows(ChannelGroup group, long from, int count, SweepScratch prepared, LaneCursor cursor) {
        cursor.read(from, count);
        int columns = group.columns();
        int values = count * group.channels();
        int prologue = values > columns ? prepared.prologue : 0;
        if (prologue > 0) {
            mapping.apply(cursor, Extent.columns(1, prologue), 0, prepared);
            cursor.skip(prologue);
        }
        int rows = (values - prologue) / columns;
        int rest = (values - prologue) % columns;
        mapping.apply(cursor, Extent.columns(rows, columns), prologue, prepared);
        if (rest > 0) {
            cursor.skip(rows * columns);
            mapping.apply(cursor, Extent.columns(1, rest), prologue, prepared);
        }
        cursor.flush();
    }

    private static int lengthOf(int values, ChannelGroup group) {
        return Math.max(1, values / group.columns()) * group.lanesPerChannel();
    }
}
