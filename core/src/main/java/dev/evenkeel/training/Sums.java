package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * Sums of a matrix: of all elements, of their squares, and of each column, which is the gradient of a bias.
 *
 * {@snippet :
 * Matrix gradient = Matrix.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3);
 * float[] biasGradient = new float[3];
 * Sums.columns(gradient, biasGradient, Execution.sequential());
 * IO.println(Arrays.toString(biasGradient));                   // [11.0, 22.0, 33.0]
 * float[] bias = {1, 1, 1};
 * Sums.columns(-0.5, gradient, 1, bias, Execution.sequential());   // b ← b − η·Σ g
 * IO.println(Arrays.toString(bias));                           // [-4.5, -10.0, -15.5]
 * IO.println(Sums.sumOfSquares(gradient, Execution.sequential())); // 1414.0
 * }
 *
 * <p><b>Order of operations.</b> All elements: they are numbered in row-major order and cut into blocks of 4096.
 * Element k of a block joins float64 sum k mod 32, in ascending order (squares by fma). Of the 32, every fourth is
 * added to tc, c = 0 … 3, from the left; a block's total is (t0 + t1) + (t2 + t3), and totals are added in ascending
 * order. Columns: 64 rows are added up in float32 in ascending order, beginning with +0; these sums are added in
 * float64 in ascending order. So equal inputs give equal bits on every machine, whatever the threads and the storage.
 *
 * <p><b>Error.</b> All elements: below 300 units in the last place of float64, relative to the sum of magnitudes, for
 * up to a million elements. Columns: 64·2⁻²⁴ of the sum of magnitudes, and one rounding to float32 at the end.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where the result has not one value
 * per column or lies in the matrix's array; IllegalStateException for a closed segment; WrongThreadException for a
 * confined segment that another thread would have to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Thread-safe, as long as no call writes what another reads or writes.
 */
public final class Sums {
    private Sums() {}

    /** Σ x over all elements; 0 of none. */
    public static double sum(Matrix matrix, Execution execution) {
        return sum(matrix, false, execution);
    }

    /** Σ x² over all elements; 0 of none. Exact products, so float32 squares that would overflow or vanish count. */
    public static double sumOfSquares(Matrix matrix, Execution execution) {
        return sum(matrix, true, execution);
    }

    private static double sum(Matrix matrix, boolean squares, Execution execution) {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        OperandChecks.readable("matrix", matrix, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        double sum = TrainingScratch.of(scratch).sum.run(matrix, squares, engine);
        engine.giveBack(scratch);
        return sum;
    }

    /** {@code result[j]} ← Σᵢ x(i, j). */
    public static void columns(Matrix matrix, float[] result, Execution execution) {
        columns(1, matrix, 0, result, execution);
    }

    /** {@code result[j] ← α·Σᵢ x(i, j) + β·result[j]}, in float64 until the last rounding; β = 0 does not read it. */
    public static void columns(double alpha, Matrix matrix, double beta, float[] result, Execution execution) {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        if (result.length != matrix.cols()) {
            throw new IllegalArgumentException("result must have one value per column of matrix, has " + result.length
                    + " for matrix of " + Views.shape(matrix));
        }
        OperandChecks.usable(execution);
        OperandChecks.readable("matrix", matrix, execution);
        TrainingChecks.apart("result", result, "matrix", matrix);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        TrainingScratch.of(scratch).columns.run(alpha, matrix, beta, result, engine);
        engine.giveBack(scratch);
    }
}
