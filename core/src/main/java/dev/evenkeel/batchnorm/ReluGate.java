package dev.evenkeel.batchnorm;

import java.util.Objects;

/**
 * Which gradients a {@linkplain Fusion fused} ReLU lets through on the way back: those where its output is not 0
 * (positive, or NaN).
 */
public final class ReluGate {
    private static final ReluGate NONE = new ReluGate(null, null);
    private static final ReluGate RELU = new ReluGate(null, null);

    /** The output of the forward pass, or null where it is computed again. */
    final Features y;

    final Features dResidual;

    private ReluGate(Features y, Features dResidual) {
        this.y = y;
        this.dResidual = dResidual;
    }

    /** There was no ReLU. */
    public static ReluGate none() {
        return NONE;
    }

    /**
     * The forward pass had {@link Fusion#relu()}; its result is computed again, bit by bit, from x, the statistics and
     * γ and β.
     */
    public static ReluGate relu() {
        return RELU;
    }

    /**
     * The forward pass had {@link Fusion#addRelu}.
     *
     * @param y what it stored; only read
     * @param dResidual receives the gradient of the residual, {@code dy} where it was let through and 0 elsewhere; may
     * be the same view as dy
     */
    public static ReluGate addRelu(Features y, Features dResidual) {
        return new ReluGate(Objects.requireNonNull(y, "y"), Objects.requireNonNull(dResidual, "dResidual"));
    }

    boolean recomputes() {
        return this == RELU;
    }

    @Override
    public String toString() {
        return this == NONE ? "no ReLU" : this == RELU ? "ReLU" : "add and ReLU";
    }
}
