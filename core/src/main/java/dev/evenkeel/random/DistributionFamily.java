package dev.evenkeel.random;

/** The shape of a distribution, in its standard form; a {@link Distribution} moves and scales it. */
public enum DistributionFamily {
    /** Constant density on [−1, 1): variance 1/3, kurtosis 9/5. */
    UNIFORM(1d / 3, 1.8),

    /** The Gauss distribution with variance 1: kurtosis 3. */
    NORMAL(1, 3),

    /** The normal distribution with variance 1, cut at ±2: variance 0.7737, kurtosis 2.3655. */
    TRUNCATED_NORMAL(0.7737413035499232, 2.3655367171296495);

    private final double variance;
    private final double kurtosis;

    DistributionFamily(double variance, double kurtosis) {
        this.variance = variance;
        this.kurtosis = kurtosis;
    }

    /** E[x²] of the standard form, whose mean is 0. */
    public double variance() {
        return variance;
    }

    /** E[(x − μ)⁴] / E[(x − μ)²]²: not changed by moving or scaling. */
    public double kurtosis() {
        return kurtosis;
    }

    /**
     * The distribution of this shape with mean 0 and this variance. That of a truncated normal is the variance after
     * the cut ("corrected"): its σ is √variance / 0.8796.
     *
     * @throws IllegalArgumentException if the variance is not positive and finite
     */
    public Distribution withVariance(double target) {
        if (!(target > 0 && target < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("variance must be positive and finite, was " + target);
        }
        double scale = Math.sqrt(target / variance);
        return switch (this) {
            case UNIFORM -> Distribution.uniform(-scale, scale);
            case NORMAL -> Distribution.normal(0, scale);
            case TRUNCATED_NORMAL -> Distribution.truncatedNormal(0, scale);
        };
    }
}
