package dev.evenkeel.batchnorm;

/** Mean and variance by which channels are normalised: of a batch, or running ones. */
interface ChannelStatistics {
    int channels();

    /** μ. */
    double mean(int channel);

    /** σ², biased for a batch. */
    double variance(int channel);

    /** 1/√(σ² + ε). */
    default double inverseStandardDeviation(int channel, double epsilon) {
        return 1 / Math.sqrt(variance(channel) + epsilon);
    }
}
