package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.sweep.ChannelGroup;

/** Coefficients of channels from their statistics and parameters: computed in float64, rounded once. */
final class ChannelCoefficients {
    private ChannelCoefficients() {}

    /** Deviations alone, x − center. */
    static void center(Coefficients to, ChannelGroup group, ChannelStatistics statistics) {
        to.reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            to.center[j] = (float) statistics.mean(group.channel() + j);
        }
        group.repeat(to.center);
    }

    /**
     * {@code y = (x − center)·scale + shift}, with γ/√(σ² + ε) computed in float64 and what rounding μ lost made good
     * in the shift; also as the input of a ReLU.
     */
    static void normalize(Coefficients to, ChannelGroup group, ChannelStatistics statistics,
            BatchNormParameters parameters) {
        to.reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            double mean = statistics.mean(channel);
            double factor =
                    parameters.gamma(channel) * statistics.inverseStandardDeviation(channel, parameters.epsilon());
            to.center[j] = (float) mean;
            to.scale[j] = (float) factor;
            to.shift[j] = (float) (parameters.beta(channel) - (mean - to.center[j]) * factor);
        }
        group.repeat(to.center);
        group.repeat(to.scale);
        group.repeat(to.shift);
        System.arraycopy(to.shift, 0, to.threshold, 0, group.columns());
    }

    /**
     * {@code dx = scale·dy + slope·(x − center) + shift}: the derivative through the statistics of a batch of {@code
     * count} values; with the input of a ReLU behind it.
     */
    static void differentiate(
            Coefficients to,
            ChannelGroup group,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            GradientSums sums,
            long count) {
        to.reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            double mean = statistics.mean(channel);
            double inverse = statistics.inverseStandardDeviation(channel, parameters.epsilon());
            double factor = parameters.gamma(channel) * inverse;
            double incline = -factor * inverse * inverse * sums.dyTimesDeviation()[channel] / count;
            to.center[j] = (float) mean;
            to.scale[j] = (float) factor;
            to.slope[j] = (float) incline;
            to.shift[j] = (float) (-factor * sums.dy()[channel] / count - incline * (mean - to.center[j]));
            to.threshold[j] = (float) (parameters.beta(channel) - (mean - to.center[j]) * factor);
        }
        group.repeat(to.center);
        group.repeat(to.scale);
        group.repeat(to.slope);
        group.repeat(to.shift);
        group.repeat(to.threshold);
    }

    /** {@code dx = (dy − 0)·scale + 0}: the derivative through frozen statistics. */
    static void scale(Coefficients to, ChannelGroup group, ChannelStatistics statistics,
            BatchNormParameters parameters) {
        to.reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            to.center[j] = 0f;
            to.scale[j] = (float) (parameters.gamma(channel)
                    * statistics.inverseStandardDeviation(channel, parameters.epsilon()));
            to.shift[j] = 0f;
        }
        group.repeat(to.center);
        group.repeat(to.scale);
        group.repeat(to.shift);
    }
}
