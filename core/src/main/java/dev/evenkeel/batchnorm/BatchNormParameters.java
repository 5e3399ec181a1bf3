package dev.evenkeel.batchnorm;

/**
 * What batch normalisation learns, and ε: {@code y = γ·(x − μ)/√(σ² + ε) + β}. The arrays are kept, not copied: an
 * optimiser may change their values between calls.
 *
 * @param gamma one factor per channel, or null for 1
 * @param beta one summand per channel, or null for 0
 * @param epsilon added to the variance, inside the root; at least 0. PyTorch and ONNX take 1e-5, Keras 1e-3. With 0, a
 * channel without variance becomes NaN.
 */
public record BatchNormParameters(float[] gamma, float[] beta, double epsilon) {
    /**
     * The canonical constructor.
     *
     * @throws IllegalArgumentException if ε is negative, infinite or NaN
     */
    public BatchNormParameters {
        if (!(epsilon >= 0) || epsilon == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("epsilon must be finite and at least 0, was " + epsilon);
        }
    }

    /** γ = 1 and β = 0: normalisation alone. */
    public static BatchNormParameters none(double epsilon) {
        return new BatchNormParameters(null, null, epsilon);
    }

    double gamma(int channel) {
        return gamma == null ? 1 : gamma[channel];
    }

    double beta(int channel) {
        return beta == null ? 0 : beta[channel];
    }
}
