package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.simd.Room;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One or two passes over features, sums over each channel and then a mapping that uses them, cut so that values which
 * are read twice are still in a cache the second time, and so that threads share the work. The caller takes shares from
 * the first on, its helpers from the last: so each finds in its own core's cache what it had there in the pass or the
 * call before.
 */
public final class ChannelSweep implements ThreadTeam.Task {
    /** Values that are worth the hand-over to another thread. */
    private static final long VALUES_WORTH_SHARING = 20_000;

    /** Channels side by side that are worth a thread of their own, and have a lane each. */
    private static final int CHANNELS_WORTH_SHARING = 256;

    /** Rows of lanes that are shared out for mappings together, an even number: they are walked in pairs. */
    private static final int ROWS_OF_UNIT = 8;

    /** Shares per thread: they may not be equally fast. */
    private static final int SHARES_PER_THREAD = 4;

    /**
     * Up to so many values of x, all channels are summed over before any is mapped, for channels first: two long ways
     * through a third-level cache are faster than many short ones. 32 × 256 planes of 196 values took 690 µs backward,
     * 20 channels at a time 760.
     */
    private static final long VALUES_OF_LONG_WAYS = 1 << 21;

    /**
     * Of more values, so many are summed over before they are mapped: some of them stay in a cache, and planes of
     * several channels are read one behind the other. 64 × 64 planes of 3136 values take 6.0 ms forward, four or five
     * channels at a time; 7.0 with two; 6.2 with all.
     */
    private static final long VALUES_TOGETHER = 1 << 20;

    enum Stage {
        /** All passes over some channels, for channels first. */
        CHANNELS,
        /** Sums of some channels, which have a lane each. */
        SUMS,
        /** Sums of some chunks of the group. */
        CHUNKS,
        /** The mapping of some rows of the group. */
        ROWS,
        /** The mapping of some samples of the group, for channels first. */
        SAMPLES,
        /** The mapping of a stretch of all planes of the group, for channels first. */
        POSITIONS
    }

    private final FeatureView shape;
    private final Reduction reduction;
    private final Mapping mapping;
    private final Engine engine;
    private final boolean planes;
    private final ReductionSweep sums;
    private final MappingSweep walk;

    private Stage stage;
    private ChannelGroup group;
    private SweepScratch prepared;
    private double[] partialTotals;
    private double[] partialSquareTotals;
    private int share;
    private int tasks;
    private int takenByCaller;
    private final AtomicInteger takenByHelpers = new AtomicInteger();
    private final Thread caller = Thread.currentThread();

    private ChannelSweep(FeatureView shape, Reduction reduction, Mapping mapping, Engine engine) {
        this.shape = shape;
        this.reduction = reduction;
        this.mapping = mapping;
        this.engine = engine;
        planes = shape.channelsFirst;
        sums = new ReductionSweep(reduction, engine.kernelSet().batchNorm());
        walk = new MappingSweep(mapping);
    }

    /** Initialises what every sweep needs. */
    public static void initialize() {
        Room.initialize(Stage.class);
    }

    /** Runs the reduction, if there is one, then the mapping, if there is one. */
    public static void run(FeatureView shape, Reduction reduction, Mapping mapping, Engine engine) {
        if (!shape.isEmpty()) {
            new ChannelSweep(shape, reduction, mapping, engine).run();
        }
    }

    private void run() {
        long values = shape.count() * shape.channels;
        int shares = (int) Math.max(1, Math.min(engine.parallelism(), values / VALUES_WORTH_SHARING));
        if (shares == 1) {
            Scratch scratch = engine.borrow();
            channels(0, shape.channels, SweepScratch.of(scratch));
            giveBack(scratch);
        } else if (planes && reduction != null && shape.channels >= 2 * shares) {
            share = Math.ceilDiv(shape.channels, shares * SHARES_PER_THREAD);
            inShares(Stage.CHANNELS, shape.channels);
        } else {
            Scratch scratch = engine.borrow();
            prepared = SweepScratch.of(scratch);
            shared(shares);
            giveBack(scratch);
        }
    }

    private void inShares(Stage stage, int length) {
        this.stage = stage;
        tasks = Math.ceilDiv(length, share);
        takenByCaller = 0;
        takenByHelpers.set(0);
        engine.run(tasks, this);
    }

    private void giveBack(Scratch scratch) {
        SweepScratch.of(scratch).forget();
        engine.giveBack(scratch);
    }

    /** A share for each task, whatever its number. */
    private int take() {
        return Thread.currentThread() == caller ? takenByCaller++ : tasks - 1 - takenByHelpers.getAndIncrement();
    }

    @Override
    public void run(int index) {
        Scratch scratch = engine.borrow();
        SweepScratch own = SweepScratch.of(scratch);
        int from = take() * share;
        switch (stage) {
            case CHANNELS -> channels(from, Math.min(from + share, shape.channels), own);
            case SUMS -> sum(ChannelGroup.slice(shape, from, Math.min(from + share, shape.channels)), own);
            case CHUNKS -> {
                int end = (int) Math.min(from + share, group.chunks());
                for (int chunk = from, count; chunk < end; chunk += count) {
                    count = Math.min(group.chunksTogether(chunk), end - chunk);
                    sums.chunks(group, chunk, count, prepared, own, partialTotals, partialSquareTotals,
                            chunk * group.columns());
                }
            }
            case ROWS -> {
                long unit = (long) ROWS_OF_UNIT * group.lanesPerChannel();
                long end = Math.min((from + share) * unit, group.length());
                walk.lanes(group, from * unit, end, reduction != null, prepared, own);
            }
            case SAMPLES ->
                walk.planes(group, from, Math.min(from + share, shape.samples), 0, shape.positions, reduction != null,
                        prepared, own);
            case POSITIONS ->
                walk.planes(group, 0, shape.samples, from, Math.min(from + share, shape.positions), reduction != null,
                        prepared, own);
        }
        giveBack(scratch);
    }

    /** All passes over some channels, in this thread. */
    private void channels(int from, int to, SweepScratch own) {
        if (!planes) {
            boolean all = from == 0 && to == shape.channels;
            alone(all ? ChannelGroup.of(shape) : ChannelGroup.slice(shape, from, to), own);
            return;
        }
        boolean all = reduction == null || (to - from) * shape.count() <= VALUES_OF_LONG_WAYS;
        int together = all ? to - from : Math.clamp(VALUES_TOGETHER / shape.count(), 1, to - from);
        for (int channel = from; channel < to; channel += together) {
            alone(ChannelGroup.slice(shape, channel, Math.min(channel + together, to)), own);
        }
    }

    private void alone(ChannelGroup group, SweepScratch own) {
        if (reduction != null) {
            sum(group, own);
        }
        if (mapping == null) {
            return;
        }
        walk.prepare(group, own);
        if (planes) {
            walk.planes(group, 0, shape.samples, 0, shape.positions, reduction != null, own, own);
        } else {
            walk.lanes(group, 0, group.length(), reduction != null, own, own);
        }
    }

    private void sum(ChannelGroup group, SweepScratch own) {
        own.sums(group.sums());
        own.totals(group.columns(), group.chunksTogether(0));
        reduction.prepare(group, own);
        int count;
        for (long chunk = 0; chunk < group.chunks(); chunk += count) {
            count = group.chunksTogether(chunk);
            sums.chunks(group, chunk, count, own, own, own.chunkTotals, own.chunkSquareTotals, 0);
            for (int i = 0; i < count; i++) {
                sums.add(own.chunkTotals, own.chunkSquareTotals, i * group.columns(), group.columns(), own);
            }
        }
        sums.finish(group, own);
    }

    /**
     * All passes over all channels, each pass in all threads. Rows are shared out for mappings even where columns are
     * for sums: two threads that write halves of the same rows share a line of the cache at every end of every half; so
     * inference of 256 × 1000 took 60 to 68 µs, and 35 with one thread.
     */
    private void shared(int shares) {
        int parts = shares * SHARES_PER_THREAD;
        group = ChannelGroup.of(shape);
        if (reduction != null && group.chunks() < 2L * shares
                && shape.channels >= CHANNELS_WORTH_SHARING * shares) {
            int multiple = CHANNELS_WORTH_SHARING / 2;
            share = Math.ceilDiv(shape.channels, shares * multiple) * multiple;
            inShares(Stage.SUMS, shape.channels);
        } else if (reduction != null) {
            reduce(parts);
        }
        if (mapping == null) {
            return;
        }
        walk.prepare(group, prepared);
        if (!planes) {
            long unit = (long) ROWS_OF_UNIT * group.lanesPerChannel();
            int units = Math.toIntExact((group.length() + unit - 1) / unit);
            share = Math.max(1, units / parts);
            inShares(Stage.ROWS, units);
        } else if (shape.samples >= parts) {
            share = (shape.samples / parts + BatchNormKernel.PLANES - 1) / BatchNormKernel.PLANES
                    * BatchNormKernel.PLANES;
            inShares(Stage.SAMPLES, shape.samples);
        } else {
            share = Math.max(1, shape.positions / parts);
            inShares(Stage.POSITIONS, shape.positions);
        }
    }

    private void reduce(int parts) {
        int columns = group.columns();
        int chunks = Math.toIntExact(group.chunks());
        partialTotals = new double[Math.multiplyExact(chunks, columns)];
        partialSquareTotals = new double[chunks * columns];
        prepared.sums(group.sums());
        prepared.totals(columns, 0);
        reduction.prepare(group, prepared);
        share = Math.max(1, chunks / parts);
        inShares(Stage.CHUNKS, chunks);
        for (int chunk = 0; chunk < chunks; chunk++) {
            sums.add(partialTotals, partialSquareTotals, chunk * columns, columns, prepared);
        }
        sums.finish(group, prepared);
    }
}
