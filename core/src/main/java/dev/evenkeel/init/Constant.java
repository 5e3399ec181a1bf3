package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.random.RandomStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/** Every entry the same; draws nothing. */
public record Constant(String name, float value, String purpose, String source) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String CS231N =
            "CS231n, Convolutional neural networks for visual recognition, notes on weight initialization";

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

    /**
     * Any value: {@code Constant.of(0.05f)}.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Constant of(float value) {
        return new Constant("constant " + value, value, "biases, or whatever should begin with one value", "by hand");
    }

    /** Fills an array, for example of biases. Nothing is drawn, so it takes no stream. */
    public void fill(float[] biases) {
        Objects.requireNonNull(biases, "biases");
        Arrays.fill(biases, value);
    }

    @Override
    public String formula() {
        return Initializers.number((double) value * value);
    }

    @Override
    public double meanSquare(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return (double) value * value;
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        weights.matrix().fill(value);
    }
}
