package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import java.util.Arrays;

/**
 * The order of a reduction, whatever the threads: lanes take values in ascending order, in float32 for a block of 64
 * rows. With channels last, blocks are folded in ascending order into float64 totals of a chunk, chunks added in
 * ascending order; then lane l + L/2 is added to lane l, l + L/4 to l, and so on. With channels first, a chunk is one
 * block, whose lanes are added at once.
 */
final class ReductionSweep {
    /** Their sums stay in the first-level cache, 16 KB. */
    private static final int CHANNELS_TOGETHER = 32;

    /** What passes through buffers stays in L2; more than one, so that memory is read in longer runs. */
    private static final int CHANNELS_IN_BUFFERS = 8;

    /** So many of a block stay in L2 with as many of a second array. */
    private static final int MOST_READ_AHEAD = 1 << 16;

    /** Of fewer values most are in the third-level cache already. */
    private static final long VALUES_TO_READ_AHEAD = 1 << 22;

    private final Reduction reduction;
    private final BatchNormKernel kernel;

    ReductionSweep(Reduction reduction, BatchNormKernel kernel) {
        this.reduction = reduction;
        this.kernel = kernel;
    }

    /** The totals of some chunks that {@link ChannelGroup#chunksTogether} puts together, by lane. */
    void chunks(
            ChannelGroup group,
            long chunk,
            int chunks,
            SweepScratch prepared,
            SweepScratch own,
            double[] totals,
            double[] squareTotals,
            int offset) {
        reduction.open(group, own);
        if (group.planes()) {
            planes(group, chunk, chunks, prepared, own, totals, squareTotals, offset);
            return;
        }
        int columns = group.columns();
        own.sums(columns);
        Arrays.fill(totals, offset, offset + columns, 0);
        Arrays.fill(squareTotals, offset, offset + columns, 0);
        long end = Math.min(group.length(), (chunk + 1) * group.chunkLength());
        int step = reduction.isInPlace(own) ? group.blockLength() : group.stepLength();
        boolean far = group.length() * columns / group.lanesPerChannel() >= VALUES_TO_READ_AHEAD
                && BatchNormKernel.BLOCK_ROWS * columns <= MOST_READ_AHEAD;
        for (long block = chunk * group.chunkLength(); block < end; block += group.blockLength()) {
            int length = (int) Math.min(group.blockLength(), end - block);
            if (far && length <= reduction.reach(block, own)) {
                reduction.readAhead(block, length, own);
            }
            reduction.startBlock(group, block, length, prepared, own);
            for (int done = 0; done < length;) {
                int count = (int) Math.min(Math.min(step, length - done), reduction.reach(block + done, own));
                reduction.add(group, block + done, count, prepared, own);
                done += count;
            }
            int rows = length / group.lanesPerChannel();
            int longer = length % group.lanesPerChannel() * group.channels();
            kernel.fold(own.shift, prepared.reference, rows + 1, own.sums, own.squares, totals, squareTotals, offset, 0,
                    longer);
            kernel.fold(own.shift, prepared.reference, rows, own.sums, own.squares, totals, squareTotals, offset,
                    longer, rows == 0 ? longer : columns);
        }
    }

    /**
     * All stretches of a plane, then the next channel's, which lies behind it: memory is read in a few long ways. The
     * shifts of many planes come first, as what they are found from lies here and there: with a plane's own in front of
     * it 64 × 64 planes of 3136 values took 3.2 ms in place of 2.2.
     */
    private void planes(
            ChannelGroup group,
            long chunk,
            int chunks,
            SweepScratch prepared,
            SweepScratch own,
            double[] totals,
            double[] squareTotals,
            int offset) {
        int most = reduction.isInPlace(own) ? CHANNELS_TOGETHER : CHANNELS_IN_BUFFERS;
        own.room(Math.min(most, group.channels()) * BatchNormKernel.PLANE_SUMS);
        own.shifts = SweepScratch.atLeast(own.shifts, most * chunks);
        for (int from = 0; from < group.channels(); from += most) {
            int end = Math.min(from + most, group.channels());
            for (int i = 0; i < chunks; i++) {
                PlaneSlice planes = group.stretch(chunk + i, group.channel() + from, end - from);
                reduction.shifts(group, planes, prepared, own, i, chunks);
            }
            int together = chunks == 1 ? end - from : 1;
            for (int first = from; first < end; first += together) {
                for (int i = 0; i < chunks; i++) {
                    for (int j = 0; j < together; j++) {
                        own.shift[j] = own.shifts[(first - from + j) * chunks + i];
                    }
                    PlaneSlice planes = group.stretch(chunk + i, group.channel() + first, together);
                    add(group, planes, prepared, own, totals, squareTotals, offset + i * group.columns() + first);
                }
            }
        }
    }

    private void add(
            ChannelGroup group,
            PlaneSlice planes,
            SweepScratch prepared,
            SweepScratch own,
            double[] totals,
            double[] squareTotals,
            int offset) {
        own.sums(planes.channels() * BatchNormKernel.PLANE_SUMS);
        reduction.add(group, planes, prepared, own);
        for (int j = 0; j < planes.channels(); j++) {
            double sum = total(own.sums, j * BatchNormKernel.PLANE_SUMS);
            double distance = (double) own.shift[j] - prepared.reference[planes.channel() - group.channel() + j];
            double moved = Math.fma(planes.valuesPerChannel(), distance, sum);
            totals[offset + j] = moved;
            squareTotals[offset + j] = Math.fma(distance, sum + moved,
                    total(own.squares, j * BatchNormKernel.PLANE_SUMS));
        }
    }

    /**
     * In four sums, so that additions need not wait for each other. Vectors of two doubles take half the time, but then
     * C2 sees vectors of five kinds and calls methods of them all, in other kernels too.
     */
    private static double total(float[] sums, int from) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int lane = from; lane < from + BatchNormKernel.PLANE_SUMS; lane += 4) {
            sum0 += sums[lane];
            sum1 += sums[lane + 1];
            sum2 += sums[lane + 2];
            sum3 += sums[lane + 3];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Adds a chunk's totals to those of the group. */
    void add(double[] totals, double[] squareTotals, int offset, int columns, SweepScratch result) {
        for (int j = 0; j < columns; j++) {
            result.totals[j] += totals[offset + j];
            result.squareTotals[j] += squareTotals[offset + j];
        }
    }

    /** Adds the lanes of each channel up and hands the sums over. */
    void finish(ChannelGroup group, SweepScratch result) {
        for (int half = group.columns() / 2; half >= group.channels(); half /= 2) {
            for (int j = 0; j < half; j++) {
                result.totals[j] += result.totals[half + j];
                result.squareTotals[j] += result.squareTotals[half + j];
            }
        }
        reduction.finish(group, result);
    }
}
