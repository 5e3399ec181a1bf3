package dev.evenkeel.fuzz.oracles;

import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.fuzz.operands.Values;

/**
 * Batch normalisation in float64 with the documented bounds; those of gradients, which are documented to the bit
 * alone, are this oracle's: 100 roundings of each sum, and of each result. Values lie channel by channel.
 */
public final class BatchNormOracle {
    private static final double U = 0x1p-24;
    private static final double SUMS = 200 * U;

    /** Roundings of results below the normal floats. */
    private static final double SUBNORMAL = 8 * 0x1p-149;

    private final BatchNormParameters parameters;
    private final int channels;
    private final int count;

    public BatchNormOracle(BatchNormParameters parameters, int channels, int count) {
        this.parameters = parameters;
        this.channels = channels;
        this.count = count;
    }

    public void checkMoments(double[][] x, Moments actual) {
        require(actual.count() == count, 0, "count", actual.count(), count);
        for (int c = 0; c < channels; c++) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            boolean isFinite = true;
            for (double value : x[c]) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
                sum += value;
                isFinite &= Double.isFinite(value);
            }
            if (!isFinite) {
                require(Double.compare(actual.mean()[c], sum) == 0, c, "mean", actual.mean()[c], sum);
                require(Double.isNaN(actual.m2()[c]), c, "M2", actual.m2()[c], Double.NaN);
                continue;
            }
            double mean = sum / count;
            double squares = 0;
            double rest = 0;
            for (double value : x[c]) {
                squares += (value - mean) * (value - mean);
                rest += value - mean;
            }
            mean += rest / count;
            double variance = squares / count;
            double farthest = Math.max(greatest - mean, mean - least);
            double float64 = 1e-13 * (Math.abs(mean) + greatest - least);
            near(c, "mean", actual.mean()[c], mean, SUMS * (greatest - least) + float64);
            near(c, "variance", actual.m2()[c] / count, variance,
                    SUMS * (variance + farthest * farthest) + float64 * float64);
        }
    }

    private double gamma(int channel) {
        return parameters.gamma() == null ? 1 : parameters.gamma()[channel];
    }

    private double beta(int channel) {
        return parameters.beta() == null ? 0 : parameters.beta()[channel];
    }

    /**
     * Without what follows the normalisation; {@code residual} and {@code rectifies} are taken into account to their
     * own rounding.
     */
    public void checkOutput(double[][] x, double[] mean, double[] variance, double[][] residual, boolean rectifies,
            double[][] y) {
        for (int c = 0; c < channels; c++) {
            double inverse = 1 / Math.sqrt(variance[c] + parameters.epsilon());
            double factor = gamma(c) * inverse;
            if (!isUsable(factor) || !isUsable(mean[c])) {
                continue;
            }
            for (int m = 0; m < count; m++) {
                double scaled = gamma(c) * (x[c][m] - mean[c]) * inverse;
                double exact = scaled + beta(c);
                double bound = U * (3 * Math.abs(scaled) + 2 * Math.abs(beta(c)) + Math.abs(exact)) + SUBNORMAL
                        + SUBNORMAL * Math.abs(factor);
                if (residual != null) {
                    exact += residual[c][m];
                    bound += U * (Math.abs(exact) + bound);
                }
                if (rectifies) {
                    exact = Math.max(0, exact);
                }
                if (isUsable(exact) && isUsable(x[c][m])) {
                    near(c, "y[" + m + "]", y[c][m], exact, bound);
                }
            }
        }
    }

    /** @param frozen whether the statistics do not depend on x */
    public void checkGradients(
            double[][] x, double[][] dy, double[] mean, double[] variance, boolean frozen, double[][] dx,
            float[] dGamma, float[] dBeta) {
        for (int c = 0; c < channels; c++) {
            double inverse = 1 / Math.sqrt(variance[c] + parameters.epsilon());
            double factor = gamma(c) * inverse;
            double sum = 0;
            double products = 0;
            double size = 0;
            double sizeOfProducts = 0;
            float center = (float) mean[c];
            for (int m = 0; m < count; m++) {
                sum += dy[c][m];
                products += dy[c][m] * (x[c][m] - mean[c]);
                size += Math.abs(dy[c][m]);
                sizeOfProducts += Math.abs(dy[c][m]) * (Math.abs(x[c][m] - center) + Math.abs(mean[c] - center));
            }
            boolean isBounded = isUsable(size) && isUsable(sizeOfProducts) && isUsable(factor) && isUsable(inverse)
                    && isUsable(inverse * inverse * factor) && isUsable(mean[c]);
            if (!isBounded) {
                continue;
            }
            double error = SUMS * size + count * SUBNORMAL;
            double errorOfProducts = SUMS * sizeOfProducts + count * SUBNORMAL;
            if (dBeta != null) {
                near(c, "dBeta", dBeta[c], sum, error + U * Math.abs(sum));
            }
            if (dGamma != null) {
                double exact = products * inverse;
                near(c, "dGamma", dGamma[c], exact, errorOfProducts * inverse + U * Math.abs(exact) + SUBNORMAL);
            }
            double slope = frozen ? 0 : inverse * inverse / count;
            double share = frozen ? 0 : 1d / count;
            // The slope of dx over x is a float32; the Javadoc says what becomes of dx where it is none.
            if (Math.abs(factor * products * slope) >= 1e37) {
                continue;
            }
            for (int m = 0; m < count; m++) {
                double d = x[c][m] - mean[c];
                double exact = factor * (dy[c][m] - sum * share - d * products * slope);
                double far = Math.abs(d) + Math.abs(mean[c] - center);
                double terms = Math.abs(dy[c][m]) + Math.abs(sum) * share + far * Math.abs(products) * slope;
                double bound = Math.abs(factor) * (error * share + far * errorOfProducts * slope + 8 * U * terms)
                        + SUBNORMAL * (1 + Math.abs(dy[c][m]) + far);
                if (isUsable(exact) && Math.abs(factor) * terms < 1e37) {
                    near(c, "dx[" + m + "]", dx[c][m], exact, bound);
                }
            }
        }
    }

    /** Whether float32 can be near it. */
    private static boolean isUsable(double value) {
        return Math.abs(value) < 1e37 && (value == 0 || Math.abs(value) > 1e-36);
    }

    private static void near(int channel, String what, double actual, double exact, double bound) {
        require(Math.abs(actual - exact) <= bound, channel, what + " (within " + bound + ")", actual, exact);
    }

    private static void require(boolean isRight, int channel, String what, double actual, double wanted) {
        if (!isRight) {
            throw new AssertionError(
                    what + " of channel " + channel + " is " + actual + ", should be " + wanted);
        }
    }
}
