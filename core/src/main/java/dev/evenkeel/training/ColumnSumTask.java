package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.memory.Views;
import java.util.Arrays;

/** Sums of columns in progress: some columns each task, all rows of them. */
final class ColumnSumTask implements ThreadTeam.Task {
    /** Elements that are worth a hand-over to another thread (decision 27). */
    private static final int PIECE = 1 << 14;

    /** Whole strips of the widest vectors. */
    private static final int STRIP = 64;

    private Engine engine;
    private SumKernel kernel;
    private Matrix matrix;
    private double alpha;
    private double beta;
    private float[] result;
    private int columnsOfATask;

    void run(double alpha, Matrix matrix, double beta, float[] result, Engine engine) {
        this.engine = engine;
        this.kernel = engine.kernelSet().sum();
        this.matrix = matrix;
        this.alpha = alpha;
        this.beta = beta;
        this.result = result;
        int strips = Math.max(1, PIECE / STRIP / Math.max(1, matrix.rows()));
        this.columnsOfATask = Math.min(strips * STRIP, Math.max(1, matrix.cols()));
        int tasks = Math.ceilDiv(matrix.cols(), columnsOfATask);
        if (engine.parallelism() > 1 && tasks > 1) {
            engine.run(tasks, this);
        } else {
            for (int task = 0; task < tasks; task++) {
                run(task);
            }
        }
        this.matrix = null;
        this.result = null;
        this.engine = null;
    }

    @Override
    public void run(int task) {
        Scratch scratch = engine.borrow();
        int col = task * columnsOfATask;
        columns(col, Math.min(columnsOfATask, matrix.cols() - col), TrainingScratch.of(scratch));
        engine.giveBack(scratch);
    }

    private void columns(int col, int cols, TrainingScratch kept) {
        float[] sums = kept.columnSums(cols);
        double[] totals = kept.columnTotals(cols);
        Arrays.fill(totals, 0, cols, 0d);
        int count;
        for (int row = 0; row < matrix.rows(); row += count) {
            count = Math.min(SumKernel.ROWS, matrix.rows() - row);
            if (Views.hasHeapRows(matrix)) {
                int from = (int) (matrix.offset() + row * matrix.rowStride() + col);
                kernel.addRows(matrix.array(), from, count == 1 ? 0 : (int) matrix.rowStride(), count, cols, sums);
            } else {
                float[] rows = kept.rows(count * cols);
                matrix.copyTo(row, col, count, cols, rows, 0, cols);
                kernel.addRows(rows, 0, cols, count, cols, sums);
            }
            kernel.fold(sums, cols, totals);
        }
        for (int j = 0; j < cols; j++) {
            result[col + j] = (float) (beta == 0 ? alpha * totals[j] : alpha * totals[j] + beta * result[col + j]);
        }
    }
}
