package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.Objects;

/**
 * How far the outputs of a batch are from its targets, as one number, with its gradient. Rows are examples.
 *
 * {@snippet :
 * Matrix outputs = Matrix.of(new float[] {1, 2, 3, 4}, 2, 2);
 * Matrix targets = Matrix.of(new float[] {1, 0, 3, 8}, 2, 2);
 * Matrix gradient = Matrix.of(new float[4], 2, 2);
 * Loss loss = MeanSquaredError.mean();
 * IO.println(loss.gradient(outputs, targets, gradient, Execution.sequential()));   // 5.0
 * IO.println(Arrays.toString(gradient.toArray()));             // [0.0, 1.0, 0.0, -2.0]
 * }
 *
 * <p><b>Order of operations.</b> A row's sums are taken over blocks of 1024 columns. Column j of a block belongs to
 * partial sum j mod 16; these are float32 and grow in ascending j. The 16 are added up in float64, then the blocks in
 * ascending order, then the rows in ascending order. So equal inputs give equal bits on every machine, and a row's
 * value and gradient do not depend on the other rows but for the factor 1/count of a mean. core/docs/same-bits.md has
 * it as pseudo-code.
 *
 * <p><b>Mean or sum.</b> The gradient is that of the number returned: with {@code mean()} it is divided by what the
 * mean is divided by. A batch that is cut into parts wants {@code sum()} and one division at the end. The mean of
 * nothing is NaN, the sum 0.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes or lengths do not
 * match, a label is no column, or the gradient is read-only, holds an element more than once, or shares an element with
 * an input without being the same view as the outputs; IllegalStateException for a closed segment; WrongThreadException
 * for a confined segment that another thread would have to touch; RejectedExecutionException for a pool that is shut
 * down.
 *
 * <p>Losses are immutable and safe for several threads, as long as no call writes what another reads or writes.
 */
public interface Loss {
    /**
     * The value, and what else is asked for.
     *
     * @param outputs of the network, a row for each example
     * @param targets of the same shape
     * @param gradient receives ∂value/∂outputs; may be the same view as the outputs; or null for none
     * @param rowValues receives the value of each row before it is averaged; or null for none
     */
    double evaluate(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution);

    /** The value alone. */
    default double value(Matrix outputs, Matrix targets, Execution execution) {
        return evaluate(outputs, targets, null, null, execution);
    }

    /** The value, with {@code gradient} ← ∂value/∂outputs, which may be the same view as the outputs. */
    default double gradient(Matrix outputs, Matrix targets, Matrix gradient, Execution execution) {
        Objects.requireNonNull(gradient, "gradient");
        return evaluate(outputs, targets, gradient, null, execution);
    }
}
