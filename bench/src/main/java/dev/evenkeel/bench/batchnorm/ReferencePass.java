package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.WrongAnswerException;

/**
 * The formulas in double precision, for some channels: the first, the last and a few between. A value may differ by
 * {@value #TOLERANCE} of its own size and of the largest term that it is computed from.
 */
public final class ReferencePass {
    private static final double TOLERANCE = 2e-5;
    private static final int CHANNELS_CHECKED = 12;

    private final Normalization normalization;
    private final FeatureData data;

    /** Prepares the check of one pass; the data is read again by every call of {@link #check}. */
    public ReferencePass(Normalization normalization, FeatureData data) {
        this.normalization = normalization;
        this.data = data;
    }

    /**
     * Checks a computed output.
     *
     * @param library who computed it, for the message
     * @throws WrongAnswerException if a value lies outside the tolerance or is NaN
     */
    public void check(String library, PreparedNormalization prepared) {
        float[] output = prepared.output();
        float[] residualGradient = prepared.residualGradient();
        FeatureShape shape = normalization.shape();
        if (output.length != shape.values())
            throw new WrongAnswerException(library + ": output has " + output.length + " values, expected " + shape);
        int step = Math.max(1, (shape.channels() - 1) / CHANNELS_CHECKED);
        for (int c = 0; c < shape.channels(); c += step) checkChannel(library, prepared, output, residualGradient, c);
        checkChannel(library, prepared, output, residualGradient, shape.channels() - 1);
    }

    private void checkChannel(String library, PreparedNormalization prepared, float[] output, float[] residualGradient,
            int c) {
        int count = normalization.shape().count();
        double mean = data.mean()[c];
        double variance = data.variance()[c];
        if (normalization.pass().isTraining()) {
            double sum = 0;
            for (int m = 0; m < count; m++) sum += data.x()[index(m, c)];
            mean = sum / count;
            double squares = 0;
            for (int m = 0; m < count; m++) squares += square(data.x()[index(m, c)] - mean);
            variance = squares / count;
        }
        double inverse = 1 / Math.sqrt(variance + Normalization.EPSILON);
        double gamma = data.gamma()[c];
        double beta = data.beta()[c];
        double dBeta = 0;
        double dGamma = 0;
        double size = 0;
        double undecidedSum = 0;
        double undecidedProduct = 0;
        for (int m = 0; m < count; m++) {
            double normalized = (data.x()[index(m, c)] - mean) * inverse;
            double y = gamma * normalized + beta + residual(m, c);
            double dy = gradient(m, c, y);
            if (isUndecided(y)) {
                undecidedSum += Math.abs(data.dy()[index(m, c)]);
                undecidedProduct += Math.abs(data.dy()[index(m, c)] * normalized);
            }
            dBeta += dy;
            dGamma += dy * normalized;
            size += Math.abs(dy * normalized);
        }
        for (int m = 0; m < count; m++) {
            double normalized = (data.x()[index(m, c)] - mean) * inverse;
            double y = gamma * normalized + beta + residual(m, c);
            if (isUndecided(y)) continue;
            double dy = gradient(m, c, y);
            double forward = normalization.pass().hasRelu() ? Math.max(0, y) : y;
            double backward = gamma * inverse * (dy - dBeta / count - normalized * dGamma / count);
            double expected = normalization.pass().isBackward() ? backward : forward;
            double undecided = gamma * inverse * (undecidedSum + Math.abs(normalized) * undecidedProduct) / count;
            compare(library, "channel " + c + ", value " + m, output[index(m, c)], expected, undecided
                    + TOLERANCE * (Math.abs(expected) + gamma * Math.max(1, inverse) * (1 + Math.abs(normalized))
                            + Math.abs(residual(m, c))));
            if (normalization.pass().adds() && normalization.pass().isBackward()) {
                compare(library, "dresidual of channel " + c + ", value " + m, residualGradient[index(m, c)],
                        dy, 0);
            }
        }
        if (normalization.pass().isBackward()) compare(library, "dgamma of channel " + c, prepared.gammaGradient()[c],
                dGamma, undecidedProduct + TOLERANCE * size);
    }

    /** So near 0 the ReLU of a float32 pass may let a gradient through where the exact one does not. */
    private boolean isUndecided(double y) {
        return normalization.pass().isBackward() && normalization.pass().hasRelu() && Math.abs(y) < TOLERANCE;
    }

    private double gradient(int m, int c, double y) {
        float dy = data.dy()[index(m, c)];
        return normalization.pass().hasRelu() && y <= 0 ? 0 : dy;
    }

    private double residual(int m, int c) { return normalization.pass().adds() ? data.residual()[index(m, c)] : 0; }

    private int index(int m, int channel) {
        FeatureShape shape = normalization.shape();
        return normalization.storage().index(shape, m / shape.positions(), channel, m % shape.positions());
    }

    private void compare(String library, String where, double actual, double expected, double bound) {
        if (!(Math.abs(actual - expected) <= bound)) {
            throw WrongAnswerException.of(library, normalization, where, actual, expected, bound);
        }
    }

    private static double square(double value) { return value * value; }
}
