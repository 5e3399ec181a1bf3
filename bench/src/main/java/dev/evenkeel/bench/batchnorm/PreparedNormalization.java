package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.Trial;

/** A pass that can be made again and again; a backward one uses statistics that were saved while preparing. */
public interface PreparedNormalization extends Trial {
    /** y or dx as the caller stores it. */
    float[] output();

    /** dγ, one per channel; empty for other passes. */
    float[] gammaGradient();

    /** The gradient of what was added; empty for other passes. */
    default float[] residualGradient() {
        return new float[0];
    }
}
