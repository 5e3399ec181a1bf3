package dev.evenkeel;

import dev.evenkeel.internal.kernel.activation.Curve;
import dev.evenkeel.internal.kernel.activation.DoubleFunctions;
import java.util.List;
import java.util.Objects;

/**
 * A function y = f(x) applied to each element of a layer's output, with its derivative and its gain.
 *
 * <p>Results have the same bits on every machine: they are built from fma and the basic operations on float32, not from
 * the platform's exp and tanh. Errors, in units of the last place of the exact result, whose spacing in the subnormal
 * range is 2^−149:
 *
 * <table>
 * <caption>Greatest error in ulp, found by trying all floats in ±[2^−30, 128] and every 97th of the others; of those
 * from ELU on every 11th in ±[2^−30, 250]. The test {@code ActivationSweepTest} tries every n-th of all floats with
 * {@code -Dactivations.every=n}.</caption>
 * <tr><th>function</th><th>value</th><th>derivative</th></tr>
 * <tr><td>identity, ReLU</td><td>exact</td><td>exact</td></tr>
 * <tr><td>leaky ReLU</td><td>0.5</td><td>exact</td></tr>
 * <tr><td>tanh</td><td>0.76</td><td>0.8</td></tr>
 * <tr><td>sigmoid</td><td>1.7; 2.5 where −20 &lt; x &lt; −16</td><td>0.78</td></tr>
 * <tr><td>softsign</td><td>0.51</td><td>1</td></tr>
 * <tr><td>ELU, SELU</td><td>1.5</td><td>2</td></tr>
 * <tr><td>softplus</td><td>1.5</td><td>the sigmoid's</td></tr>
 * <tr><td>SiLU</td><td>1.5</td><td>4.5; 5·10⁻⁸ where |x + 1.28| &lt; 0.5</td></tr>
 * <tr><td>GELU</td><td>6</td><td>5; 10⁻⁷ where |x + 0.75| &lt; 0.5</td></tr>
 * <tr><td>GELU by tanh</td><td>1.4</td><td>9; 10⁻⁷ where |x + 0.75| &lt; 0.5</td></tr>
 * </table>
 *
 * <p>The bounds for derivatives are for f′(x) itself: 1 − tanh² and s(1 − s) would lose every digit where f saturates.
 * SiLU and GELU have a minimum; beside it f′ is near 0, and the error is small beside 1, not beside f′.
 *
 * <p>Apart from those and from negative slopes, no value decreases where x increases. Two may do so by one ulp from one
 * float to the next: softplus between −0.55 and 0.31, the sigmoid between 0.03 and 0.25. NaN gives NaN, in value and
 * derivative; ±∞ gives the limit. At a kink the derivative is the one from the left.
 *
 * <p><b>Derivatives from the output</b>, for {@link #backwardFromOutput}. They are exact where they are for the input.
 * Where f saturates, y no longer tells how far x has gone: the error is small beside 1, not beside f′. For tanh, y is
 * ±1 from |x| = 9.02 on, and f′ is 0.
 *
 * <table>
 * <caption>f′ from y, and its greatest error for the y that f gives</caption>
 * <tr><th>function</th><th>formula</th><th>error</th></tr>
 * <tr><td>identity, ReLU, leaky ReLU</td><td>1, or the slope where y ≤ 0</td><td>exact</td></tr>
 * <tr><td>tanh</td><td>fma(−y, y, 1)</td><td>1.2·10⁻⁷</td></tr>
 * <tr><td>sigmoid</td><td>fma(−y, y, y)</td><td>10⁻⁷</td></tr>
 * <tr><td>softsign</td><td>(1 − |y|)²</td><td>10⁻⁷</td></tr>
 * <tr><td>ELU</td><td>1 where y &gt; 0, else y + α</td><td>8·10⁻⁸ α</td></tr>
 * <tr><td>SELU</td><td>λ where y &gt; 0, else y + λα</td><td>1.4·10⁻⁷</td></tr>
 * <tr><td>softplus</td><td>1 − e^−y</td><td>10⁻⁷</td></tr>
 * </table>
 *
 * <p>On the way back, dy is multiplied where f′ is 0, too: 0·∞ is NaN, and 0·(−1) is −0, as IEEE 754 has it.
 *
 * <p><b>Errors</b> of the operations on matrices, all thrown before anything is written: IllegalArgumentException where
 * shapes do not match, the output overlaps an input without being the same view, repeats an element or is read-only;
 * IllegalStateException for a closed segment; WrongThreadException for a confined segment that another thread would
 * have to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Immutable and safe for several threads; equal if the functions are.
 */
public final class Activation {
    /** f(x) = x; f′ = 1; gain 1. */
    public static final Activation IDENTITY = new Activation(Curve.IDENTITY, 0f, "identity", 1, "");

    /**
     * f(x) = max(0, x), with f(−0) = +0 as {@code Math.max(0f, x)} has it; f′(x) = 1 for x &gt; 0, else 0; gain √2.
     *
     * <p>Nair and Hinton (2010).
     */
    public static final Activation RELU = new Activation(Curve.RELU, 0f, "relu", Math.sqrt(2),
            "Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, ICML 2010");

    /** {@link #elu} with α = 1; gain 1.245. */
    public static final Activation ELU = new Activation(Curve.ELU, 1f, "elu", gainOfElu(1), Sources.ELU);

    /**
     * f(x) = λx for x &gt; 0, else λα · (e^x − 1), with λ = 1.0507009873554805 and α = 1.6732632423543772; −λα below
     * −17.4, ∞ where λx is greater than all floats; f′(x) = λ for x &gt; 0, else λα · e^x; f(−0) = −0; gain 3/4.
     *
     * <p>The constants are those with which a layer that gets mean 0 and variance 1 gives mean 0 and variance 1. For
     * that its weights have variance 1/in, as of {@code VarianceScaling.LECUN_NORMAL} without a gain. PyTorch's gain of
     * 3/4 gives that up for steadier gradients. Klambauer et al. (2017).
     */
    public static final Activation SELU = new Activation(Curve.SELU, 0f, "selu", 0.75,
            "Klambauer, Unterthiner, Mayr and Hochreiter, Self-normalizing neural networks, NIPS 2017");

    /**
     * f(x) = ln(1 + e^x), x from 20 on, subnormal below −87.3, 0 from −104 on; f′(x) is the {@link #SIGMOID}; gain
     * 1.042.
     *
     * <p>Dugas et al. (2000).
     */
    public static final Activation SOFTPLUS = new Activation(Curve.SOFTPLUS, 0f, "softplus", 1.0418668355355317,
            "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating second-order functional knowledge for better "
                    + "option pricing, NIPS 2000");

    /** f(x) = tanh x, odd to the bit, ±1 from |x| = 9.02 on; f′(x) = 1 − tanh² x; gain 5/3. LeCun et al. (1998). */
    public static final Activation TANH = new Activation(Curve.TANH, 0f, "tanh", 5d / 3,
            "LeCun, Bottou, Orr and Müller, Efficient backprop, 1998");

    /**
     * f(x) = 1 / (1 + e^−x), 1 from 16.3 on, subnormal below −87.3, 0 from −104 on; f′(x) = f(x) · f(−x); gain 1.
     *
     * <p>Rumelhart et al. (1986).
     */
    public static final Activation SIGMOID = new Activation(Curve.SIGMOID, 0f, "sigmoid", 1,
            "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, Nature 323, 1986");

    /** f(x) = x / (1 + |x|), odd to the bit; f′(x) = 1 / (1 + |x|)²; gain 1. Bergstra et al. (2009). */
    public static final Activation SOFTSIGN = new Activation(Curve.SOFTSIGN, 0f, "softsign", 1,
            "Bergstra, Desjardins, Lamblin and Bengio, Quadratic polynomials learn better image features, 2009");

    /**
     * f(x) = x · σ(x) with the {@linkplain #SIGMOID sigmoid} σ, also called {@index Swish}; x from 20 on, −0 below
     * −110; its minimum is −0.2785 at −1.2785; f′(x) = σ(x) · (1 + x · σ(−x)), between −0.1 and 1.1; gain 1.677.
     *
     * <p>Elfwing et al. (2018).
     */
    public static final Activation SILU = new Activation(Curve.SILU, 0f, "silu", 1.6765324703310912,
            "Elfwing, Uchibe and Doya, Sigmoid-weighted linear units for neural network function approximation in "
                    + "reinforcement learning, Neural Networks 107, 2018");

    /**
     * f(x) = x · Φ(x) with the normal distribution function Φ(x) = (1 + erf(x/√2)) / 2, exact to the bounds above and
     * not by way of tanh; −0 below −15; its minimum is −0.17 at −0.7518; f′(x) = Φ(x) + x · φ(x) with φ(x)
     * = e^(−x²/2) / √(2π), between −0.13 and 1.13; gain 1.534.
     *
     * <p>Hendrycks and Gimpel (2016). PyTorch's and Keras's, unless asked to approximate.
     */
    public static final Activation GELU = new Activation(Curve.GELU, 0f, "gelu", 1.5335304412033713, Sources.GELU);

    /**
     * f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))), which differs from {@link #GELU} by up to 5·10⁻⁴: for
     * weights that were trained with it, as GPT-2's; x from 6 on, −0 below −11; f′(x) is that function's own; gain
     * 1.534.
     *
     * <p>Hendrycks and Gimpel (2016). PyTorch's with {@code approximate='tanh'}, and JAX's default.
     */
    public static final Activation GELU_TANH =
            new Activation(Curve.GELU_TANH, 0f, "geluTanh", 1.5335805216661472, Sources.GELU);

    /** Of more than one function. */
    private static final class Sources {
        static final String LEAKY_RELU =
                "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, ICML 2013";
        static final String ELU = "Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by "
                + "exponential linear units, ICLR 2016";
        static final String GELU = "Hendrycks and Gimpel, Gaussian error linear units, 2016";
    }

    private static final float GREATEST_ALPHA = 1e18f;

    private final Curve curve;
    private final float parameter;
    private final String name;
    private final double gain;
    private final String source;
    private final ActivationPass value;
    private final ActivationPass derivative;
    private final ActivationPass gradient;
    private final ActivationPass gradientOfOutput;

    private Activation(Curve curve, float parameter, String name, double gain, String source) {
        this.curve = curve;
        this.parameter = parameter;
        this.name = name;
        this.gain = gain;
        this.source = source;
        value = new ActivationPass(curve, parameter, ActivationPass.Kind.VALUE);
        derivative = new ActivationPass(curve, parameter, ActivationPass.Kind.DERIVATIVE);
        gradient = new ActivationPass(curve, parameter, ActivationPass.Kind.GRADIENT);
        gradientOfOutput = new ActivationPass(curve, parameter, ActivationPass.Kind.GRADIENT_OF_OUTPUT);
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
                Math.sqrt(2 / (1 + square)), Sources.LEAKY_RELU);
    }

    /**
     * f(x) = x for x &gt; 0, else α · (e^x − 1), with f(−0) = −0; −α below −17.4; f′(x) = 1 for x &gt; 0, else
     * α · e^x, which for α = 1 is continuous; gain 1 / √(½ + 0.14494541749292 α²). α = 1 gives {@link #ELU}.
     *
     * <p>Clevert et al. (2016).
     *
     * @throws IllegalArgumentException unless 0 &lt; α ≤ 10¹⁸
     */
    public static Activation elu(float alpha) {
        if (!(alpha > 0f && alpha <= GREATEST_ALPHA)) {
            throw new IllegalArgumentException("alpha must be positive and at most 1e18, was " + alpha);
        }
        return alpha == 1f ? ELU
                : new Activation(Curve.ELU, alpha, "elu(" + alpha + ")", gainOfElu(alpha), Sources.ELU);
    }

    /** 1 / √E[f(z)²]; the factor of α² is e²·Φ(−2) − 2·√e·Φ(−1) + ½. */
    private static double gainOfElu(double alpha) {
        return 1 / Math.sqrt(0.5 + 0.14494541749292386 * alpha * alpha);
    }

    /** Every function; of those with a parameter the usual ones, {@code leakyRelu(0.01)} and {@link #ELU}. */
    public static List<Activation> all() {
        return List.of(IDENTITY, RELU, leakyRelu(0.01f), ELU, SELU, SOFTPLUS, TANH, SIGMOID, SOFTSIGN, SILU, GELU,
                GELU_TANH);
    }

    /**
     * The function that people call so: by its {@link #name}, {@code "gelu"} or {@code "leakyRelu(0.2)"}, and as other
     * libraries write it, {@code "leaky_relu"}, {@code "SiLU"}, {@code "swish"}, {@code "gelu_pytorch_tanh"}. Capitals
     * and everything that is no letter or digit make no difference. Without a parameter, leaky ReLU has the slope 0.01,
     * as in Maas et al. and in PyTorch, and ELU has α = 1.
     *
     * @throws IllegalArgumentException if no function is called so, with a message that lists the names, or if the
     * parameter is refused by {@link #leakyRelu} or {@link #elu}
     */
    public static Activation byName(String name) {
        return ActivationNames.find(Objects.requireNonNull(name, "name"));
    }

    /** f(x). */
    public float value(float x) {
        return curve.value(x, parameter);
    }

    /**
     * f(x) in float64, by {@code StrictMath} and the basic operations: the same bits on every machine, within some
     * units of the last place; SELU and GELU by the constants and functions of float64. It is far slower than float32
     * on matrices.
     */
    public double value(double x) {
        return DoubleFunctions.value(curve, parameter, x);
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
     * equations 10 and 15. Those of identity, tanh, sigmoid, softsign and SELU are conventions, those of PyTorch's
     * {@code torch.nn.init.calculate_gain}. It has none for ELU, softplus, SiLU and GELU: theirs are 1 / √E[f(z)²] for
     * z from N(0, 1), by the condition that makes it √2 for ReLU.
     */
    public double gain() {
        return gain;
    }

    /** The paper that proposed the function, or one that is usually cited for it; empty for the identity. */
    public String source() {
        return source;
    }

    /**
     * Whether f′(x) follows from f(x), so that {@link #backwardFromOutput} can be used. A negative slope hides it.
     * SiLU and GELU hide it, too, because they fall before they rise.
     */
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
        ActivationPass.check("x", x, "y", y, execution);
        value.run(x, null, y, execution);
    }

    /**
     * {@code dx = dy · f′(x)} for each element: the gradient before the function from that behind it. f′(x) is rounded
     * to float32, then the product.
     *
     * @param x what the function was applied to, rows × cols
     * @param dy of the same shape
     * @param dx of the same shape; may be the same view as x or dy
     */
    public void backward(Matrix x, Matrix dy, Matrix dx, Execution execution) {
        ActivationPass.check("x", x, dy, dx, execution);
        gradient.run(x, dy, dx, execution);
    }

    /**
     * {@code dx = dy · f′} for each element, f′ computed from y = f(x): for when x has been overwritten by y, and
     * faster than {@link #backward}. f′ is rounded to float32, then the product; the table above says how much f′
     * loses.
     *
     * @param y what the function gave, rows × cols
     * @param dy of the same shape
     * @param dx of the same shape; may be the same view as y or dy
     * @throws UnsupportedOperationException if the output does not {@linkplain #outputDeterminesDerivative determine}
     * the derivative
     */
    public void backwardFromOutput(Matrix y, Matrix dy, Matrix dx, Execution execution) {
        ActivationPass.check("y", y, dy, dx, execution);
        requireOutputDeterminesDerivative();
        gradientOfOutput.run(y, dy, dx, execution);
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

    /**
     * The same by the kernels and, if the range is long, the threads of an execution.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the range is so long that threads share it, and their
     * pool is shut down; nothing has been written then
     */
    public void apply(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        ActivationPass.check("source", source, sourceOffset, "target", target, targetOffset, length, execution);
        value.run(source, sourceOffset, null, 0, target, targetOffset, length, execution);
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

    /**
     * The same by the kernels and, if the range is long, the threads of an execution.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the range is so long that threads share it, and their
     * pool is shut down; nothing has been written then
     */
    public void applyDerivative(
            float[] source, int sourceOffset, float[] target, int targetOffset, int length, Execution execution) {
        ActivationPass.check("source", source, sourceOffset, "target", target, targetOffset, length, execution);
        derivative.run(source, sourceOffset, null, 0, target, targetOffset, length, execution);
    }

    /**
     * {@code dx[dxOffset + i] = dy[dyOffset + i] · derivative(x[xOffset + i])} for 0 ≤ i &lt; length; in place if array
     * and offset are those of x or dy. A long range is shared by the execution's threads.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the range in dx overlaps another without being the same; nothing has been
     * written then
     * @throws java.util.concurrent.RejectedExecutionException if the range is so long that threads share it, and their
     * pool is shut down; nothing has been written then
     */
    public void backward(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        ActivationPass.check("x", x, xOffset, dy, dyOffset, dx, dxOffset, length, execution);
        gradient.run(x, xOffset, dy, dyOffset, dx, dxOffset, length, execution);
    }

    /**
     * {@code dx[dxOffset + i] = dy[dyOffset + i] · f′} for 0 ≤ i &lt; length, with f′ from y = f(x) in {@code
     * y[yOffset + i]}; in place if array and offset are those of y or dy. A long range is shared by the execution's
     * threads.
     *
     * @throws IndexOutOfBoundsException if a range reaches outside its array; nothing has been written then
     * @throws IllegalArgumentException if the range in dx overlaps another without being the same; nothing has been
     * written then
     * @throws UnsupportedOperationException if the output does not {@linkplain #outputDeterminesDerivative determine}
     * the derivative
     * @throws java.util.concurrent.RejectedExecutionException if the range is so long that threads share it, and their
     * pool is shut down; nothing has been written then
     */
    public void backwardFromOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length,
            Execution execution) {
        ActivationPass.check("y", y, yOffset, dy, dyOffset, dx, dxOffset, length, execution);
        requireOutputDeterminesDerivative();
        gradientOfOutput.run(y, yOffset, dy, dyOffset, dx, dxOffset, length, execution);
    }

    private void requireOutputDeterminesDerivative() {
        if (!outputDeterminesDerivative()) {
            throw new UnsupportedOperationException(
                    "the derivative of " + name + " does not follow from its output; use backward, with the input");
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
