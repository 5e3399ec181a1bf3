package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.rows.RowSweep;

/** A sum over all elements in progress: totals of blocks, and then their sum. */
final class SumTask implements ThreadTeam.Task {
    private static final int BLOCKS_OF_A_TASK = 4;

    private Engine engine;
    private Matrix matrix;
    private SumKernel kernel;
    private boolean squares;
    private double[] totals = {};

    double run(Matrix matrix, boolean squares, Engine engine) {
        long elements = (long) matrix.rows() * matrix.cols();
        int blocks = (int) Math.ceilDiv(elements, (long) SumKernel.BLOCK);
        totals = totals.length >= blocks ? totals : new double[blocks];
        this.engine = engine;
        this.matrix = matrix;
        this.squares = squares;
        this.kernel = engine.kernelSet().sum();
        int tasks = Math.ceilDiv(blocks, BLOCKS_OF_A_TASK);
        if (engine.parallelism() > 1 && tasks > 1) {
            engine.run(tasks, this);
        } else {
            for (int task = 0; task < tasks; task++) {
                run(task);
            }
        }
        this.matrix = null;
        this.engine = null;
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += totals[block];
        }
        return sum;
    }

    @Override
    public void run(int task) {
        Scratch scratch = engine.borrow();
        TrainingScratch kept = TrainingScratch.of(scratch);
        long elements = (long) matrix.rows() * matrix.cols();
        for (int i = 0; i < BLOCKS_OF_A_TASK; i++) {
            long first = ((long) task * BLOCKS_OF_A_TASK + i) * SumKernel.BLOCK;
            if (first < elements) {
                int count = (int) Math.min(SumKernel.BLOCK, elements - first);
                totals[task * BLOCKS_OF_A_TASK + i] = block(first, count, kept);
            }
        }
        engine.giveBack(scratch);
    }

    private double block(long first, int count, TrainingScratch kept) {
        float[] values;
        int from;
        if (RowSweep.isFlat(matrix)) {
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
