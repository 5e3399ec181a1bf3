package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;

/** A sweep over channels that have a plane in every sample. */
final class ChannelsFirstSweep extends ChannelSweep {
    /** Up to so many values, all channels are summed before any is mapped (decision 16). */
    private static final long VALUES_OF_LONG_WAYS = 1 << 21;

    /** Of more values, so many are summed before they are mapped: some then stay in a cache (decision 16). */
    private static final long VALUES_TOGETHER = 1 << 20;

    private final PlaneReductionSweep reduction;
    private final PlaneMappingSweep mapping;

    ChannelsFirstSweep(FeatureView shape, Reduction reduction, Mapping mapping, Engine engine) {
        super(shape, engine);
        this.reduction = reduction == null ? null
                : new PlaneReductionSweep(reduction, engine.kernelSet().batchNorm());
        this.mapping = mapping == null ? null : new PlaneMappingSweep(mapping, reduction != null);
    }

    private ChannelGroup channels(int from, int to) {
        return new ChannelGroup(shape, from, to - from, 1);
    }

    @Override
    void runAlone(SweepScratch own) {
        run(0, shape.channels, own);
    }

    /** All passes over some channels. */
    private void run(int from, int to, SweepScratch own) {
        boolean all = reduction == null || (to - from) * shape.count() <= VALUES_OF_LONG_WAYS;
        int together = all ? to - from : Math.clamp(VALUES_TOGETHER / shape.count(), 1, to - from);
        for (int channel = from; channel < to; channel += together) {
            ChannelGroup group = channels(channel, Math.min(channel + together, to));
            if (reduction != null) {
                reduction.run(group, own);
            }
            if (mapping != null) {
                mapping.prepare(group, own);
                mapping.run(group, 0, shape.samples, 0, shape.positions, own, own);
            }
        }
    }

    @Override
    void runShared(int threads) {
        int parts = threads * SHARES_PER_THREAD;
        if (reduction != null && shape.channels >= 2 * threads) {
            new Channels(Math.ceilDiv(shape.channels, parts)).run();
        } else {
            Scratch scratch = engine.borrow();
            runPassByPass(parts, SweepScratch.of(scratch));
            giveBack(scratch, engine);
        }
    }

    /** Each pass over all channels in all threads. */
    private void runPassByPass(int parts, SweepScratch prepared) {
        ChannelGroup group = channels(0, shape.channels);
        if (reduction != null) {
            reduction.runShared(group, parts, prepared, engine);
        }
        if (mapping != null) {
            mapping.prepare(group, prepared);
            if (shape.samples >= parts) {
                int groups = Math.ceilDiv(shape.samples / parts, BatchNormKernel.PLANES);
                new Samples(group, groups * BatchNormKernel.PLANES, prepared).run();
            } else {
                new Positions(group, Math.max(1, shape.positions / parts), prepared).run();
            }
        }
    }

    /** All passes over all channels. */
    private final class Channels extends Stage {
        private Channels(int share) {
            super(engine, shape.channels, share);
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            ChannelsFirstSweep.this.run(from, to, own);
        }
    }

    /** The mapping of all samples. */
    private final class Samples extends Stage {
        private final ChannelGroup group;
        private final SweepScratch prepared;

        private Samples(ChannelGroup group, int share, SweepScratch prepared) {
            super(engine, shape.samples, share);
            this.group = group;
            this.prepared = prepared;
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            mapping.run(group, from, to, 0, shape.positions, prepared, own);
        }
    }

    /** The mapping of all positions of every plane. */
    private final class Positions extends Stage {
        private final ChannelGroup group;
        private final SweepScratch prepared;

        private Positions(ChannelGroup group, int share, SweepScratch prepared) {
            super(engine, shape.positions, share);
            this.group = group;
            this.prepared = prepared;
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            mapping.run(group, 0, shape.samples, from, to, prepared, own);
        }
    }
}
