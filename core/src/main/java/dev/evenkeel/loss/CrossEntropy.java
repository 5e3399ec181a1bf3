package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import java.util.Arrays;

/**
 * Softmax and cross-entropy: the value of a row is {@code −Σ q_j·log p_j} with p the softmax of its logits and q its
 * target; the gradient is {@code p_j·Σq − q_j}. With a label, q is 1 in its column, and the value is −log P(label).
 *
 * <p>Semantics are those of PyTorch's {@code torch.nn.CrossEntropyLoss}:
 *
 * <table>
 * <caption>Targets, and what a mean is divided by; w are the class weights, ε is the label smoothing, of C
 * classes</caption>
 * <tr><th>targets</th><th>q_j</th><th>the mean is over</th></tr>
 * <tr><td>labels</td><td>(1 − ε)·w_j in the label's column, and ε/C·w_j everywhere</td><td>Σ w_label of the rows that
 * count</td></tr>
 * <tr><td>rows t</td><td>w_j·((1 − ε)·t_j + ε/C)</td><td>the number of rows</td></tr>
 * </table>
 *
 * <p>Rows of targets need not be one-hot and need not sum to 1. A row whose label is the ignored one counts nowhere:
 * its value and gradient are 0. If no row counts, the mean is NaN, and the gradient 0.
 *
 * <p><b>Error</b>, without class weights. Let ε = 3·10⁻⁷ + 6·10⁻⁸·n, where n = min(64, ⌈C/16⌉) columns of a block share
 * a partial sum. With a label and no smoothing, a row's value is within ε of the exact one. With smoothing, or a row of
 * targets that sum to 1, it is within ε·(1 + log C + max |x_j − max x|). Before it is divided, an element of the
 * gradient is within 2ε. Logits that are all alike come nearest to these bounds. {@code core/docs/same-bits.md} has the
 * order of operations.
 *
 * <p><b>Edges</b>, beside those of {@link ClassificationLoss}: 0·∞ is NaN, as in PyTorch. So a row of targets gives NaN
 * where a logit is −∞, even if the target there is 0; a label does not, unless it is the column of −∞ (value +∞).
 * With label smoothing, which leaves no q at 0, a −∞ anywhere makes the value +∞; NaN if its class weight is 0, or if
 * it is the label's and its share of the target, 1 − ε, is 0. Differences of logits are float32: beyond its range they
 * count as infinite.
 */
public final class CrossEntropy implements ClassificationLoss {
    /** The label that is ignored unless another one is chosen, that of PyTorch. */
    public static final int IGNORED = -100;

    private final boolean isMean;
    private final double smoothing;
    private final float[] weights;
    private final int ignored;

    private CrossEntropy(boolean isMean, double smoothing, float[] weights, int ignored) {
        this.isMean = isMean;
        this.smoothing = smoothing;
        this.weights = weights;
        this.ignored = ignored;
    }

    /** The mean over rows; with class weights their weighted mean. */
    public static CrossEntropy mean() {
        return new CrossEntropy(true, 0, null, IGNORED);
    }

    /** The sum over rows. */
    public static CrossEntropy sum() {
        return new CrossEntropy(false, 0, null, IGNORED);
    }

    /**
     * The same with label smoothing: a share ε of each target is spread evenly over all classes (Szegedy et al.,
     * Rethinking the Inception Architecture for Computer Vision, 2016, section 7).
     *
     * @throws IllegalArgumentException unless 0 ≤ share ≤ 1
     */
    public CrossEntropy withLabelSmoothing(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, was " + share);
        }
        return new CrossEntropy(isMean, share, weights, ignored);
    }

    /**
     * The same with a weight for each class, of which a copy is taken.
     *
     * @throws IllegalArgumentException if a weight is negative, infinite or NaN
     */
    public CrossEntropy withClassWeights(float... weights) {
        return new CrossEntropy(isMean, smoothing, LossChecks.weights("weights", weights), ignored);
    }

    /** The same with another label to be ignored, a column's or not. */
    public CrossEntropy withIgnoredLabel(int label) {
        return new CrossEntropy(isMean, smoothing, weights, label);
    }

    @Override
    public double evaluate(Matrix outputs, int[] labels, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.labels(outputs, labels, ignored, gradient, rowValues, execution);
        LossChecks.weights("class weights", weights, outputs);
        return evaluate(outputs, null, labels, gradient, rowValues, (Engine) execution);
    }

    @Override
    public double evaluate(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.rows(outputs, targets, gradient, rowValues, execution);
        LossChecks.weights("class weights", weights, outputs);
        return evaluate(outputs, targets, null, gradient, rowValues, (Engine) execution);
    }

    private double evaluate(
            Matrix outputs, Matrix targets, int[] labels, Matrix gradient, double[] rowValues, Engine engine) {
        double divisor = !isMean ? 1 : labels == null ? outputs.rows() : weightOf(labels);
        Scratch scratch = engine.borrow();
        CrossEntropyTask task = LossScratch.of(scratch).crossEntropy;
        task.set(outputs, targets, gradient, rowValues, engine);
        task.labels = labels;
        task.ignored = ignored;
        task.weights = weights;
        task.keep = 1 - smoothing;
        task.spread = smoothing / outputs.cols();
        task.scale = 1 / divisor;
        task.prepare();
        double sum = task.sum(engine);
        task.forget();
        engine.giveBack(scratch);
        return sum / divisor;
    }

    /** Σ w_label of the rows that count, in ascending order. */
    private double weightOf(int[] labels) {
        double sum = 0;
        for (int label : labels) {
            if (label != ignored) {
                sum += weights == null ? 1 : weights[label];
            }
        }
        return sum;
    }

    /** For people: {@code "cross-entropy, mean, label smoothing 0.1"}. */
    @Override
    public String toString() {
        return "cross-entropy, " + (isMean ? "mean" : "sum") + (smoothing > 0 ? ", label smoothing " + smoothing : "")
                + (weights != null ? ", class weights " + Arrays.toString(weights) : "")
                + (ignored != IGNORED ? ", ignored label " + ignored : "");
    }
}
