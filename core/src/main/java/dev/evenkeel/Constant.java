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
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(source, "source");
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
    }

    @Override
    public double meanSquare(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return (double) value * value;
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        SamplingChecks.weights(weights, stream, execution);
        fill(weights.matrix(), value);
    }

    static void fill(Matrix matrix, float value) {
        if (matrix.isEmpty()) {
            return;
        }
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
