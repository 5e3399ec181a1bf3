package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reduction, a mapping, or both, cut so that values read twice are still in a cache. The caller takes shares from the
 * first on, helpers from the last, so each finds what its own core read before (decisions 10, 17).
 */
public abstract class ChannelSweep {
    /** Values that are worth the hand-over to another thread (decision 17). */
    private static final long VALUES_WORTH_SHARING = 20_000;

    /** Shares per thread: they may not be equally fast (decision 17). */
    static final int SHARES_PER_THREAD = 4;

    final FeatureView shape;
    final Engine engine;

    ChannelSweep(FeatureView shape, Engine engine) {
        this.shape = shape;
        this.engine = engine;
    }

    /** Runs the reduction, if there is one, then the mapping, if there is one. */
    public static void run(FeatureView shape, Reduction reduction, Mapping mapping, Engine engine) {
        if (shape.isEmpty()) {
            return;
        }
        ChannelSweep sweep = shape.channelsFirst ? new ChannelsFirstSweep(shape, reduction, mapping, engine)
                : new ChannelsLastSweep(shape, reduction, mapping, engine);
        long values = shape.count() * shape.channels;
        int threads = (int) Math.max(1, Math.min(engine.parallelism(), values / VALUES_WORTH_SHARING));
        if (threads > 1) {
            sweep.runShared(threads);
            return;
        }
        Scratch scratch = engine.borrow();
        sweep.runAlone(SweepScratch.of(scratch));
        giveBack(scratch, engine);
    }

    static void giveBack(Scratch scratch, Engine engine) {
        SweepScratch.of(scratch).forget();
        engine.giveBack(scratch);
    }

    /** All passes over all channels in this thread. */
    abstract void runAlone(SweepScratch own);

    /** The same in several threads. */
    abstract void runShared(int threads);

    /** Work that threads do together before any goes on, cut into shares. */
    abstract static class Stage implements ThreadTeam.Task {
        private final Engine engine;
        private final int length;
        private final int share;
        private final Thread caller = Thread.currentThread();
        private int takenByCaller;
        private final AtomicInteger takenByHelpers = new AtomicInteger();

        Stage(Engine engine, int length, int share) {
            this.engine = engine;
            this.length = length;
            this.share = share;
        }

        final void run() {
            engine.run(shares(), this);
        }

        private int shares() {
            return Math.ceilDiv(length, share);
        }

        /** Does the next share of the current thread: a task's number says only that one more is to be done. */
        @Override
        public final void run(int index) {
            Scratch scratch = engine.borrow();
            int from = next() * share;
            work(from, (int) Math.min((long) from + share, length), SweepScratch.of(scratch));
            giveBack(scratch, engine);
        }

        private int next() {
            return Thread.currentThread() == caller ? takenByCaller++
                    : shares() - 1 - takenByHelpers.getAndIncrement();
        }

        /** Works on {@code from ≤ i < to}. */
        abstract void work(int from, int to, SweepScratch own);
    }
}
