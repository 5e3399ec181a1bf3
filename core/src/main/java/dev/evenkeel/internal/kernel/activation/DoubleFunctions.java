package dev.evenkeel.internal.kernel.activation;

/**
 * The functions in float64: {@code StrictMath}, which has the same bits on every machine, and the basic operations.
 * They
 * are written for that, not for speed.
 */
public final class DoubleFunctions {
    private static final double SELU_SLOPE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_PI = Math.sqrt(Math.PI);
    private static final double ROOT_TWO_BY_PI = Math.sqrt(2 / Math.PI);

    /** From where on the continued fraction is shorter than the series. */
    private static final double FAR = 2.5;

    /** Terms of the continued fraction, which from {@link #FAR} on are enough for all bits. */
    private static final int TERMS = 60;

    private DoubleFunctions() {}

    /** f(x) of a curve with that parameter. */
    public static double value(Curve curve, double parameter, double x) {
        return switch (curve) {
            case IDENTITY -> x;
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x >= 0 ? x : parameter * x;
            case ELU -> elu(x, 1, parameter);
            case SELU -> elu(x, SELU_SLOPE, SELU_ALPHA);
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> sigmoid(x);
            case SOFTSIGN -> Math.abs(x) == Double.POSITIVE_INFINITY ? Math.signum(x) : x / (1 + Math.abs(x));
            case SILU -> gated(x, sigmoid(x));
            case GELU -> gated(x, 0.5 * erfc(-x * ROOT_HALF));
            case GELU_TANH -> gated(x, sigmoid(2 * ROOT_TWO_BY_PI * (x + 0.044715 * x * x * x)));
        };
    }

    private static double elu(double x, double slope, double alpha) {
        return x > 0 ? slope * x : slope * alpha * StrictMath.expm1(x);
    }

    /** 1 / (1 + e^−x), by e^x where that does not overflow. */
    private static double sigmoid(double x) {
        double power = StrictMath.exp(-Math.abs(x));
        return (x >= 0 ? 1 : power) / (1 + power);
    }

    /** x times its gate; −0 where the gate is shut, even for −∞. */
    private static double gated(double x, double gate) {
        return gate == 0 ? -0.0 : x * gate;
    }

    /**
     * 1 − erf(x). Near 0 by the series erf(x) = 2/√π · e^−x² · Σ 2ⁿ·x²ⁿ⁺¹/(2n+1)!!, whose terms have one sign; else by
     * the continued fraction erfc(x) = e^−x²/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), from its end.
     */
    static double erfc(double x) {
        if (Math.abs(x) < FAR) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > Math.ulp(sum) / 4; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 1 - 2 / ROOT_PI * StrictMath.exp(-x * x) * sum;
        }
        double y = Math.abs(x);
        double tail = y;
        for (int n = TERMS; n > 0; n--) {
            tail = y + n * 0.5 / tail;
        }
        double far = StrictMath.exp(-y * y) / (ROOT_PI * tail);
        return x < 0 ? 2 - far : far;
    }
}
