package dev.evenkeel;

/** The way of a mapping through memory. */
final class MappingWalk {
    /** Values that pass through a buffer, or that a kernel gets, at a time. */
    private static final int STEP = 4096;

    private static final int STEP_IN_PLACE = 16384;

    /** Values that are walked forwards at a time where the walk as a whole goes backwards: the hardware looks ahead only forwards. */
    private static final int STRIDE_BACK = 1 << 18;

    private final Mapping mapping;

    MappingWalk(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Rows of lanes, for channels last; backwards after a reduction, which has left the end in the cache. */
    void lanes(
            ChannelGroup group, long from, long to, boolean backwards, BatchNormBuffers prepared,
            BatchNormBuffers own) {
        mapping.open(group, own);
        int step = lengthOf(mapping.isInPlace(own) ? STEP_IN_PLACE : STEP, group);
        int stride = backwards ? Math.max(step, lengthOf(STRIDE_BACK, group)) : step;
        long blocks = (to - from + stride - 1) / stride;
        for (long index = 0; index < blocks; index++) {
            long block = from + (backwards ? blocks - 1 - index : index) * stride;
            long end = Math.min(to, block + stride);
            while (block < end) {
                int count = (int) Math.min(Math.min(step, end - block), mapping.reach(block, own));
                mapping.apply(group, block, count, prepared, own);
                block += count;
            }
        }
    }

    private static int lengthOf(int values, ChannelGroup group) {
        return Math.max(1, values / group.columns()) * group.lanesPerChannel();
    }

    /**
     * Planes or parts of them, for channels first; sample by sample, as they lie in memory.
     *
     * @param group the channels
     */
    void planes(
            ChannelGroup group,
            int fromSample,
            int toSample,
            int fromPosition,
            int toPosition,
            BatchNormBuffers prepared,
            BatchNormBuffers own) {
        mapping.open(group, own);
        int length = toPosition - fromPosition;
        if (mapping.isInPlace(own) && group.channels() == 1) {
            mapping.apply(
                    new PlaneStretch(fromSample, group.channel(), toSample - fromSample, true, fromPosition, length), 0,
                    prepared, own);
            return;
        }
        for (int sample = fromSample; sample < toSample; sample++) {
            if (mapping.isInPlace(own)) {
                mapping.apply(new PlaneStretch(sample, group.channel(), group.channels(), false, fromPosition, length),
                        0,
                        prepared, own);
                continue;
            }
            for (int c = 0; c < group.channels(); c++) {
                for (int at = fromPosition; at < toPosition; at += STEP) {
                    int part = Math.min(STEP, toPosition - at);
                    mapping.apply(new PlaneStretch(sample, group.channel() + c, 1, true, at, part), c, prepared, own);
                }
            }
        }
    }
}
