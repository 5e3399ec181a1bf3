package dev.evenkeel;

import dev.evenkeel.kernel.ScalarActivation;

/**
 * A function y = f(x) applied to every element of a layer's output, with its derivative and its gain. Immutable; equal if the functions are.
 */
public final class Activation {
    private enum Curve {
        IDENTITY,
        RELU,
        LEAKY_RELU,
        TANH,
        SIGMOID,
        SOFTSIGN
    }

    /** f(x) = x. */
    public static final Activation IDENTITY = new Activation(Curve.IDENTITY, 0f, "identity", 1);

    /** f(x) = max(0, x); f′(0) = 0; f(−0) = +0, as {@code Math.max(0f, x)} has it. */
    public static final Activation RELU = new Activation(Curve.RELU, 0f, "relu", Math.sqrt(2));

    /** f(x) = tanh x. */
    public static final Activation TANH = new Activation(Curve.TANH, 0f, "tanh", 5d / 3);

    /** f(x) = 1 / (1 + e^−x). */
    public static final Activation SIGMOID = new Activation(Curve.SIGMOID, 0f, "sigmoid", 1);

    /** f(x) = x / (1 + |x|). */
    public static final Activation SOFTSIGN = new Activation(Curve.SOFTSIGN, 0f, "softsign", 1);

    private final Curve curve;
    private final float slope;
    private final String name;
    private final double gain;

    private Activation(Curve curve, float slope, String name, double gain) {
        this.curve = curve;
        this.slope = slope;
        this.name = name;
        this.gain = gain;
    }

    /**
     * f(x) = x for x ≥ 0, negativeSlope · x for x &lt; 0; f′(0) = negativeSlope. Slope 0 gives {@link #RELU}.
     *
     * @throws IllegalArgumentException if the slope is NaN or infinite
     */
    public static Activation leakyRelu(float negativeSlope) {
        if (!Float.isFinite(negativeSlope)) {
            throw new IllegalArgumentException("negativeSlope must be finite: " + negativeSlope);
        }
        if (negativeSlope == 0f) {
            return RELU;
        }
        double square = (double) negativeSlope * negativeSlope;
        return new Activation(Curve.LEAKY_RELU, negativeSlope, "leakyRelu(" + negativeSlope + ")", Math.sqrt(2 / (1 + square)));
    }

    /** f(x). */
    public float value(float x) {
        return switch (curve) {
            case IDENTITY -> x;
            case RELU -> ScalarActivation.relu(x);
            case LEAKY_RELU -> ScalarActivation.leakyRelu(x, slope);
            case TANH -> ScalarActivation.tanh(x);
            case SIGMOID -> ScalarActivation.sigmoid(x);
            case SOFTSIGN -> ScalarActivation.softsign(x);
        };
    }

    /** f′(x). */
    public float derivative(float x) {
        return switch (curve) {
            case IDENTITY -> ScalarActivation.identityDerivative(x);
            case RELU -> ScalarActivation.reluDerivative(x);
            case LEAKY_RELU -> ScalarActivation.leakyReluDerivative(x, slope);
            case TANH -> ScalarActivation.tanhDerivative(x);
            case SIGMOID -> ScalarActivation.sigmoidDerivative(x);
            case SOFTSIGN -> ScalarActivation.softsignDerivative(x);
        };
    }

    /** The factor by which weights in front of this function are scaled up. */
    public double gain() {
        return gain;
    }

    /** {@code target[targetOffset + i] = value(source[sourceOffset + i])} for 0 ≤ i &lt; length. */
    public void apply(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        check(source, sourceOffset, target, targetOffset, length);
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = value(source[sourceOffset + i]);
        }
    }

    /** {@code target[targetOffset + i] = derivative(source[sourceOffset + i])} for 0 ≤ i &lt; length. */
    public void applyDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        check(source, sourceOffset, target, targetOffset, length);
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = derivative(source[sourceOffset + i]);
        }
    }

    private static void check(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        checkRange("source", source, sourceOffset, length);
        checkRange("target", target, targetOffset, length);
        if (source == target && sourceOffset != targetOffset && Math.abs((long) sourceOffset - targetOffset) < length) {
            throw new IllegalArgumentException("source and target overlap: " + length + " elements at " + sourceOffset + " and at "
                    + targetOffset + " of one array; in place means the same offset");
        }
    }

    private static void checkRange(String name, float[] array, int offset, int length) {
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    length + " elements from " + name + "[" + offset + "] reach outside its " + array.length + " elements");
        }
    }

    /** For people: {@code "tanh"}, {@code "leakyRelu(0.01)"}. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Activation that && curve == that.curve && slope == that.slope;
    }

    @Override
    public int hashCode() {
        return 31 * curve.ordinal() + Float.hashCode(slope);
    }

    @Override
    public String toString() {
        return name;
    }
}
