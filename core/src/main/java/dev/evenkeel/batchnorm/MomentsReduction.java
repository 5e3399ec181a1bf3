package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Blocks;
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

    private static final int[] NO_CHANNELS = {};

    private final FeatureView x;
    private final Moments moments;
    private final BatchNormKernel kernel;

    MomentsReduction(Features x, Moments moments, BatchNormKernel kernel) {
        this.x = x.view;
        this.moments = moments;
        this.kernel = kernel;
    }

    @Override
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        for (int j = 0; j < group.channels(); j++) {
            prepared.reference[j] = x.at(0, group.channel() + j);
        }
        group.repeat(prepared.reference);
    }

    @Override
    public void open(ChannelGroup group, SweepScratch own) {
        own.x.open(x, group, true);
    }

    @Override
    public long reach(long value, SweepScratch own) {
        return own.x.reach(value);
    }

    @Override
    public boolean isInPlace(SweepScratch own) {
        return own.x.isInPlace();
    }

    @Override
    public void readAhead(long from, int count, SweepScratch own) {
        own.x.readAhead(from, count);
    }

    @Override
    public void startBlock(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        int lanes = group.lanesPerChannel();
        int rows = count / lanes;
        int columns = Math.min(count, lanes) * group.channels();
        own.x.read(from, Math.min(count, lanes));
        System.arraycopy(own.x.array, own.x.offset, own.shift, 0, columns);
        if (rows >= 3) {
            own.x.read(from + (long) (rows / 3) * lanes, lanes);
            System.arraycopy(own.x.array, own.x.offset, own.candidate, 0, columns);
            own.x.read(from + (long) (2 * rows / 3) * lanes, lanes);
            kernel.median(own.shift, own.candidate, own.x, columns);
        }
    }

    @Override
    public void add(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        FeatureCursor view = own.x;
        view.read(from, count);
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.addMoments(view, rows, group.columns(), own.shift, own.sums, own.squares);
        if (rest > 0) {
            kernel.addMoments(view.from(rows), 1, rest, own.shift, own.sums, own.squares);
        }
    }

    @Override
    public void add(ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own) {
        own.x.read(planes);
        kernel.addPlaneMoments(own.x, planes.channels(), planes.samples(), planes.length(), own.shift, own.sums,
                own.squares);
    }

    /**
     * The median of three medians of three values from all over the planes: a mean would follow outliers (decision 20).
     */
    @Override
    public void shifts(
            ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own, int at,
            int step) {
        own.drawn = SweepScratch.atLeast(own.drawn, planes.channels() * SweepScratch.DRAWN);
        float[] drawn = own.drawn;
        if (own.x.isInPlace()) {
            own.x.locate(planes);
            draw(own.x, planes, own.places, drawn);
        } else {
            draw(planes, drawn);
        }
        for (int j = 0; j < planes.channels(); j++) {
            int i = j * SweepScratch.DRAWN;
            float first = median(drawn[i], drawn[i + 1], drawn[i + 2]);
            float second = median(drawn[i + 3], drawn[i + 4], drawn[i + 5]);
            float third = median(drawn[i + 6], drawn[i + 7], drawn[i + 8]);
            own.shifts[at + j * step] = median(first, second, third);
        }
    }

    private static void draw(Blocks x, PlaneSlice planes, int[] places, float[] drawn) {
        for (int i = 0; i < SweepScratch.DRAWN; i++) {
            places[i] = x.start(0, i % planes.samples()) + i * planes.length() / SweepScratch.DRAWN;
        }
        for (int j = 0; j < planes.channels(); j++) {
            for (int i = 0; i < SweepScratch.DRAWN; i++) {
                drawn[j * SweepScratch.DRAWN + i] = x.array[places[i] + j * x.jump];
            }
        }
    }

    private void draw(PlaneSlice planes, float[] drawn) {
        for (int j = 0; j < planes.channels(); j++) {
            for (int i = 0; i < SweepScratch.DRAWN; i++) {
                long sample = planes.sample() + i % planes.samples();
                int position = planes.position() + i * planes.length() / SweepScratch.DRAWN;
                drawn[j * SweepScratch.DRAWN + i] = x.at(sample * x.positions + position, planes.channel() + j);
            }
        }
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    @Override
    public void finish(ChannelGroup group, SweepScratch prepared) {
        long count = group.length();
        int[] doubtful = NO_CHANNELS;
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
                doubtful = doubts == 0 ? new int[group.channels()] : doubtful;
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
