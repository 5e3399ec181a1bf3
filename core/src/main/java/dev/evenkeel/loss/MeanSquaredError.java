package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;

/**
 * Squared differences, without a factor ½: the value of a row is {@code Σ (x_j − t_j)²}, the gradient {@code 2·(x_j −
 * t_j)}. A mean is over all elements, as in PyTorch's {@code torch.nn.MSELoss}.
 *
 * <p><b>Error.</b> A row's value is within 70 units in the last place of float32 of the sum of the squares of the
 * differences, each of which is rounded to float32. A difference above 1.8·10¹⁹ gives +∞.
 */
public final class MeanSquaredError implements Loss {
    private final boolean isMean;

    private MeanSquaredError(boolean isMean) {
        this.isMean = isMean;
    }

    /** The mean over all elements. */
    public static MeanSquaredError mean() {
        return new MeanSquaredError(true);
    }

    /** The sum over all elements. */
    public static MeanSquaredError sum() {
        return new MeanSquaredError(false);
    }

    @Override
    public double evaluate(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution) {
        LossChecks.rows(outputs, targets, gradient, rowValues, execution);
        double divisor = isMean ? (double) outputs.rows() * outputs.cols() : 1;
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        DifferenceTask task = LossScratch.of(scratch).differences;
        task.set(outputs, targets, gradient, rowValues, engine);
        task.factor = (float) (2 / divisor);
        double sum = task.sum(engine);
        task.forget();
        engine.giveBack(scratch);
        return sum / divisor;
    }

    /** For people: {@code "squared error, mean"}. */
    @Override
    public String toString() {
        return "squared error, " + (isMean ? "mean" : "sum");
    }
}
