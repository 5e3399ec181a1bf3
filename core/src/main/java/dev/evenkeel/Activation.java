package dev.evenkeel;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.activation.Curve;
import java.util.Arrays;
import java.util.Objects;

/**
 * A function y = f(x) applied to each element of a layer's output, with its derivative and its gain.
 *
 * <p>Results have the same bits on every machine: they are built from fma and the basic operations on float32, not from
 * the platform's exp and tanh. Errors, in units of the last place of the exact result, whose spacing in the subnormal
 * range is 2^−149:
 *
 * <table>
 * <caption>Greatest error in ulp, found by trying all floats in ±[2^−30, 128] and every 97th of the others</caption>
 * <tr><th>function</th><th>value</th><th>derivative</th></tr>
 * <tr><td>identity, ReLU</td><td>exact</td><td>exact</td></tr>
 * <tr><td>leaky ReLU</td><td>0.5</td><td>exact</td></tr>
 * <tr><td>tanh</td><td>0.76</td><td>0.8</td></tr>
 * <tr><td>sigmoid</td><td>0.78</td><td>0.78</td></tr>
 * <tr><td>softsign</td><td>0.51</td><td>1</td></tr>
 * </table>
 *
 * <p>The bounds for derivatives are for f′(x) itself: 1 − tanh² and s(1 − s) would lose every digit where f saturates.
 * No value decreases where x increases, unless a negative slope is asked for. NaN gives NaN, in value and derivative;
 * ±∞ gives the limit. At a kink the derivative is the one from the left.
 *
 * <p>Immutable and safe for several threads; equal if the functions are.
 */
public final class Activation {
    /** Factors with which a gradient is a derivative. */
    private static final float[] ONES = ones();

    /** f(x) = x; f′ = 1; gain 1. */
    public static final Activation IDENTITY = new Activation(Curve.IDENTITY, 0f, "identity", 1);

    /** f(x) = max(0, x), with f(−0) = +0 as {@code Math.max(0f, x)} has it; f′(x) = 1 for x &gt; 0, else 0; gain √2. */
    public static final Activation RELU = new Activation(Curve.RELU, 0f, "relu", Math.sqrt(2));

    /** f(x) = tanh x, odd to the bit, ±1 from |x| = 9.02 on; f′(x) = 1 − tanh² x; gain 5/3. */
    public static final Activation TANH = new Activation(Curve.TANH, 0f, "tanh", 5d / 3);

    /** f(x) = 1 / (1 + e^−x), subnormal below −87.3, 0 from −104 on; f′(x) = f(x) · f(−x); gain 1. */
    public static final Activation SIGMOID = new Activation(Curve.SIGMOID, 0f, "sigmoid", 1);

    /** f(x) = x / (1 + |x|), odd to the bit; f′(x) = 1 / (1 + |x|)²; gain 1. */
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
     * f(x) = x for x ≥ 0, negativeSlope · x for x &lt; 0; f′(x) = 1 for x &gt; 0, else negativeSlope; gain √(2 / (1 +
     * negativeSlope²)). Slope 0 gives {@link #RELU}.
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
        return new Activation(Curve.LEAKY_RELU, negativeSlope, "leakyRelu(" + negativeSlope + ")",
                Math.sqrt(2 / (1 + square)));
    }

    /** f(x). */
    public float value(float x) {
        return curve.value(x, slope);
    }

    /** f′(x). */
    public float derivative(float x) {
        return curve.derivative(x, slope);
    }

    /**
     * The factor on the standard deviation of the weights in front of this function that keeps a deep network's signal
     * level.
     *
     * <p>√(2 / (1 + a²)) for a rectifier with negative slope a: He et al., Delving Deep into Rectifiers (2015),
     * equations 10 and 15. The others are conventions, those of PyTorch's {@code torch.nn.init.calculate_gain}.
     */
    public double gain() {
        return gain;
    }

    /**
     * {@code target[targetOffset + i] = value(source[sourceOffset + i])} for 0 ≤ i &lt; length; in place if array and
     * offset are the same.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the ranges overlap without being the same; nothing has been written then
     */
    public void apply(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        apply(source, sourceOffset, target, targetOffset, length, Execution.sequential());
    }

    /** The same with the kernels of an execution, in the calling thread. */
    public void apply(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        check(source, sourceOffset, target, targetOffset, length);
        kernel(execution).value(curve, slope, source, sourceOffset, target, targetOffset, length);
    }

    /**
     * {@code target[targetOffset + i] = derivative(source[sourceOffset + i])} for 0 ≤ i &lt; length; in place if array
     * and offset are the same.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the ranges overlap without being the same; nothing has been written then
     */
    public void applyDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        applyDerivative(source, sourceOffset, target, targetOffset, length, Execution.sequential());
    }

    /** The same with the kernels of an execution, in the calling thread. */
    public void applyDerivative(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        check(source, sourceOffset, target, targetOffset, length);
        ActivationKernel kernel = kernel(execution);
        for (int i = 0; i < length; i += ONES.length) {
            kernel.gradient(curve, slope, source, sourceOffset + i, ONES, 0, target, targetOffset + i,
                    Math.min(ONES.length, length - i));
        }
    }

    private static ActivationKernel kernel(Execution execution) {
        Objects.requireNonNull(execution, "execution");
        return ((Engine) execution).kernelSet().activation();
    }

    private static float[] ones() {
        float[] ones = new float[512];
        Arrays.fill(ones, 1f);
        return ones;
    }

    private static void check(float[] source, int sourceOffset, float[] target, int targetOffset, int length) {
        checkRange("source", source, sourceOffset, length);
        checkRange("target", target, targetOffset, length);
        if (source == target && sourceOffset != targetOffset && Math.abs((long) sourceOffset - targetOffset) < length) {
            throw new IllegalArgumentException(
                    "source and target overlap: " + length + " elements at " + sourceOffset + " and at "
                            + targetOffset + " of one array; in place means the same offset");
        }
    }

    private static void checkRange(String name, float[] array, int offset, int length) {
        Objects.requireNonNull(array, name);
        if (offset < 0 || length < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    length + " elements from " + name + "[" + offset + "] reach outside its " + array.length
                            + " elements");
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
