package dev.evenkeel;

import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.activation.Curve;
import dev.evenkeel.internal.memory.ElementSweep;
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
 * <p><b>Derivatives from the output</b>, for {@link #backwardFromOutput}. They are exact where they are for the input.
 * Where f saturates, y no longer tells how far x has gone: the error is small beside 1, not beside f′. From |x| = 9.02
 * on
 * tanh y is ±1 and f′ is 0.
 *
 * <table>
 * <caption>f′ from y, and its greatest error for the y that f gives</caption>
 * <tr><th>function</th><th>formula</th><th>error</th></tr>
 * <tr><td>identity, ReLU, leaky ReLU</td><td>1, or the slope where y ≤ 0</td><td>exact</td></tr>
 * <tr><td>tanh</td><td>fma(−y, y, 1)</td><td>1.2·10⁻⁷</td></tr>
 * <tr><td>sigmoid</td><td>fma(−y, y, y)</td><td>5·10⁻⁸</td></tr>
 * <tr><td>softsign</td><td>(1 − |y|)²</td><td>10⁻⁷</td></tr>
 * </table>
 *
 * <p>On the way back, dy is multiplied where f′ is 0, too: 0·∞ is NaN, and 0·(−1) is −0, as IEEE 754 has it.
 *
 * <p><b>Errors</b> of the operations on matrices, all thrown before anything is written: IllegalArgumentException where
 * shapes do not match, the output overlaps an input without being the same view, repeats an element or is read-only;
 * IllegalStateException for a closed segment; WrongThreadException for a confined segment that another thread would
 * have
 * to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Immutable and safe for several threads; equal if the functions are.
 */
public final class Activation {
    /** What is done to each element. */
    private enum Pass {
        VALUE,
        DERIVATIVE,
        GRADIENT,
        GRADIENT_OF_OUTPUT
    }

    /** One function in one of the passes. */
    private record Sweep(Curve curve, float parameter, Pass pass) implements ElementSweep.Operation {
        /** Factors with which a gradient is a derivative. */
        private static final float[] ONES = ones();

        private static float[] ones() {
            float[] ones = new float[512];
            Arrays.fill(ones, 1f);
            return ones;
        }

        @Override
        public void apply(
                KernelSet kernels, float[] first, int firstOffset, float[] second, int secondOffset, float[] output,
                int outputOffset, int length) {
            ActivationKernel kernel = kernels.activation();
            switch (pass) {
                case VALUE -> kernel.value(curve, parameter, first, firstOffset, output, outputOffset, length);
                case DERIVATIVE -> {
                    for (int i = 0; i < length; i += ONES.length) {
                        kernel.gradient(curve, parameter, first, firstOffset + i, ONES, 0, output, outputOffset + i,
                                Math.min(ONES.length, length - i));
                    }
                }
                case GRADIENT -> kernel.gradient(curve, parameter, first, firstOffset, second, secondOffset, output,
                        outputOffset, length);
                case GRADIENT_OF_OUTPUT -> kernel.gradientOfOutput(curve, parameter, first, firstOffset, second,
                        secondOffset, output, outputOffset, length);
            }
        }
    }

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
    private final float parameter;
    private final String name;
    private final double gain;
    private final Sweep value;
    private final Sweep derivative;
    private final Sweep gradient;
    private final Sweep gradientOfOutput;

    private Activation(Curve curve, float parameter, String name, double gain) {
        this.curve = curve;
        this.parameter = parameter;
        this.name = name;
        this.gain = gain;
        value = new Sweep(curve, parameter, Pass.VALUE);
        derivative = new Sweep(curve, parameter, Pass.DERIVATIVE);
        gradient = new Sweep(curve, parameter, Pass.GRADIENT);
        gradientOfOutput = new Sweep(curve, parameter, Pass.GRADIENT_OF_OUTPUT);
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
        return curve.value(x, parameter);
    }

    /** f′(x). */
    public float derivative(float x) {
        return curve.derivative(x, parameter);
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

    /** Whether f′(x) follows from f(x), so that {@link #backwardFromOutput} can be used: a negative slope hides it. */
    public boolean outputDeterminesDerivative() {
        return curve.outputDeterminesDerivative(parameter);
    }

    /**
     * {@code y = f(x)} for each element.
     *
     * @param x rows × cols
     * @param y of the same shape; may be the same view as x
     */
    public void apply(Matrix x, Matrix y, Execution execution) {
        ElementSweep.check("x", x, null, null, "y", y, execution);
        ElementSweep.run(value, x, null, y, (Engine) execution);
    }

    /**
     * {@code dx = dy · f′(x)} for each element: the gradient before the function from that behind it. f′(x) is rounded
     * to
     * float32, then the product.
     *
     * @param x what the function was applied to, rows × cols
     * @param dy of the same shape
     * @param dx of the same shape; may be the same view as x or dy
     */
    public void backward(Matrix x, Matrix dy, Matrix dx, Execution execution) {
        ElementSweep.check("x", x, "dy", dy, "dx", dx, execution);
        ElementSweep.run(gradient, x, dy, dx, (Engine) execution);
    }

    /**
     * {@code dx = dy · f′} for each element, f′ computed from y = f(x): for when x has been overwritten by y, and
     * faster
     * than {@link #backward}. f′ is rounded to float32, then the product; the table above says how much f′ loses.
     *
     * @param y what the function gave, rows × cols
     * @param dy of the same shape
     * @param dx of the same shape; may be the same view as y or dy
     * @throws UnsupportedOperationException if the output does not {@linkplain #outputDeterminesDerivative determine}
     * the
     * derivative
     */
    public void backwardFromOutput(Matrix y, Matrix dy, Matrix dx, Execution execution) {
        ElementSweep.check("y", y, "dy", dy, "dx", dx, execution);
        requireOutputDeterminesDerivative();
        ElementSweep.run(gradientOfOutput, y, dy, dx, (Engine) execution);
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

    /** The same by the kernels and, if the range is long, the threads of an execution. */
    public void apply(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        checkRange("source", source, sourceOffset, length);
        checkRange("target", target, targetOffset, length);
        checkApart("source", source, sourceOffset, "target", target, targetOffset, length);
        run(value, source, sourceOffset, null, 0, target, targetOffset, length, (Engine) execution);
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

    /** The same by the kernels and, if the range is long, the threads of an execution. */
    public void applyDerivative(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        checkRange("source", source, sourceOffset, length);
        checkRange("target", target, targetOffset, length);
        checkApart("source", source, sourceOffset, "target", target, targetOffset, length);
        run(derivative, source, sourceOffset, null, 0, target, targetOffset, length, (Engine) execution);
    }

    /**
     * {@code dx[dxOffset + i] = dy[dyOffset + i] · derivative(x[xOffset + i])} for 0 ≤ i &lt; length; in place if array
     * and
     * offset are those of x or dy.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the range in dx overlaps another without being the same; nothing has been
     * written then
     */
    public void backward(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        check("x", x, xOffset, dy, dyOffset, dx, dxOffset, length, execution);
        run(gradient, x, xOffset, dy, dyOffset, dx, dxOffset, length, (Engine) execution);
    }

    /**
     * {@code dx[dxOffset + i] = dy[dyOffset + i] · f′} for 0 ≤ i &lt; length, with f′ from y = f(x) in
     * {@code y[yOffset +
     * i]}; in place if array and offset are those of y or dy.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the range in dx overlaps another without being the same; nothing has been
     * written then
     * @throws UnsupportedOperationException if the output does not {@linkplain #outputDeterminesDerivative determine}
     * the
     * derivative
     */
    public void backwardFromOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        check("y", y, yOffset, dy, dyOffset, dx, dxOffset, length, execution);
        requireOutputDeterminesDerivative();
        run(gradientOfOutput, y, yOffset, dy, dyOffset, dx, dxOffset, length, (Engine) execution);
    }

    /** Short ranges without views, for they would be garbage. */
    private static void run(
            Sweep sweep, float[] first, int firstOffset, float[] second, int secondOffset, float[] output,
            int outputOffset, int length, Engine engine) {
        if (engine.parallelism() == 1 || length < 2 * ElementSweep.ELEMENTS_WORTH_SHARING) {
            sweep.apply(engine.kernelSet(), first, firstOffset, second, secondOffset, output, outputOffset, length);
            return;
        }
        engine.requireUsable();
        ElementSweep.run(sweep, row(first, firstOffset, length),
                second == null ? null : row(second, secondOffset, length), row(output, outputOffset, length), engine);
    }

    private static Matrix row(float[] array, int offset, int length) {
        return Matrix.of(array, offset, 1, length, length, 1);
    }

    private void requireOutputDeterminesDerivative() {
        if (!outputDeterminesDerivative()) {
            throw new UnsupportedOperationException(
                    "the derivative of " + name + " does not follow from its output; use backward, with the input");
        }
    }

    private static void check(
            String name, float[] input, int inputOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        Objects.requireNonNull(execution, "execution");
        checkRange(name, input, inputOffset, length);
        checkRange("dy", dy, dyOffset, length);
        checkRange("dx", dx, dxOffset, length);
        checkApart(name, input, inputOffset, "dx", dx, dxOffset, length);
        checkApart("dy", dy, dyOffset, "dx", dx, dxOffset, length);
    }

    private static void checkApart(
            String name, float[] input, int inputOffset, String outputName, float[] output, int outputOffset,
            int length) {
        if (input == output && inputOffset != outputOffset && Math.abs((long) inputOffset - outputOffset) < length) {
            throw new IllegalArgumentException(
                    name + " and " + outputName + " overlap: " + length + " elements at " + inputOffset + " and at "
                            + outputOffset + " of one array; in place means the same offset");
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
        return other instanceof Activation that && curve == that.curve && parameter == that.parameter;
    }

    @Override
    public int hashCode() {
        return 31 * curve.ordinal() + Float.hashCode(parameter);
    }

    @Override
    public String toString() {
        return name;
    }
}
