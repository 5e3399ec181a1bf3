package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;

/**
 * Softmax and quadratic cost, also known as the Brier score: the value of a row is {@code Σ (p_j − q_j)²} with p the
 * softmax of its logits and q its target, 1 in the column of a label. The gradient is {@code 2·p_j·(d_j − Σ d·p)} with
 * d = p − q. A mean is over rows.
 *
 * <p>Its plateaus are why cross-entropy took its place: Glorot and Bengio, Understanding the difficulty of training
 * deep feedforward neural networks, 2010, section 4.1.
 *
 * <p><b>Error.</b> With targets that sum to 1, a row's value is within 4ε of the exact one, and so is an element of its
 * gradient before it is divided; ε is that of {@link CrossEntropy}. Every label must be a column; there is none to be
 * ignored.
 */
public final class QuadraticCost implements ClassificationLoss {
    private final boolean isMean;

    private QuadraticCost(boolean isMean) {
        this.isMean = isMean;
    }

    /** The mean over rows. */
    public static QuadraticCost mean() {
        return new QuadraticCost(true);
    }

    /** The sum over rows. */
    public static QuadraticCost sum() {
        return new QuadraticCost(false);
    }

    @Override
    public double evaluate(Matrix outputs, int[] labels, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.labels(outputs, labels, 0, gradient, rowValues, execution);
        return evaluate(outputs, null, labels, gradient, rowValues, (Engine) execution);
    }

    @Override
    public double evaluate(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.rows(outputs, targets, gradient, rowValues, execution);
        return evaluate(outputs, targets, null, gradient, rowValues, (Engine) execution);
    }

    private double evaluate(
            Matrix outputs, Matrix targets, int[] labels, Matrix gradient, double[] rowValues, Engine engine) {
        double divisor = isMean ? outputs.rows() : 1;
        Scratch scratch = engine.borrow();
        QuadraticTask task = LossScratch.of(scratch).quadratic;
        task.set(outputs, targets, gradient, rowValues, engine);
        task.labels = labels;
        task.scale = 1 / divisor;
        double sum = task.sum(engine);
        task.forget();
        engine.giveBack(scratch);
        return sum / divisor;
    }

    /** For people: {@code "softmax and quadratic cost, mean"}. */
    @Override
    public String toString() {
        return "softmax and quadratic cost, " + (isMean ? "mean" : "sum");
    }
}
