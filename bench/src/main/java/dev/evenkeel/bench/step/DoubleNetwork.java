package dev.evenkeel.bench.step;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The network in double precision, in plain loops; only the rows of a product are shared among threads. */
final class DoubleNetwork {
    /** A float32 value so near to 0 may have the other sign. */
    private static final double UNDECIDED = 1e-5;

    private final Step step;
    private final Network network;
    private final int batch;
    private final int[] labels;
    private final double[][] parameters;
    private final double[][] outputs;
    private final double[][] normalized;
    private final double[][] inverseDeviations;
    private final boolean[][] undecided;
    private final int[] undecidedValues;

    DoubleNetwork(Step step, StepData data) {
        this.step = step;
        network = step.network();
        batch = step.shape().batch();
        labels = data.labels();
        parameters = data.parameters().stream().map(DoubleNetwork::doubles).toArray(double[][]::new);
        outputs = new double[network.layers() + 1][];
        outputs[0] = doubles(data.x());
        normalized = new double[network.layers()][];
        inverseDeviations = new double[network.layers()][];
        undecided = new boolean[network.layers()][];
        undecidedValues = new int[network.layers()];
        for (int layer = 0; layer < network.layers(); layer++) undecided[layer] = new boolean[network.outputs(layer)];
    }

    /** Takes a step, and gives the mean loss before it. */
    double train() {
        for (int layer = 0; layer < network.layers(); layer++) forward(layer);
        double[] gradient = new double[batch * network.classes()];
        double loss = crossEntropy(gradient);
        for (int layer = network.layers() - 1; layer >= 0; layer--) gradient = descend(layer, gradient);
        return loss;
    }

    /** The parameters in the order of {@link StepData#parameters}. */
    double[] parameter(int index) {
        return parameters[index];
    }

    /** For each output of the layer that has this parameter, whether float32 may see its ReLU open where it is shut. */
    boolean[] undecided(int index) {
        return undecided[layer(index)];
    }

    /**
     * How much of the square of this parameter's move such values may make up, in its layer or one behind it: their
     * number over the values that a ReLU lets through, which are half of all.
     */
    double undecidedShare(int index) {
        double share = 0;
        for (int layer = layer(index); layer < network.layers(); layer++)
            share += undecidedValues[layer] / (0.5 * batch * network.outputs(layer));
        return share;
    }

    private int layer(int index) {
        int layer = 0;
        while (layer + 1 < network.layers() && first(layer + 1) <= index) layer++;
        return layer;
    }

    /** The index of a layer's weights. */
    private int first(int layer) {
        return layer * (step.hidden().normalizes() ? 3 : 2);
    }

    private void forward(int layer) {
        int width = network.outputs(layer);
        double[] z = product(outputs[layer], parameters[first(layer)], network.inputs(layer), width);
        double[] shift = parameters[first(layer) + (step.normalizes(layer) ? 2 : 1)];
        if (step.normalizes(layer)) normalize(layer, z);
        double[] scale = step.normalizes(layer) ? parameters[first(layer) + 1] : null;
        for (int i = 0; i < z.length; i++) {
            z[i] = (scale == null ? z[i] : scale[i % width] * z[i]) + shift[i % width];
            if (network.isLast(layer)) continue;
            if (!step.hidden().isRelu()) z[i] = Math.tanh(z[i]);
            else {
                if (Math.abs(z[i]) < UNDECIDED) {
                    undecided[layer][i % width] = true;
                    undecidedValues[layer]++;
                }
                z[i] = Math.max(0, z[i]);
            }
        }
        outputs[layer + 1] = z;
    }

    /** z becomes x̂, which is kept. */
    private void normalize(int layer, double[] z) {
        int width = network.outputs(layer);
        inverseDeviations[layer] = new double[width];
        for (int c = 0; c < width; c++) {
            double sum = 0;
            for (int i = 0; i < batch; i++) sum += z[i * width + c];
            double mean = sum / batch;
            double squares = 0;
            for (int i = 0; i < batch; i++) squares += (z[i * width + c] - mean) * (z[i * width + c] - mean);
            double inverse = 1 / Math.sqrt(squares / batch + Step.EPSILON);
            for (int i = 0; i < batch; i++) z[i * width + c] = (z[i * width + c] - mean) * inverse;
            inverseDeviations[layer][c] = inverse;
        }
        normalized[layer] = z.clone();
    }

    /** The mean of −log p of the label; its gradient is (p − 1 at the label) / batch. */
    private double crossEntropy(double[] gradient) {
        double[] logits = outputs[network.layers()];
        int classes = network.classes();
        double loss = 0;
        for (int i = 0; i < batch; i++) {
            double[] row = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
            double most = Arrays.stream(row).max().orElseThrow();
            double sum = Arrays.stream(row).map(value -> Math.exp(value - most)).sum();
            loss += Math.log(sum) + most - row[labels[i]];
            for (int j = 0; j < classes; j++) {
                gradient[i * classes + j] = (Math.exp(row[j] - most) / sum - (labels[i] == j ? 1 : 0)) / batch;
            }
        }
        return loss / batch;
    }

    /** Updates a layer from the gradient at its outputs, and gives that at its inputs, null for the first layer. */
    private double[] descend(int layer, double[] gradient) {
        int width = network.outputs(layer);
        double[] y = outputs[layer + 1];
        for (int i = 0; i < gradient.length && !network.isLast(layer); i++)
            gradient[i] *= step.hidden().isRelu() ? Math.signum(y[i]) : 1 - y[i] * y[i];
        double[] shift = parameters[first(layer) + (step.normalizes(layer) ? 2 : 1)];
        double[] dShift = new double[width];
        for (int i = 0; i < gradient.length; i++) dShift[i % width] += gradient[i];
        if (step.normalizes(layer)) throughNormalization(layer, gradient, dShift);
        for (int c = 0; c < width; c++) shift[c] -= Step.LEARNING_RATE * dShift[c];
        double[] weights = parameters[first(layer)];
        int inputs = network.inputs(layer);
        double[] dx = layer == 0 ? null : product(gradient, transposed(weights, inputs, width), width, inputs);
        IntStream.range(0, inputs).parallel().forEach(k -> {
            for (int i = 0; i < batch; i++)
                add(-Step.LEARNING_RATE * outputs[layer][i * inputs + k], gradient, i * width, weights, k * width,
                        width);
        });
        return dx;
    }

    /** The gradient at γ·x̂ + β becomes that at z, and γ is updated. */
    private void throughNormalization(int layer, double[] gradient, double[] dBeta) {
        int width = dBeta.length;
        double[] gamma = parameters[first(layer) + 1];
        double[] x = normalized[layer];
        double[] dGamma = new double[width];
        for (int i = 0; i < gradient.length; i++) dGamma[i % width] += gradient[i] * x[i];
        for (int i = 0; i < gradient.length; i++) {
            int c = i % width;
            gradient[i] = gamma[c] * inverseDeviations[layer][c]
                    * (gradient[i] - dBeta[c] / batch - x[i] * dGamma[c] / batch);
        }
        for (int c = 0; c < width; c++) gamma[c] -= Step.LEARNING_RATE * dGamma[c];
    }

    /** A·B of batch × depth and depth × width. */
    private double[] product(double[] a, double[] b, int depth, int width) {
        double[] c = new double[batch * width];
        IntStream.range(0, batch).parallel().forEach(i -> {
            for (int k = 0; k < depth; k++) add(a[i * depth + k], b, k * width, c, i * width, width);
        });
        return c;
    }

    /** {@code target += factor · source}: a loop that C2 makes vectors of. */
    private static void add(double factor, double[] source, int from, double[] target, int to, int length) {
        for (int j = 0; j < length; j++) target[to + j] += factor * source[from + j];
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) transposed[j * rows + i] = matrix[i * columns + j];
        }
        return transposed;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) doubles[i] = values[i];
        return doubles;
    }
}
