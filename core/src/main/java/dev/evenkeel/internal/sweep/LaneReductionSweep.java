package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import java.util.Arrays;

/**
 * Channels last: lanes take values in ascending order, in float32 for a block of 64 rows; blocks are folded in
 * ascending order into the float64 totals of a chunk.
 */
final class LaneReductionSweep extends ReductionSweep {
    /** Blocks that have float64 totals together, so that threads can share a group: part of a result's definition. */
    private static final int BLOCKS_PER_CHUNK = 8;

    /** Values that pass through a buffer at a time: they stay in the L1 cache (decision 10). */
    private static final int STEP = 4096;

    /** Fewest rows at a time: with fewer, sums would be stored too often. */
    private static final int STEP_ROWS = 8;

    /** Most values of a block that are read ahead: they stay in L2 with as many of a second array (decision 8). */
    private static final int MOST_READ_AHEAD = 1 << 16;

    /** Fewest values that are read ahead: of fewer, most are in the L3 cache already (decision 8). */
    private static final long VALUES_TO_READ_AHEAD = 1 << 22;

    LaneReductionSweep(Reduction reduction, BatchNormKernel kernel) {
        super(reduction, kernel);
    }

    @Override
    long chunks(ChannelGroup group) {
        return (group.length() + chunkLength(group) - 1) / chunkLength(group);
    }

    @Override
    int chunksTogether(ChannelGroup group) {
        return 1;
    }

    @Override
    int sums(ChannelGroup group) {
        return group.columns();
    }

    private static long chunkLength(ChannelGroup group) {
        return (long) BLOCKS_PER_CHUNK * blockLength(group);
    }

    private static int blockLength(ChannelGroup group) {
        return BatchNormKernel.BLOCK_ROWS * group.lanesPerChannel();
    }

    /** Values per channel to copy into a buffer at a time; a divisor of the block's. */
    private static int stepLength(ChannelGroup group) {
        int rows = BatchNormKernel.BLOCK_ROWS;
        while (rows > STEP_ROWS && rows * group.columns() > STEP) {
            rows /= 2;
        }
        return rows * group.lanesPerChannel();
    }

    @Override
    int addChunks(
            ChannelGroup group, long chunk, long end, SweepScratch prepared, SweepScratch own, double[] totals,
            double[] squareTotals, int offset) {
        int columns = group.columns();
        LaneCursor cursor = own.lanes;
        reduction.bind(cursor);
        cursor.start(group, true);
        own.sums(columns);
        Arrays.fill(totals, offset, offset + columns, 0);
        Arrays.fill(squareTotals, offset, offset + columns, 0);
        long to = Math.min(group.length(), (chunk + 1) * chunkLength(group));
        int step = cursor.isInPlace() ? blockLength(group) : stepLength(group);
        boolean far = group.length() * group.channels() >= VALUES_TO_READ_AHEAD
                && BatchNormKernel.BLOCK_ROWS * columns <= MOST_READ_AHEAD;
        for (long block = chunk * chunkLength(group); block < to; block += blockLength(group)) {
            int length = (int) Math.min(blockLength(group), to - block);
            if (far && length <= cursor.reach(block)) {
                cursor.readAhead(block, length);
            }
            setShifts(group, block, length, prepared, own);
            for (int done = 0; done < length;) {
                int count = (int) Math.min(Math.min(step, length - done), cursor.reach(block + done));
                add(group, block + done, count, prepared, own);
                done += count;
            }
            int rows = length / group.lanesPerChannel();
            int longer = length % group.lanesPerChannel() * group.channels();
            kernel.fold(own.shift, prepared.reference, rows + 1, own.sums, own.squares, totals, squareTotals, offset, 0,
                    longer);
            kernel.fold(own.shift, prepared.reference, rows, own.sums, own.squares, totals, squareTotals, offset,
                    longer, rows == 0 ? longer : columns);
        }
        return 1;
    }

    /** For a block of {@code count} values: the medians of three rows of it, if they are drawn (decision 20). */
    private void setShifts(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        if (!reduction.drawsShifts()) {
            System.arraycopy(prepared.reference, 0, own.shift, 0, group.columns());
            return;
        }
        LaneCursor cursor = own.lanes;
        int lanes = group.lanesPerChannel();
        int rows = count / lanes;
        int columns = Math.min(count, lanes) * group.channels();
        cursor.read(from, Math.min(count, lanes));
        System.arraycopy(cursor.x.array, cursor.x.offset, own.shift, 0, columns);
        if (rows >= 3) {
            cursor.read(from + (long) (rows / 3) * lanes, lanes);
            System.arraycopy(cursor.x.array, cursor.x.offset, own.candidate, 0, columns);
            cursor.read(from + (long) (2 * rows / 3) * lanes, lanes);
            kernel.median(own.shift, own.candidate, cursor.x, columns);
        }
    }

    /** Adds {@code count} values of each channel, the first of which is a lane 0: whole rows and what is left. */
    private void add(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        int columns = group.columns();
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        own.lanes.read(from, count);
        reduction.addRows(own.lanes, rows, columns, prepared, own);
        if (rest > 0) {
            own.lanes.skip(rows * columns);
            reduction.addRows(own.lanes, 1, rest, prepared, own);
        }
        own.lanes.flush();
    }
}
