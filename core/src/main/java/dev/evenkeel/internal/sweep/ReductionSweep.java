package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;

/**
 * The order of a reduction, whatever the threads. Channels are cut into chunks, each of which has float64 totals of its
 * own; these are added in ascending order, then lane l + L/2 to lane l, l + L/4 to l, and so on.
 */
abstract class ReductionSweep {
    final Reduction reduction;
    final BatchNormKernel kernel;

    ReductionSweep(Reduction reduction, BatchNormKernel kernel) {
        this.reduction = reduction;
        this.kernel = kernel;
    }

    /** How many chunks a group has. */
    abstract long chunks(ChannelGroup group);

    /** How many of them {@link #addChunks} takes together at most. */
    abstract int chunksTogether(ChannelGroup group);

    /** How many float32 sums of each kind. */
    abstract int sums(ChannelGroup group);

    /**
     * Sets the totals of one chunk or more, in front of chunk {@code end}, to their sums.
     *
     * @param offset of the first chunk's totals; each has one per lane of the group
     * @return how many chunks these were
     */
    abstract int addChunks(
            ChannelGroup group, long chunk, long end, SweepScratch prepared, SweepScratch own, double[] totals,
            double[] squareTotals, int offset);

    /** The whole reduction in this thread. */
    final void run(ChannelGroup group, SweepScratch own) {
        prepare(group, own, chunksTogether(group));
        long end = chunks(group);
        for (long chunk = 0; chunk < end;) {
            int count = addChunks(group, chunk, end, own, own, own.chunkTotals, own.chunkSquareTotals, 0);
            for (int i = 0; i < count; i++) {
                collect(own.chunkTotals, own.chunkSquareTotals, i * group.columns(), group.columns(), own);
            }
            chunk += count;
        }
        finish(group, own);
    }

    /** The same with chunks shared among threads. */
    final void runShared(ChannelGroup group, int parts, SweepScratch prepared, Engine engine) {
        int columns = group.columns();
        int chunks = Math.toIntExact(chunks(group));
        Chunks stage = new Chunks(engine, group, chunks, Math.max(1, chunks / parts), prepared);
        prepare(group, prepared, 0);
        stage.run();
        for (int chunk = 0; chunk < chunks; chunk++) {
            collect(stage.totals, stage.squareTotals, chunk * columns, columns, prepared);
        }
        finish(group, prepared);
    }

    private void prepare(ChannelGroup group, SweepScratch prepared, int chunks) {
        prepared.sums(sums(group));
        prepared.totals(group.columns(), chunks);
        reduction.prepare(group, prepared);
    }

    /** Adds a chunk's totals to those of the group. */
    private static void collect(double[] totals, double[] squareTotals, int offset, int columns, SweepScratch result) {
        for (int j = 0; j < columns; j++) {
            result.totals[j] += totals[offset + j];
            result.squareTotals[j] += squareTotals[offset + j];
        }
    }

    /** Adds the lanes of each channel up and hands the sums over. */
    private void finish(ChannelGroup group, SweepScratch result) {
        for (int half = group.columns() / 2; half >= group.channels(); half /= 2) {
            for (int j = 0; j < half; j++) {
                result.totals[j] += result.totals[half + j];
                result.squareTotals[j] += result.squareTotals[half + j];
            }
        }
        reduction.finish(group, result);
    }

    /** The sums of all chunks of a group. */
    private final class Chunks extends ChannelSweep.Stage {
        private final ChannelGroup group;
        private final SweepScratch prepared;
        private final double[] totals;
        private final double[] squareTotals;

        private Chunks(Engine engine, ChannelGroup group, int chunks, int share, SweepScratch prepared) {
            super(engine, chunks, share);
            this.group = group;
            this.prepared = prepared;
            totals = new double[Math.multiplyExact(chunks, group.columns())];
            squareTotals = new double[totals.length];
        }

        @Override
        void work(int from, int to, SweepScratch own) {
            for (int chunk = from; chunk < to;) {
                chunk += addChunks(group, chunk, to, prepared, own, totals, squareTotals, chunk * group.columns());
            }
        }
    }
}
