package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.Objects;

/**
 * A loss of class scores, one column for each class. The scores are logits: the softmax is part of the loss. Targets
 * are numbers of columns, or rows of probabilities as {@link Loss} has them.
 *
 * {@snippet :
 * Matrix logits = Matrix.of(new float[] {0, 0, 0, 10000, 0, 0}, 2, 3);
 * int[] labels = {1, 0};
 * ClassificationLoss loss = CrossEntropy.mean();
 * double value = loss.gradient(logits, labels, logits, Execution.sequential());    // the gradient in place
 * IO.println((float) value);                                   // 0.54930615
 * IO.println(logits.get(0, 1));                                // -0.3333333
 * }
 *
 * <p><b>Edges.</b> The greatest logit of a row is subtracted first, so ±10⁴ and more is harmless. A logit of −∞ means
 * probability 0; so does one that is 87.7 or more below the greatest, whose e^x is taken for 0. NaN, +∞, or −∞ in all
 * columns make the row's value and gradient NaN, and touch no other row's gradient.
 */
public interface ClassificationLoss extends Loss {
    /**
     * The value, and what else is asked for.
     *
     * @param outputs logits, a row for each example
     * @param labels the right column of each row
     * @param gradient receives ∂value/∂outputs; may be the same view as the outputs; or null for none
     * @param rowValues receives the value of each row before it is averaged; or null for none
     */
    double evaluate(Matrix outputs, int[] labels, Matrix gradient, double[] rowValues, Execution execution);

    /** The value alone. */
    default double value(Matrix outputs, int[] labels, Execution execution) {
        return evaluate(outputs, labels, null, null, execution);
    }

    /** The value, with {@code gradient} ← ∂value/∂outputs, which may be the same view as the outputs. */
    default double gradient(Matrix outputs, int[] labels, Matrix gradient, Execution execution) {
        Objects.requireNonNull(gradient, "gradient");
        return evaluate(outputs, labels, gradient, null, execution);
    }
}
