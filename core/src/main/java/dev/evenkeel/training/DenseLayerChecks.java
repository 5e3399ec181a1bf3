package dev.evenkeel.training;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/** What a dense layer refuses, before anything is written, by the names that its callers know. */
final class DenseLayerChecks {
    private DenseLayerChecks() {}

    /** @param z may be null */
    static void forward(DenseLayer layer, Matrix x, Matrix z, Matrix y, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(execution, "execution");
        shape("x", x, x.rows(), layer.weights().rows(), layer);
        OperandChecks.readable("x", x, execution);
        OperandChecks.readable("weights", layer.weights(), execution);
        outputs("y", y, x, layer, execution);
        if (z != null) {
            outputs("z", z, x, layer, execution);
            TrainingChecks.apart("z", z, "y", y);
        }
    }

    private static void outputs(String name, Matrix matrix, Matrix x, DenseLayer layer, Execution execution) {
        shape(name, matrix, x.rows(), layer.weights().cols(), layer);
        OperandChecks.output(name, matrix, execution);
        TrainingChecks.apart(name, matrix, "x", x);
        TrainingChecks.apart(name, matrix, "weights", layer.weights());
        keepsBias(layer, name, matrix);
    }

    /** @param z may be null where the output determines the derivative, dBias and dx always */
    static void backward(DenseLayer layer, Matrix x, Matrix z, Matrix y, Matrix gradient, Matrix dWeights,
            float[] dBias, Matrix dx, Execution execution) {
        both(layer, x, z, y, gradient, dx, execution);
        Objects.requireNonNull(dWeights, "dWeights");
        shape("dWeights", dWeights, layer.weights().rows(), layer.weights().cols(), layer);
        OperandChecks.output("dWeights", dWeights, execution);
        apart("dWeights", dWeights, x, z, y, layer);
        TrainingChecks.apart("dWeights", dWeights, "gradient", gradient);
        if (dx != null) {
            TrainingChecks.apart("dWeights", dWeights, "dx", dx);
        }
        if (dBias != null) {
            values("dBias", dBias, x, z, y, gradient, dx, layer.weights());
            TrainingChecks.apart("dBias", dBias, "dWeights", dWeights);
            if (dBias == layer.bias() && dBias.length > 0) {
                throw new IllegalArgumentException("dBias must be another array than the bias, which it would replace");
            }
        }
        keepsBias(layer, "gradient", gradient);
        keepsBias(layer, "dWeights", dWeights);
        if (dx != null) {
            keepsBias(layer, "dx", dx);
        }
    }

    /** The backward pass does not read the bias, but nobody wants it overwritten. */
    private static void keepsBias(DenseLayer layer, String name, Matrix matrix) {
        if (layer.bias() != null) {
            TrainingChecks.apart("bias", layer.bias(), name, matrix);
        }
    }

    /** @param z may be null where the output determines the derivative, dx always */
    static void descend(DenseLayer layer, Matrix x, Matrix z, Matrix y, Matrix gradient, double learningRate, Matrix dx,
            Execution execution) {
        both(layer, x, z, y, gradient, dx, execution);
        Hyperparameters.rate("learningRate", learningRate);
        OperandChecks.output("weights", layer.weights(), execution);
        if (layer.bias() != null) {
            values("bias", layer.bias(), x, z, y, gradient, dx, layer.weights());
        }
    }

    private static void both(DenseLayer layer, Matrix x, Matrix z, Matrix y, Matrix gradient, Matrix dx,
            Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(execution, "execution");
        Matrix weights = layer.weights();
        Activation activation = layer.activation();
        shape("x", x, x.rows(), weights.rows(), layer);
        shape("y", y, x.rows(), weights.cols(), layer);
        shape("gradient", gradient, x.rows(), weights.cols(), layer);
        if (z != null) {
            shape("z", z, x.rows(), weights.cols(), layer);
            OperandChecks.readable("z", z, execution);
            TrainingChecks.apart("weights", weights, "z", z);
        } else if (!activation.outputDeterminesDerivative()) {
            throw new IllegalArgumentException("z must be given: the derivative of " + activation
                    + " does not follow from its output");
        }
        OperandChecks.output("gradient", gradient, execution);
        OperandChecks.readable("x", x, execution);
        OperandChecks.readable("y", y, execution);
        OperandChecks.readable("weights", weights, execution);
        apart("gradient", gradient, x, z, y, layer);
        TrainingChecks.apart("weights", weights, "x", x);
        TrainingChecks.apart("weights", weights, "y", y);
        if (dx != null) {
            shape("dx", dx, x.rows(), x.cols(), layer);
            OperandChecks.output("dx", dx, execution);
            apart("dx", dx, x, z, y, layer);
            TrainingChecks.apart("dx", dx, "gradient", gradient);
        }
    }

    private static void shape(String name, Matrix matrix, int rows, int cols, DenseLayer layer) {
        if (matrix.rows() != rows || matrix.cols() != cols) {
            throw new IllegalArgumentException(name + " must be " + rows + " × " + cols + " beside weights of "
                    + Views.shape(layer.weights()) + ", is " + Views.shape(matrix));
        }
    }

    private static void apart(String name, Matrix matrix, Matrix x, Matrix z, Matrix y, DenseLayer layer) {
        TrainingChecks.apart(name, matrix, "x", x);
        TrainingChecks.apart(name, matrix, "y", y);
        TrainingChecks.apart(name, matrix, "weights", layer.weights());
        if (z != null) {
            TrainingChecks.apart(name, matrix, "z", z);
        }
    }

    private static void values(String name, float[] values, Matrix x, Matrix z, Matrix y, Matrix gradient, Matrix dx,
            Matrix weights) {
        if (values.length != gradient.cols()) {
            throw new IllegalArgumentException(name + " must have one value per column of gradient, has "
                    + values.length + " for gradient of " + Views.shape(gradient));
        }
        TrainingChecks.apart(name, values, "gradient", gradient);
        TrainingChecks.apart(name, values, "weights", weights);
        TrainingChecks.apart(name, values, "x", x);
        TrainingChecks.apart(name, values, "y", y);
        if (z != null) {
            TrainingChecks.apart(name, values, "z", z);
        }
        if (dx != null) {
            TrainingChecks.apart(name, values, "dx", dx);
        }
    }
}
