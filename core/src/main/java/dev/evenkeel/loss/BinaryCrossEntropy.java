package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import java.util.Arrays;

/**
 * Sigmoid and binary cross-entropy, for columns that are yes or no each by itself: the value of a row is {@code Σ
 * −(w_j·t_j·log σ(x_j) + (1 − t_j)·log σ(−x_j))} with logits x, targets t from 0 to 1 and weights w of the positives;
 * the gradient is {@code (1 − t_j)·σ(x_j) − w_j·t_j·σ(−x_j)}. A mean is over all elements. Semantics are those of
 * PyTorch's {@code torch.nn.BCEWithLogitsLoss}.
 *
 * <p><b>Error.</b> For t from 0 to 1, the term and the gradient of one element are within 4 units in the last place of
 * the sum of their two parts: nothing cancels, however far the logit is on the right side.
 *
 * <p><b>Edges.</b> Logits of ±10⁴ and more are harmless. Terms below 10⁻³⁸ count as 0. A logit of ±∞ has the value +∞
 * where the target is on the other side, and NaN, from 0·∞, where it is on the same side exactly. NaN gives NaN.
 */
public final class BinaryCrossEntropy implements Loss {
    private final boolean isMean;
    private final float[] weights;

    private BinaryCrossEntropy(boolean isMean, float[] weights) {
        this.isMean = isMean;
        this.weights = weights;
    }

    /** The mean over all elements. */
    public static BinaryCrossEntropy mean() {
        return new BinaryCrossEntropy(true, null);
    }

    /** The sum over all elements. */
    public static BinaryCrossEntropy sum() {
        return new BinaryCrossEntropy(false, null);
    }

    /**
     * The same with a weight for the positives of each column, of which a copy is taken; 1 is neutral. PyTorch's {@code
     * pos_weight}.
     *
     * @throws IllegalArgumentException if a weight is negative, infinite or NaN
     */
    public BinaryCrossEntropy withPositiveWeights(float... weights) {
        return new BinaryCrossEntropy(isMean, LossChecks.weights("weights", weights));
    }

    @Override
    public double evaluate(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.rows(outputs, targets, gradient, rowValues, execution);
        LossChecks.weights("positive weights", weights, outputs);
        double divisor = isMean ? (double) outputs.rows() * outputs.cols() : 1;
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        LogisticTask task = LossScratch.of(scratch).logistic;
        task.set(outputs, targets, gradient, rowValues, engine);
        task.prepare(weights);
        task.factor = (float) (1 / divisor);
        double sum = task.sum(engine);
        task.forget();
        engine.giveBack(scratch);
        return sum / divisor;
    }

    /** For people: {@code "binary cross-entropy, mean"}. */
    @Override
    public String toString() {
        return "binary cross-entropy, " + (isMean ? "mean" : "sum")
                + (weights != null ? ", positive weights " + Arrays.toString(weights) : "");
    }
}
