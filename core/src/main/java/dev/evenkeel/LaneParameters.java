package dev.evenkeel;

import dev.evenkeel.kernel.Coefficients;
import java.util.Arrays;

/** What the channels of a group compute with, in float32; the lanes of a channel have the same. */
final class LaneParameters extends Coefficients {
    private final Coefficients turned = new Coefficients();

    /** Deviations alone, x − center. */
    void center(ChannelGroup group, ChannelStatistics statistics) {
        reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            center[j] = (float) statistics.mean(group.channel() + j);
        }
        group.repeat(center);
    }

    /**
     * {@code y = (x − center)·scale + shift}, with γ/√(σ² + ε) computed in float64 and what rounding μ lost made good in the shift; also as
     * the input of a ReLU.
     */
    void normalize(ChannelGroup group, ChannelStatistics statistics, BatchNormParameters parameters) {
        reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            double mean = statistics.mean(channel);
            double factor = parameters.gamma(channel) * statistics.inverseDeviation(channel, parameters.epsilon());
            center[j] = (float) mean;
            scale[j] = (float) factor;
            shift[j] = (float) (parameters.beta(channel) - (mean - center[j]) * factor);
        }
        group.repeat(center);
        group.repeat(scale);
        group.repeat(shift);
        System.arraycopy(shift, 0, threshold, 0, group.columns());
    }

    /**
     * {@code dx = scale·dy + slope·(x − center) + shift}: the derivative through the statistics of a batch of {@code count} values; with the
     * input of a ReLU behind it.
     */
    void differentiate(
            ChannelGroup group,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            GradientSums sums,
            long count) {
        reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            double mean = statistics.mean(channel);
            double inverse = statistics.inverseDeviation(channel, parameters.epsilon());
            double factor = parameters.gamma(channel) * inverse;
            double incline = -factor * inverse * inverse * sums.dyTimesDeviation()[channel] / count;
            center[j] = (float) mean;
            scale[j] = (float) factor;
            slope[j] = (float) incline;
            shift[j] = (float) (-factor * sums.dy()[channel] / count - incline * (mean - center[j]));
            threshold[j] = (float) (parameters.beta(channel) - (mean - center[j]) * factor);
        }
        group.repeat(center);
        group.repeat(scale);
        group.repeat(slope);
        group.repeat(shift);
        group.repeat(threshold);
    }

    /** {@code dx = (dy − 0)·scale + 0}: the derivative through frozen statistics. */
    void scale(ChannelGroup group, ChannelStatistics statistics, BatchNormParameters parameters) {
        reserve(group.columns());
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            center[j] = 0f;
            scale[j] = (float) (parameters.gamma(channel)
                    * statistics.inverseDeviation(channel, parameters.epsilon()));
            shift[j] = 0f;
        }
        group.repeat(center);
        group.repeat(scale);
        group.repeat(shift);
    }

    /** Has them ready from this lane on, too. */
    void turn(ChannelGroup group, int lane) {
        int columns = group.columns();
        reserve(columns);
        turned.reserve(columns);
        turn(center, turned.center, lane, columns);
        turn(scale, turned.scale, lane, columns);
        turn(slope, turned.slope, lane, columns);
        turn(shift, turned.shift, lane, columns);
        turn(threshold, turned.threshold, lane, columns);
    }

    private static void turn(float[] from, float[] to, int lane, int columns) {
        System.arraycopy(from, lane, to, 0, columns - lane);
        System.arraycopy(from, 0, to, columns - lane, lane);
    }

    /** For rows that begin with this lane: the first, or the one that {@link #turn} was given. */
    Coefficients from(int lane) {
        return lane == 0 ? this : turned;
    }

    /** {@code z = y}: for a ReLU whose output is known. */
    void pass(ChannelGroup group) {
        reserve(group.columns());
        Arrays.fill(center, 0, group.columns(), 0f);
        Arrays.fill(scale, 0, group.columns(), 1f);
        Arrays.fill(threshold, 0, group.columns(), 0f);
    }
}
