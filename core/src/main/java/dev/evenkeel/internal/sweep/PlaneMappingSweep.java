package dev.evenkeel.internal.sweep;

/** The way of a mapping over planes as they lie; backwards after a reduction, which has left the end in the cache. */
final class PlaneMappingSweep {
    /** Values per step where they pass through a buffer (decision 10). */
    private static final int STEP = 4096;

    /** Samples whose planes a kernel gets at a time: it takes two planes together. */
    private static final int SAMPLES = 2;

    private final Mapping mapping;
    private final boolean backwards;

    PlaneMappingSweep(Mapping mapping, boolean backwards) {
        this.mapping = mapping;
        this.backwards = backwards;
    }

    /** Sets up what all threads read. */
    void prepare(ChannelGroup group, SweepScratch prepared) {
        mapping.prepare(group, prepared);
    }

    /** Maps so many positions of the group's planes in so many samples; in buffers, as many planes as fit. */
    void run(
            ChannelGroup group, int fromSample, int toSample, int fromPosition, int toPosition, SweepScratch prepared,
            SweepScratch own) {
        PlaneCursor cursor = own.planes;
        mapping.bind(cursor);
        cursor.start();
        int length = toPosition - fromPosition;
        boolean inPlace = cursor.isInPlace();
        int all = group.channels();
        int channels = inPlace ? all : Math.clamp(STEP / length, 1, all);
        int samples = !inPlace ? Math.max(1, STEP / length / all) : all == 1 ? toSample - fromSample : SAMPLES;
        int blocks = (toSample - fromSample + samples - 1) / samples;
        int positions = inPlace ? length : STEP;
        int end = group.channel() + all;
        for (int index = 0; index < blocks; index++) {
            int sample = fromSample + (backwards ? blocks - 1 - index : index) * samples;
            int count = Math.min(samples, toSample - sample);
            for (int channel = group.channel(); channel < end; channel += channels) {
                int some = Math.min(channels, end - channel);
                for (int at = fromPosition; at < toPosition; at += positions) {
                    PlaneSlice planes =
                            new PlaneSlice(sample, count, channel, some, at, Math.min(positions, toPosition - at));
                    cursor.read(planes);
                    mapping.apply(cursor, planes.extent(group.channel()), 0, prepared);
                    cursor.flush(planes);
                }
            }
        }
    }
}
