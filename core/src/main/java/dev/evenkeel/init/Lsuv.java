package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * Layer-sequential unit-variance initialisation: orthogonal weights, then layer by layer from the input on W ←
 * W/√Var[output] until |Var − 1| ≤ tolerance on a batch of data. Mishkin and Matas, All you need is a good init, ICLR
 * 2016, algorithm 1.
 *
 * @param tolerance the paper's is 0.1, its published code's 0.02
 * @param trials at most so many divisions; where the output is not linear in the weights one may not be enough
 */
public record Lsuv(double tolerance, int trials) {
    /** Tolerance 0.02, 10 trials. */
    public static final Lsuv PLAIN = new Lsuv(0.02, 10);

    /** @throws IllegalArgumentException unless both are positive and finite */
    public Lsuv {
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY) || trials < 1) {
            throw new IllegalArgumentException(
                    "tolerance and trials must be positive and finite, were " + tolerance + " and " + trials);
        }
    }

    /**
     * Initialises one layer, after all before it.
     *
     * @param outputVariance runs the network up to this layer with the weights as they are, and gives the variance of
     * its output
     * @return the variance at the end: outside 1 ± tolerance if the trials were not enough
     * @throws IllegalArgumentException if the output has no variance
     */
    public double fill(Weights weights, RandomStream stream, Execution execution, DoubleSupplier outputVariance) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(outputVariance, "outputVariance");
        Orthogonal.PLAIN.fill(weights, stream, execution);
        double variance = outputVariance.getAsDouble();
        for (int trial = 0; trial < trials && !(Math.abs(variance - 1) <= tolerance); trial++) {
            if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the output's variance must be positive and finite, was " + variance);
            }
            scale(weights.matrix(), 1 / Math.sqrt(variance));
            variance = outputVariance.getAsDouble();
        }
        return variance;
    }

    private static void scale(Matrix matrix, double factor) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                matrix.set(i, j, (float) (factor * matrix.get(i, j)));
            }
        }
    }

    /**
     * The variance of all elements about their mean, as this procedure takes it of a layer's output; NaN for an empty
     * matrix.
     */
    public static double variance(Matrix output) {
        Objects.requireNonNull(output, "output");
        double size = (double) output.rows() * output.cols();
        double sum = 0;
        for (int i = 0; i < output.rows(); i++) {
            for (int j = 0; j < output.cols(); j++) {
                sum += output.get(i, j);
            }
        }
        double squares = 0;
        for (int i = 0; i < output.rows(); i++) {
            for (int j = 0; j < output.cols(); j++) {
                double difference = output.get(i, j) - sum / size;
                squares = Math.fma(difference, difference, squares);
            }
        }
        return squares / size;
    }
}
