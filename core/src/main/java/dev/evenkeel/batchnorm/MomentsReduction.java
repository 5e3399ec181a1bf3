package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.sweep.ChannelGroup;
import dev.evenkeel.internal.sweep.FeatureCursor;
import dev.evenkeel.internal.sweep.FeatureView;
import dev.evenkeel.internal.sweep.PlaneSlice;
import dev.evenkeel.internal.sweep.Reduction;
import dev.evenkeel.internal.sweep.SweepScratch;

/** Count, mean and M2 of each channel. */
final class MomentsReduction implements Reduction {
    /** Below it, underflow may have taken more than 2⁻²⁴ of M2. */
    private static final double SMALLEST_SURE_VARIANCE = 0x1p-126;

    /** From here on a neighbour is 2⁻⁵⁴ away, whose square float32 can hold: no deviation means a constant channel. */
    private static final float LEAST_WITH_DISTANT_NEIGHBOURS = 0x1p-30f;

    private final FeatureView x;
    private final Moments moments;
    private final BatchNormKernel kernel;

    MomentsReduction(Features x, Moments moments, BatchNormKernel kernel) {
        this.x = x.view;
        this.moments = moments;
        this.kernel = kernel;
    }

    @Override
    public void bind(FeatureCursor cursor) {
        cursor.bind(x, null, null, null);
    }

    @Override
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        for (int j = 0; j < group.channels(); j++) {
            prepared.reference[j] = x.at(0, group.channel() + j);
        }
        group.repeat(prepared.reference);
    }

    @Override
    public boolean drawsShifts() {
        return true;
    }

    @Override
    public void addRows(FeatureCursor at, int rows, int columns, SweepScratch prepared, SweepScratch own) {
        kernel.addMoments(at.x, rows, columns, own.shift, own.sums, own.squares);
    }

    @Override
    public void addPlanes(
            FeatureCursor at, PlaneSlice planes, ChannelGroup group, SweepScratch prepared, SweepScratch own) {
        kernel.addPlaneMoments(at.x, planes.channels(), planes.samples(), planes.length(), own.shift, own.sums,
                own.squares);
    }

    @Override
    public void finish(ChannelGroup group, SweepScratch prepared) {
        long count = group.length();
        int[] doubtful = null;
        int doubts = 0;
        for (int j = 0; j < group.channels(); j++) {
            double sum = prepared.totals[j];
            double squares = prepared.squareTotals[j];
            double m2 = squares - sum * (sum / count);
            int channel = group.channel() + j;
            boolean seemsConstant = sum == 0 && squares == 0;
            if (seemsConstant || m2 >= count * SMALLEST_SURE_VARIANCE && m2 < Double.POSITIVE_INFINITY) {
                moments.set(channel, prepared.reference[j] + sum / count, m2);
            } else {
                setExactly(channel, count);
            }
            if (seemsConstant && Math.abs(prepared.reference[j]) < LEAST_WITH_DISTANT_NEIGHBOURS) {
                doubtful = doubtful == null ? new int[group.channels()] : doubtful;
                doubtful[doubts++] = channel;
            }
        }
        if (doubts > 0) {
            correct(doubtful, doubts, count);
        }
    }

    /** Of channels that seem constant, those that are not. */
    private void correct(int[] channels, int doubts, long count) {
        int[] constant = channels.clone();
        int constants = ConstantChannels.among(constant, doubts, x);
        for (int i = 0, k = 0; i < doubts; i++) {
            if (k < constants && constant[k] == channels[i]) {
                k++;
            } else {
                setExactly(channels[i], count);
            }
        }
    }

    /** Float64 throughout, value after value: for squares that float32 cannot hold. */
    private void setExactly(int channel, long count) {
        double sum = 0;
        for (long m = 0; m < count; m++) {
            sum += x.at(m, channel);
        }
        double mean = sum / count;
        double m2 = 0;
        for (long m = 0; m < count; m++) {
            double d = x.at(m, channel) - mean;
            m2 = Math.fma(d, d, m2);
        }
        moments.set(channel, mean, m2);
    }
}
