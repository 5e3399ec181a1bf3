package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.rows.RowSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A rule that changes weights by their gradient, in one pass over memory. It is a record of hyper-parameters and keeps
 * nothing: what belongs to the weights from step to step, such as a velocity, is matrices of the caller's, and the
 * number of the step is an argument.
 *
 * {@snippet :
 * Matrix weights = Matrix.of(new float[] {1, 2, 3, 4}, 2, 2);
 * Matrix gradient = Matrix.of(new float[] {1, 1, -1, 0}, 2, 2);
 * Optimizer optimizer = new Adam(0.5);
 * List<Matrix> state = optimizer.newState(weights);            // zeros: yours to keep
 * optimizer.update(weights, gradient, state, 1, Execution.sequential());
 * IO.println(Arrays.toString(weights.toArray()));              // [0.5, 1.5, 3.5, 4.0]
 * }
 *
 * <p>Biases are matrices of one row: {@code Matrix.of(bias, 1, bias.length)}. A range of an array is {@code
 * Matrix.of(array, offset, 1, length, length, 1)}.
 *
 * <p><b>No pass at all.</b> Plain SGD needs none for weights whose gradient is a product: W ← W − η·Xᵀ·G is {@code
 * Gemm.multiply(-η, x.transposed(), g, 1f, w, execution)}, a product with β = 1, which never stores the gradient.
 *
 * <p><b>Order of operations.</b> Factors are computed in float64, powers by {@code StrictMath.pow}, and rounded to
 * float32 once. Each weight is then a short formula of float32 operations, which the class of the rule states. Equal
 * inputs give equal bits on every machine, whatever the threads and the storage.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes do not match, the
 * state holds another number of matrices than {@link #states()}, the step is less than 1, the scale is not finite, a
 * matrix that is written is read-only or holds an element more than once, or two matrices share an element;
 * IllegalStateException for a closed segment; WrongThreadException for a confined segment that another thread would
 * have to touch; RejectedExecutionException for a pool that is shut down.
 */
public interface Optimizer {
    /** Matrices of state that weights need, each of their shape. */
    int states();

    /**
     * Changes the weights and their state.
     *
     * @param weights changed
     * @param gradient of the loss by the weights
     * @param state {@link #states()} matrices of the weights' shape, zeros before the first step; changed
     * @param step the number of this update of these weights, counted from 1
     * @param gradientScale what the gradient is multiplied by first: 1, what clipping leaves of it, or one over a scale
     * of the loss
     */
    void update(Matrix weights, Matrix gradient, List<Matrix> state, long step, double gradientScale,
            Execution execution);

    /** The same with scale 1. */
    default void update(Matrix weights, Matrix gradient, List<Matrix> state, long step, Execution execution) {
        update(weights, gradient, state, step, 1, execution);
    }

    /** Zeros for the first step, by columns where the weights lie by columns. */
    default List<Matrix> newState(Matrix weights) {
        Objects.requireNonNull(weights, "weights");
        List<Matrix> state = new ArrayList<>();
        for (int i = 0; i < states(); i++) {
            state.add(RowSweep.isByColumns(weights)
                    ? Matrix.allocate(weights.cols(), weights.rows()).transposed()
                    : Matrix.allocate(weights.rows(), weights.cols()));
        }
        return List.copyOf(state);
    }
}
