package dev.evenkeel.random;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.random.SamplingKernel;

/**
 * A fill in progress: runs of consecutive elements, generated unit by unit. A unit of which only a part is wanted is
 * generated whole and the part copied, so that an element never depends on where a run, a piece or a shard begins.
 */
abstract class FillTask implements ThreadTeam.Task {
    /** Elements of a piece, the least that a task takes: whole units, and enough to be worth a hand-over. */
    private static final int PIECE = 1 << 15;

    /** Most tasks of a fill: an int counts them, and those past the last that threads ask for. */
    private static final int MOST_TASKS = 1 << 30;

    final RandomStream stream;
    final KernelSet kernels;
    private final Engine engine;
    private final int unit;
    private long firstIndex;
    private long runLength;
    private long runs;
    private long runStride;
    private long runsPerTask;

    /** Elements of a task of a single run, whole pieces, counted from {@link #skipped} elements before the run. */
    private long elementsPerTask;

    private int skipped;

    /** @param unit elements of a unit */
    FillTask(int unit, RandomStream stream, Engine engine) {
        this.unit = unit;
        this.stream = stream;
        this.engine = engine;
        this.kernels = engine.kernelSet();
    }

    /** Fills elements from {@code firstIndex} on; the last may be 2⁶³ − 1, and no index after it is computed. */
    final void run(long firstIndex, long length) {
        run(firstIndex, length, 1, 0);
    }

    /** Fills runs whose first indices are {@code runStride} apart; in the storage they follow each other. */
    final void run(long firstIndex, long runLength, long runs, long runStride) {
        if (runLength == 0 || runs == 0) {
            return;
        }
        boolean joined = runs > 1 && runStride == runLength;
        this.firstIndex = firstIndex;
        this.runLength = joined ? runLength * runs : runLength;
        this.runs = joined ? 1 : runs;
        this.runStride = runStride;
        this.runsPerTask = Math.max(PIECE / this.runLength, Math.ceilDiv(this.runs, MOST_TASKS));
        this.skipped = (int) (firstIndex % PIECE);
        long length = skipped + this.runLength;
        this.elementsPerTask = PIECE * Math.ceilDiv(length, (long) PIECE * MOST_TASKS);
        long tasks = this.runs == 1 ? Math.ceilDiv(length, elementsPerTask) : Math.ceilDiv(this.runs, runsPerTask);
        if (engine.parallelism() > 1 && tasks > 1) {
            engine.run((int) tasks, this);
        } else {
            Scratch scratch = engine.borrow();
            for (long run = 0; run < this.runs; run++) {
                elements(firstIndex + run * runStride, this.runLength, run * this.runLength, scratch);
            }
            engine.giveBack(scratch);
        }
    }

    @Override
    public final void run(int task) {
        Scratch scratch = engine.borrow();
        if (runs == 1) {
            long start = task * elementsPerTask - skipped;
            long from = Math.max(start, 0);
            long to = Math.min(start + elementsPerTask, runLength);
            elements(firstIndex + from, to - from, from, scratch);
        } else {
            long end = Math.min(runs, (task + 1) * runsPerTask);
            for (long run = task * runsPerTask; run < end; run++) {
                elements(firstIndex + run * runStride, runLength, run * runLength, scratch);
            }
        }
        engine.giveBack(scratch);
    }

    private void elements(long index, long length, long position, Scratch scratch) {
        long done = 0;
        while (done < length) {
            long unitIndex = (index + done) / unit;
            int skip = (int) ((index + done) % unit);
            long wanted =
                    Math.min(length - done, skip > 0 ? unit - skip : (long) SamplingKernel.UNITS_AT_A_TIME * unit);
            int units = (int) ((skip + wanted + unit - 1) / unit);
            if (skip == 0 && units > 1 && wanted % unit != 0) {
                units--;
                wanted = (long) units * unit;
            }
            long[] words = scratch.words(units * SamplingKernel.LONGS);
            stream.words(kernels.sampling(), unitIndex, units, words);
            store(words, unitIndex, units, skip, (int) wanted, position + done, scratch);
            done += wanted;
        }
    }

    /**
     * Turns words into samples and stores {@code length} of them, beginning with sample {@code skip}, as elements from
     * {@code position} on.
     */
    abstract void store(
            long[] words, long firstUnit, int units, int skip, int length, long position, Scratch scratch);
}
