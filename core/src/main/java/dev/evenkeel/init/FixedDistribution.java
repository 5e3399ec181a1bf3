package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** Independent entries of one distribution, whatever the fans. */
public record FixedDistribution(String name, Distribution distribution, String purpose, String source)
        implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** N(0, 0.01²). */
    public static final FixedDistribution SMALL_RANDOM =
            new FixedDistribution("small random", Distribution.normal(0, 0.01),
                    "shallow networks only: in a deep one signal and gradient vanish",
                    "CS231n, Convolutional neural networks for visual recognition, notes on weight initialization");

    /** @throws IllegalArgumentException if the distribution's mean is not 0 */
    public FixedDistribution {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(source, "source");
        if (distribution.mean() != 0) {
            throw new IllegalArgumentException("the mean of weights must be 0, was that of " + distribution);
        }
    }

    @Override
    public String formula() {
        return Initializers.number(distribution.variance());
    }

    @Override
    public double variance(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return distribution.variance();
    }

    @Override
    public double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return distribution.family().kurtosis();
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        Objects.requireNonNull(weights, "weights");
        Sampling.fill(weights.matrix(), distribution, stream, execution);
    }
}
