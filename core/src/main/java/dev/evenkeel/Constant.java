package dev.evenkeel;

import java.util.Arrays;
import java.util.Objects;

/** Every entry the same; draws nothing. */
public record Constant(String name, float value, String purpose, String source) implements Initializer {
    private static final String CS231N =
            "CS231n, Convolutional neural networks for visual recognition, notes on weight initialization";

    /** Elements written at a time: off the heap a row may be longer than an array can be. */
    private static final int PIECE = 1 << 14;

    /** 0: for biases. */
    public static final Constant ZEROS = new Constant("zeros", 0f,
            "biases; never weights, whose units would all stay alike", CS231N);

    /** 0.01: for biases before ReLU. */
    public static final Constant RELU_BIAS =
            new Constant("relu bias", 0.01f, "biases before ReLU, so that all units fire at first", CS231N);

    /** @throws IllegalArgumentException if the value is not finite */
    public Constant {
        Objects.requireNonNull(name, "name");
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
    }

    @Override
    public double variance(Fans fans) {
        return 0;
    }

    @Override
    public double meanSquare(Weights weights) {
        return (double) value * value;
    }

    @Override
    public double kurtosis(Weights weights) {
        return Double.NaN;
    }

    @Override
    public double meanSquareDeviation(Weights weights) {
        return 0;
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        Objects.requireNonNull(stream, "stream");
        SamplingChecks.writable(weights.matrix(), execution);
        fill(weights.matrix(), value);
    }

    static void fill(Matrix matrix, float value) {
        float[] piece = new float[Math.min(matrix.cols, PIECE)];
        Arrays.fill(piece, value);
        for (int i = 0; i < matrix.rows; i++) {
            int j = 0;
            while (j < matrix.cols) {
                int count = Math.min(matrix.cols - j, piece.length);
                matrix.write(i, j, 1, count, piece, 0, count);
                j += count;
            }
        }
    }
}
