package dev.evenkeel.bench.stage;

import dev.evenkeel.Activation;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Activation functions with their formulas in double precision. */
public enum ActivationFunction {
    /** The hyperbolic tangent. */
    TANH(Activation.TANH, Math::tanh, x -> 1 / square(Math.cosh(x))),
    /** 1 / (1 + e^−x). */
    SIGMOID(Activation.SIGMOID, ActivationFunction::sigmoid, x -> sigmoid(x) * sigmoid(-x)),
    /** x·Φ(x) with the normal distribution function. */
    GELU(Activation.GELU, x -> x * cumulative(x), x -> cumulative(x) + x * density(x)),
    /** That by way of tanh. */
    GELU_TANH(Activation.GELU_TANH, x -> x * sigmoid(2 * inner(x)), x -> sigmoid(2 * inner(x))
            + 2 * x * sigmoid(2 * inner(x)) * sigmoid(-2 * inner(x)) * innerSlope(x)),
    /** x·σ(x). */
    SILU(Activation.SILU, x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * sigmoid(-x))),
    /** ln(1 + e^x). */
    SOFTPLUS(Activation.SOFTPLUS, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
            ActivationFunction::sigmoid),
    /** max(0, x). */
    RELU(Activation.RELU, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0),
    /** With the slope 0.01. */
    LEAKY_RELU(Activation.leakyRelu(0.01f), x -> x > 0 ? x : 0.01f * x, x -> x > 0 ? 1 : 0.01f),
    /** With α = 1. */
    ELU(Activation.ELU, x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x)),
    /** With the constants of Klambauer et al. */
    SELU(Activation.SELU, x -> scale() * (x > 0 ? x : alpha() * Math.expm1(x)),
            x -> scale() * (x > 0 ? 1 : alpha() * Math.exp(x))),
    /** x / (1 + |x|). */
    SOFTSIGN(Activation.SOFTSIGN, x -> x / (1 + Math.abs(x)), x -> 1 / square(1 + Math.abs(x)));

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Activation ours;
    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator derivative;

    ActivationFunction(Activation ours, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        this.ours = ours;
        this.value = value;
        this.derivative = derivative;
    }

    /** Our own. */
    Activation ours() { return ours; }

    double value(double x) { return value.applyAsDouble(x); }

    double derivative(double x) { return derivative.applyAsDouble(x); }

    /** λ of SELU. */
    public static double scale() { return 1.0507009873554805; }

    /** α of SELU. */
    public static double alpha() { return 1.6732632423543772; }

    private static double cumulative(double x) { return NORMAL.cumulativeProbability(x); }

    private static double density(double x) { return NORMAL.density(x); }

    private static double sigmoid(double x) { return 1 / (1 + Math.exp(-x)); }

    private static double square(double x) { return x * x; }

    /** What the approximation of GELU takes the tanh of; (1 + tanh z) / 2 is σ(2z). */
    private static double inner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double innerSlope(double x) { return Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x); }
}
