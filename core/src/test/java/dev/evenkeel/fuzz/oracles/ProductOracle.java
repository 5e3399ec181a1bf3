package dev.evenkeel.fuzz.oracles;

import dev.evenkeel.Activation;
import dev.evenkeel.fuzz.operands.View;

/** Products element by element in the documented order, and activations in float64. */
public final class ProductOracle {
    private static final int BLOCK = 512;

    private ProductOracle() {}

    /** Matrix {@code index} of each view; a view of one matrix stands for all. */
    public static float[] product(float alpha, View a, View b, float beta, View c, int index) {
        int m = c.strides().rows();
        int n = c.strides().cols();
        int k = a.strides().cols();
        float[][] rows = new float[m][k];
        float[][] columns = new float[n][k];
        for (int p = 0; p < k; p++) {
            for (int i = 0; i < m; i++) {
                rows[i][p] = a.get(index, i, p);
            }
            for (int j = 0; j < n; j++) {
                columns[j][p] = b.get(index, p, j);
            }
        }
        float[] result = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                result[i * n + j] = element(alpha, rows[i], columns[j], beta, beta == 0f ? 0f : c.get(index, i, j));
            }
        }
        return result;
    }

    private static float element(float alpha, float[] row, float[] column, float beta, float old) {
        float element = beta == 0f ? 0f : beta * old;
        if (alpha == 0f) {
            return element;
        }
        for (int from = 0; from < row.length; from += BLOCK) {
            float sum = 0f;
            for (int p = from; p < Math.min(from + BLOCK, row.length); p++) {
                sum = Math.fma(row[p], column[p], sum);
            }
            boolean isStored = from == 0 && beta == 0f;
            element = isStored ? alpha * sum : Math.fma(alpha, sum, element);
        }
        return element;
    }

    /** The documented error of a value, in units of the last place. GELU's needs erf, which the JDK has not. */
    public static void checkValue(Activation activation, float x, float y) {
        if (activation.equals(Activation.GELU)) {
            return;
        }
        double exact = exact(activation, x);
        double ulps = switch (activation.name()) {
            case "tanh" -> 0.77;
            case "sigmoid" -> x > -20f && x < -16f ? 2.5 : 1.7;
            case "elu", "elu(0.3)", "selu", "softplus", "silu", "geluTanh" -> 1.5;
            default -> 0.52;
        };
        boolean isNear = Double.isNaN(exact) ? Float.isNaN(y)
                : y == exact || Math.abs(y - exact) <= ulps * Math.ulp((float) exact);
        if (!isNear) {
            throw new AssertionError(activation + " of " + x + " is " + y + ", should be " + exact);
        }
    }

    private static double exact(Activation activation, double x) {
        String name = activation.name();
        return switch (name) {
            case "identity" -> x;
            case "relu" -> Math.max(0, x);
            case "tanh" -> Math.tanh(x);
            case "sigmoid" -> logistic(x);
            case "softsign" -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
            case "elu" -> x > 0 ? x : Math.expm1(x);
            case "elu(0.3)" -> x > 0 ? x : 0.3f * Math.expm1(x);
            case "selu" -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
            case "softplus" -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
            case "silu" -> gated(x, x);
            case "geluTanh" -> gated(x, 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
            default -> {
                float slope = Float.parseFloat(name.substring(name.indexOf('(') + 1, name.indexOf(')')));
                yield x >= 0 ? x : (float) (slope * x);
            }
        };
    }

    private static double logistic(double x) {
        return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
    }

    private static double gated(double x, double u) {
        return x == Double.NEGATIVE_INFINITY ? 0 : x * logistic(u);
    }
}
