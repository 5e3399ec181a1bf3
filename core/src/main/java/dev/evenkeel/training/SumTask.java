package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.rows.RowSweep;

/** A sum over all elements in progress: totals of blocks, and then their sum. */
final class SumTask implements ThreadTeam.Task {
    private static final int BLOCKS_OF_A_TASK = 4;

    /** Blocks whose totals are kept at a time: a matrix off the heap, or of stride 0, has more than an array holds. */
    private static final int BLOCKS_OF_A_WAVE = 1 << 13;

    private Engine engine;
    private Matrix matrix;
    private SumKernel kernel;
    private boolean squares;
    private long firstBlock;
    private double[] totals = {};

    double run(Matrix matrix, boolean squares, Engine engine) {
        long blocks = Math.ceilDiv((long) matrix.rows() * matrix.cols(), (long) SumKernel.BLOCK);
        int most = (int) Math.min(blocks, BLOCKS_OF_A_WAVE);
        totals = totals.length >= most ? totals : new double[most];
        this.engine = engine;
        this.matrix = matrix;
        this.squares = squares;
        this.kernel = engine.kernelSet().sum();
        double sum = 0;
        for (firstBlock = 0; firstBlock < blocks; firstBlock += BLOCKS_OF_A_WAVE) {
            int count = (int) Math.min(blocks - firstBlock, BLOCKS_OF_A_WAVE);
            wave(Math.ceilDiv(count, BLOCKS_OF_A_TASK));
            for (int block = 0; block < count; block++) {
                sum += totals[block];
            }
        }
        this.matrix = null;
        this.engine = null;
        return sum;
    }

    private void wave(int tasks) {
        if (engine.parallelism() > 1 && tasks > 1) {
            engine.run(tasks, this);
        } else {
            for (int task = 0; task < tasks; task++) {
                run(task);
            }
        }
    }

    @Override
    public void run(int task) {
        Scratch scratch = engine.borrow();
        TrainingScratch kept = TrainingScratch.of(scratch);
        long elements = (long) matrix.rows() * matrix.cols();
        for (int block = task * BLOCKS_OF_A_TASK; block < (task + 1) * BLOCKS_OF_A_TASK; block++) {
            long first = (firstBlock + block) * SumKernel.BLOCK;
            if (first < elements) {
                totals[block] = block(first, (int) Math.min(SumKernel.BLOCK, elements - first), kept);
            }
        }
        engine.giveBack(scratch);
    }

    private double block(long first, int count, TrainingScratch kept) {
        float[] values;
        int from;
        if (Views.isFlat(matrix)) {
            values = matrix.array();
            from = (int) (matrix.offset() + first);
        } else {
            values = kept.rows(SumKernel.BLOCK);
            from = 0;
            gather(first, count, values);
        }
        return squares ? kernel.squares(values, from, count, kept.sums) : kernel.sum(values, from, count, kept.sums);
    }

    private void gather(long first, int count, float[] values) {
        int row = (int) (first / matrix.cols());
        int col = (int) (first % matrix.cols());
        int length;
        for (int done = 0; done < count; done += length) {
            length = Math.min(count - done, matrix.cols() - col);
            matrix.copyTo(row, col, 1, length, values, done, length);
            row++;
            col = 0;
        }
    }
}
