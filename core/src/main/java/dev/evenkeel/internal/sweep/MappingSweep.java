package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/** The way of a mapping through memory; backwards after a reduction, which has left the end in the cache. */
final class MappingSweep {
    /** Values that pass through a buffer, or that a kernel gets, at a time. */
    private static final int STEP = 4096;

    /**
     * So many that the halves, of which a kernel takes a row each at a time, are long enough for the hardware to read
     * ahead.
     */
    private static final int STEP_IN_PLACE = 1 << 16;

    /**
     * Values that are walked forwards at a time where the walk as a whole goes backwards: the hardware looks ahead only
     * forwards.
     */
    private static final int STRIDE_BACK = 1 << 18;

    /** Samples whose planes a kernel gets at a time: it takes two planes together. */
    private static final int SAMPLES = 2;

    private final Mapping mapping;

    MappingSweep(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Sets up what all threads read. */
    void prepare(ChannelGroup group, SweepScratch prepared) {
        mapping.prepare(group, prepared);
        prepared.lead = group.planes() ? 0 : mapping.lead(group);
        if (prepared.lead > 0) {
            prepared.parameters.turn(group.columns(), prepared.lead);
            prepared.gate.turn(group.columns(), prepared.lead);
        }
    }

    /** Rows of lanes, for channels last. */
    void lanes(
            ChannelGroup group, long from, long to, boolean backwards, SweepScratch prepared,
            SweepScratch own) {
        mapping.open(group, own);
        int step = lengthOf(mapping.isInPlace(own) ? STEP_IN_PLACE : STEP, group);
        int stride = backwards ? Math.max(step, lengthOf(STRIDE_BACK, group)) : step;
        long blocks = (to - from + stride - 1) / stride;
        for (long index = 0; index < blocks; index++) {
            long block = from + (backwards ? blocks - 1 - index : index) * stride;
            long end = Math.min(to, block + stride);
            while (block < end) {
                int count = (int) Math.min(Math.min(step, end - block), mapping.reach(block, own));
                rows(group, block, count, prepared, own);
                block += count;
            }
        }
    }

    /** Rows that begin where the output's lines do; what is before the first and behind the last goes by itself. */
    private void rows(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        mapping.locate(from, count, own);
        int columns = group.columns();
        int values = count * group.channels();
        int lead = values > columns ? prepared.lead : 0;
        if (lead > 0) {
            mapping.apply(Extent.columns(1, lead), 0, prepared, own);
            own.skip(lead);
        }
        int rows = (values - lead) / columns;
        int rest = (values - lead) % columns;
        mapping.apply(Extent.columns(rows, columns), lead, prepared, own);
        if (rest > 0) {
            own.skip(rows * columns);
            mapping.apply(Extent.columns(1, rest), lead, prepared, own);
        }
        own.output.flush();
    }

    private static int lengthOf(int values, ChannelGroup group) {
        return Math.max(1, values / group.columns()) * group.lanesPerChannel();
    }

    /**
     * Planes or parts of them, for channels first; as they lie in memory, as many at a time as fit in a buffer if there
     * is one.
     */
    void planes(
            ChannelGroup group,
            int fromSample,
            int toSample,
            int fromPosition,
            int toPosition,
            boolean backwards,
            SweepScratch prepared,
            SweepScratch own) {
        mapping.open(group, own);
        int length = toPosition - fromPosition;
        boolean inPlace = mapping.isInPlace(own);
        int all = group.channels();
        int channels = inPlace ? all : Math.clamp(STEP / length, 1, all);
        int samples = !inPlace ? Math.max(1, STEP / length / all) : all == 1 ? toSample - fromSample : SAMPLES;
        int blocks = (toSample - fromSample + samples - 1) / samples;
        int positions = inPlace ? length : STEP;
        for (int index = 0; index < blocks; index++) {
            int sample = fromSample + (backwards ? blocks - 1 - index : index) * samples;
            int count = Math.min(samples, toSample - sample);
            int end = group.channel() + all;
            for (int channel = group.channel(); channel < end; channel += channels) {
                for (int at = fromPosition; at < toPosition; at += positions) {
                    PlaneSlice planes =
                            new PlaneSlice(sample, count, channel, Math.min(channels, end - channel), at,
                                    Math.min(positions, toPosition - at));
                    mapping.locate(planes, own);
                    mapping.apply(planes.extent(group.channel()), 0, prepared, own);
                    own.output.flush(planes);
                }
            }
        }
    }
}
