package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** {@code w_ii = gain}, all others 0, for matrices of any shape; draws nothing. */
public record Identity(float gain) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Gain 1. */
    public static final Identity PLAIN = new Identity(1f);

    /** @throws IllegalArgumentException if the gain is not finite */
    public Identity {
        if (!Float.isFinite(gain)) {
            throw new IllegalArgumentException("gain must be finite, was " + gain);
        }
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String purpose() {
        return "recurrent weights before ReLU, and layers that should start by passing their input on";
    }

    @Override
    public String source() {
        return "Le, Jaitly and Hinton, A simple way to initialize recurrent networks of rectified linear units, 2015";
    }

    @Override
    public String formula() {
        return Initializers.number((double) gain * gain) + "/max(rows, cols)";
    }

    @Override
    public double meanSquare(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return (double) gain * gain / Math.max(weights.matrix().rows(), weights.matrix().cols());
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        Matrix matrix = weights.matrix();
        matrix.fill(0f);
        for (int i = 0; i < Math.min(matrix.rows(), matrix.cols()); i++) {
            matrix.set(i, i, gain);
        }
    }
}
