package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;

/** A sweep over channels that lie side by side. */
final class ChannelsLastSweep extends ChannelSweep {
    /** Fewest lanes of a row of sums: shorter loops spend as much time at their ends as inside (decision 16). */
    private static final int LANES = 512;

    /** Whole vectors of any width. */
    private static final int LANE_MULTIPLE = 16;

    /** Channels side by side that are worth a thread of their own, and have a lane each. */
    private static final int CHANNELS_WORTH_SHARING = 256;

    /** Rows of lanes that are shared out for mappings together: an even number, as they are walked in pairs. */
    private static final int ROWS_OF_UNIT = 8;

    private final LaneReductionSweep reduction;
    private final LaneMappingSweep mapping;

    ChannelsLastSweep(FeatureView shape, Reduction reduction, Mapping mapping, Engine engine) {
        super(shape, engine);
        this.reduction = reduction == null ? null
                : new LaneReductionSweep(reduction, engine.kernelSet().batchNorm());
        this.mapping = mapping == null ? null : new LaneMappingSweep(mapping, reduction != null);
    }

    private ChannelGroup allChannels() {
        return new ChannelGroup(shape, 0, shape.channels, lanesPerChannel(shape.channels));
    }

    /** Part of the definition of a result. */
    private static int lanesPerChannel(int channels) {
        int lanes = 1;
        while (channels * lanes < LANES || channels < LANES && channels * lanes % LANE_MULTIPLE != 0) {
            lanes *= 2;
        }
        return lanes;
    }

    @Override
    void runAlone(SweepScratch own) {
        ChannelGroup group = allChannels();
        if (reduction != null) {
            reduction.run(group, own);
        }
        if (mapping != null) {
            mapping.prepare(group, own);
            mapping.run(group, 0, group.length(), own, own);
        }
    }

    @Override
    void runShared(int threads) {
        Scratch scratch = engine.borrow();
        runShared(threads, SweepScratch.of(scratch));
        giveBack(scratch, engine);
    }

    /** Mappings share rows even where sums share columns: no two threads write one cache line (decision 17). */
    private void runShared(int threads, SweepScratch prepared) {
        ChannelGroup group = allChannels();
        int parts = threads * SHARES_PER_THREAD;
        if (reduction != null && reduction.chunks(group) < 2L * threads
                && shape.channels >= CHANNELS_WORTH_SHARING * threads) {
            int multiple = CHANNELS_WORTH_SHARING / 2;
            new Columns(Math.ceilDiv(shape.channels, threads * multiple) * multiple).run();
        } else if (reduction != null) {
            reduction.runShared(group, parts, prepared, engine);
        }
        if (mapping != null) {
            mapping.prepare(group, prepared);
            long unit = (long) ROWS_OF_UNIT * group.lanesPerChannel();
            int units = Math.toIntExact((group.length() + unit - 1) / unit);
            new Rows(group, units, Math.max(1, units / parts), prepared).run();
        }
    }

    /** The reduction of all channels, which have a lane each. */
    private final class Columns extends Stage {
        private Columns(int share) {
            super(engine, shape.channels, share);
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            reduction.run(new ChannelGroup(shape, from, to - from, 1), own);
        }
    }

    /** The mapping of all units of rows. */
    private final class Rows extends Stage {
        private final ChannelGroup group;
        private final SweepScratch prepared;

        private Rows(ChannelGroup group, int units, int share, SweepScratch prepared) {
            super(engine, units, share);
            this.group = group;
            this.prepared = prepared;
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            long unit = (long) ROWS_OF_UNIT * group.lanesPerChannel();
            mapping.run(group, from * unit, Math.min(to * unit, group.length()), prepared, own);
        }
    }
}
