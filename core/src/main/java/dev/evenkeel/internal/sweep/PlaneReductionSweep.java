package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;

/**
 * Channels first: a chunk is a slice of so many samples' planes that no float32 sum takes more than 64 values, of which
 * each plane has 16 in turn; they are added in float64 at once.
 */
final class PlaneReductionSweep extends ReductionSweep {
    /** Chunks that are read one behind the other, each a page of memory. */
    private static final int CHUNKS_TOGETHER = 8;

    /** Positions of a slice: part of the definition of a result. */
    private static final int SLICE = BatchNormKernel.BLOCK_ROWS * BatchNormKernel.PLANE_LANES;

    /** Channels summed together: their sums stay in the L1 cache (decision 16). */
    private static final int CHANNELS_TOGETHER = 32;

    /** The same where values pass through buffers: they stay in L2, and memory is still read in long runs. */
    private static final int CHANNELS_IN_BUFFERS = 8;

    PlaneReductionSweep(Reduction reduction, BatchNormKernel kernel) {
        super(reduction, kernel);
    }

    @Override
    long chunks(ChannelGroup group) {
        int blocks = (group.shape().samples + samplesPerBlock(group) - 1) / samplesPerBlock(group);
        return (long) slices(group) * blocks;
    }

    /** What there is of the same planes lies side by side. */
    @Override
    int chunksTogether(ChannelGroup group) {
        return Math.min(CHUNKS_TOGETHER, slices(group));
    }

    @Override
    int sums(ChannelGroup group) {
        return group.channels() * BatchNormKernel.PLANE_SUMS;
    }

    private static int slices(ChannelGroup group) {
        return (group.shape().positions + SLICE - 1) / SLICE;
    }

    private static int samplesPerBlock(ChannelGroup group) {
        int length = Math.min(SLICE, group.shape().positions);
        int rows = (length + BatchNormKernel.PLANE_LANES - 1) / BatchNormKernel.PLANE_LANES;
        return BatchNormKernel.PLANES * (BatchNormKernel.BLOCK_ROWS / rows);
    }

    /** What a chunk takes of some channels. */
    private static PlaneSlice slice(ChannelGroup group, long chunk, int channel, int channels) {
        FeatureView shape = group.shape();
        int sample = (int) (chunk / slices(group)) * samplesPerBlock(group);
        int position = (int) (chunk % slices(group)) * SLICE;
        return new PlaneSlice(sample, Math.min(samplesPerBlock(group), shape.samples - sample), channel, channels,
                position, Math.min(SLICE, shape.positions - position));
    }

    /**
     * All slices of a plane, then the plane behind it. The shifts of many planes are found first, so that their
     * scattered loads are waited for once (decision 16).
     */
    @Override
    int addChunks(
            ChannelGroup group, long chunk, long end, SweepScratch prepared, SweepScratch own, double[] totals,
            double[] squareTotals, int offset) {
        long untilNextPlanes = slices(group) - chunk % slices(group);
        int chunks = (int) Math.min(CHUNKS_TOGETHER, Math.min(untilNextPlanes, end - chunk));
        reduction.bind(own.planes);
        own.planes.start();
        int most = own.planes.isInPlace() ? CHANNELS_TOGETHER : CHANNELS_IN_BUFFERS;
        own.room(Math.min(most, group.channels()) * BatchNormKernel.PLANE_SUMS);
        own.shifts = SweepScratch.atLeast(own.shifts, most * chunks);
        for (int from = 0; from < group.channels(); from += most) {
            int to = Math.min(from + most, group.channels());
            for (int i = 0; i < chunks; i++) {
                setShifts(group, slice(group, chunk + i, group.channel() + from, to - from), prepared, own, i, chunks);
            }
            int together = chunks == 1 ? to - from : 1;
            for (int first = from; first < to; first += together) {
                for (int i = 0; i < chunks; i++) {
                    for (int j = 0; j < together; j++) {
                        own.shift[j] = own.shifts[(first - from + j) * chunks + i];
                    }
                    PlaneSlice planes = slice(group, chunk + i, group.channel() + first, together);
                    add(group, planes, prepared, own, totals, squareTotals, offset + i * group.columns() + first);
                }
            }
        }
        return chunks;
    }

    /** Finds the shifts of planes, channel j's at {@code own.shifts[at + j·step]}. */
    private void setShifts(
            ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own, int at, int step) {
        if (reduction.drawsShifts()) {
            drawShifts(planes, own, at, step);
            return;
        }
        for (int j = 0; j < planes.channels(); j++) {
            own.shifts[at + j * step] = prepared.reference[planes.channel() - group.channel() + j];
        }
    }

    /** The median of three medians of three values from all over the planes: a mean would follow outliers. */
    private static void drawShifts(PlaneSlice planes, SweepScratch own, int at, int step) {
        own.drawn = SweepScratch.atLeast(own.drawn, planes.channels() * PlaneCursor.DRAWN);
        float[] drawn = own.drawn;
        own.planes.draw(planes, drawn);
        for (int j = 0; j < planes.channels(); j++) {
            int i = j * PlaneCursor.DRAWN;
            float first = median(drawn[i], drawn[i + 1], drawn[i + 2]);
            float second = median(drawn[i + 3], drawn[i + 4], drawn[i + 5]);
            float third = median(drawn[i + 6], drawn[i + 7], drawn[i + 8]);
            own.shifts[at + j * step] = median(first, second, third);
        }
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void add(
            ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own, double[] totals,
            double[] squareTotals, int offset) {
        own.sums(planes.channels() * BatchNormKernel.PLANE_SUMS);
        own.planes.read(planes);
        reduction.addPlanes(own.planes, planes, group, prepared, own);
        own.planes.flush(planes);
        for (int j = 0; j < planes.channels(); j++) {
            double sum = total(own.sums, j * BatchNormKernel.PLANE_SUMS);
            double distance = (double) own.shift[j] - prepared.reference[planes.channel() - group.channel() + j];
            double moved = Math.fma(planes.valuesPerChannel(), distance, sum);
            totals[offset + j] = moved;
            squareTotals[offset + j] = Math.fma(distance, sum + moved,
                    total(own.squares, j * BatchNormKernel.PLANE_SUMS));
        }
    }

    /** In four sums that do not wait for each other; not in vectors, whose width no other kernel uses (decision 18). */
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
}
