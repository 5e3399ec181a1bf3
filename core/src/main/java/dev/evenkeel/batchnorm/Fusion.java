package dev.evenkeel.batchnorm;

import java.util.Objects;

/**
 * What a normalisation does to its result before it is stored: first add a residual, then apply ReLU, {@code y = max(0,
 * z + residual)}.
 *
 * @param residual of y's shape, read during the call, or null for none; may be the same view as y
 * @param rectifies whether negative values become 0; NaN stays NaN
 */
public record Fusion(Features residual, boolean rectifies) {
    private static final Fusion NONE = new Fusion(null, false);
    private static final Fusion RELU = new Fusion(null, true);

    /** Nothing. */
    public static Fusion none() {
        return NONE;
    }

    /** {@code y = max(0, z)}. */
    public static Fusion relu() {
        return RELU;
    }

    /** {@code y = max(0, z + residual)}, as at the end of a residual block. */
    public static Fusion addRelu(Features residual) {
        return new Fusion(Objects.requireNonNull(residual, "residual"), true);
    }
}
