package dev.evenkeel.bench.variance;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;

/**
 * A batch of N(0, 1) inputs through {@value #DEPTH} equal layers Z = f(Z·W) without biases, and a batch of N(0, 1)
 * gradients back.
 *
 * @param forward mean square of what enters layer l, and at the end of what leaves the last
 * @param backward mean square of the gradient with respect to that
 */
public record SignalPropagation(String scheme, String activation, double[] forward, double[] backward) {
    /** Layers. */
    public static final int DEPTH = 50;

    private static final int WIDTH = 256;
    private static final int BATCH = 256;

    /** Runs the batch. */
    static SignalPropagation of(Initializer scheme, Activation activation, RandomStream.Seed seed,
            Execution execution) {
        String name = scheme.name() + "/" + activation.name();
        Matrix[] weights = new Matrix[DEPTH];
        Matrix[] sums = new Matrix[DEPTH];
        double[] forward = new double[DEPTH + 1];
        double[] backward = new double[DEPTH + 1];
        Matrix signal = normals(seed.stream(name + "/input"), execution);
        forward[0] = meanSquare(signal);
        for (int layer = 0; layer < DEPTH; layer++) {
            weights[layer] = zeros(WIDTH, WIDTH);
            scheme.fill(Weights.inputsByOutputs(weights[layer]), seed.stream(name + "/" + layer), execution);
            sums[layer] = zeros(BATCH, WIDTH);
            Gemm.multiply(signal, weights[layer], sums[layer], execution);
            signal = map(sums[layer], activation::value);
            forward[layer + 1] = meanSquare(signal);
        }
        Matrix gradient = normals(seed.stream(name + "/gradient"), execution);
        backward[DEPTH] = meanSquare(gradient);
        for (int layer = DEPTH - 1; layer >= 0; layer--) {
            Matrix slope = map(sums[layer], activation::derivative);
            Matrix before = product(gradient, slope);
            gradient = zeros(BATCH, WIDTH);
            Gemm.multiply(1f, before, weights[layer].transposed(), 0f, gradient, Epilogue.none(), execution);
            backward[layer] = meanSquare(gradient);
        }
        return new SignalPropagation(scheme.name(), activation.name(), forward, backward);
    }

    /** Mean square at the end over that at the start. */
    public double forwardGain() {
        return forward[DEPTH] / forward[0];
    }

    /** Mean square of the gradient at the start over that at the end. */
    public double backwardGain() {
        return backward[0] / backward[DEPTH];
    }

    private interface Function {
        float at(float x);
    }

    private static Matrix zeros(int rows, int cols) {
        return Matrix.of(new float[rows * cols], rows, cols);
    }

    private static Matrix normals(RandomStream stream, Execution execution) {
        Matrix matrix = zeros(BATCH, WIDTH);
        Sampling.fill(matrix, Distribution.normal(0, 1), stream, execution);
        return matrix;
    }

    private static Matrix map(Matrix x, Function function) {
        Matrix y = zeros(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) y.set(i, j, function.at(x.get(i, j)));
        }
        return y;
    }

    private static Matrix product(Matrix x, Matrix y) {
        Matrix z = zeros(x.rows(), x.cols());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) z.set(i, j, x.get(i, j) * y.get(i, j));
        }
        return z;
    }

    private static double meanSquare(Matrix x) {
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) sum += (double) x.get(i, j) * x.get(i, j);
        }
        return sum / x.rows() / x.cols();
    }
}
