package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/** Count, mean and M2 of each channel. */
final class MomentsReduction implements Reduction {
    /** Below it, squares may have been lost to underflow: with M2 = n·2^−126, all that could be lost is 2^−24 of it. */
    private static final double SMALLEST_SURE_VARIANCE = 0x1p-126;

    private final Features x;
    private final Moments moments;
    private final BatchNormKernel kernel;

    MomentsReduction(Features x, Moments moments, BatchNormKernel kernel) {
        this.x = x;
        this.moments = moments;
        this.kernel = kernel;
    }

    @Override
    public void prepare(ChannelGroup group, BatchNormBuffers prepared) {
        for (int j = 0; j < group.channels(); j++) {
            prepared.reference[j] = x.at(0, group.channel() + j);
        }
        group.repeat(prepared.reference);
    }

    @Override
    public void open(ChannelGroup group, BatchNormBuffers own) {
        own.x.open(x, group, true);
    }

    @Override
    public long reach(long value, BatchNormBuffers own) {
        return own.x.reach(value);
    }

    @Override
    public boolean isInPlace(BatchNormBuffers own) {
        return own.x.isInPlace();
    }

    @Override
    public void startBlock(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
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
    public void add(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
        LaneView view = own.x;
        view.read(from, count);
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.addMoments(view, rows, group.columns(), own.shift, own.sums, own.squares);
        if (rest > 0) {
            kernel.addMoments(view.from(rows), 1, rest, own.shift, own.sums, own.squares);
        }
    }

    @Override
    public void add(ChannelGroup group, PlaneStretch planes, BatchNormBuffers prepared, BatchNormBuffers own) {
        own.x.read(planes);
        int[] places = own.places;
        for (int i = 0; i < places.length; i++) {
            places[i] = own.x.start(0, i % planes.samples()) + i * planes.length() / places.length;
        }
        for (int j = 0; j < planes.channels(); j++) {
            own.shift[j] = typical(own.x.array, j * own.x.jump, places);
        }
        kernel.addPlaneMoments(own.x, planes.channels(), planes.samples(), planes.length(), own.shift, own.sums,
                own.squares);
    }

    /** The median of three medians of three values from all over the planes: an outlier, as a mean would follow, costs accuracy. */
    private static float typical(float[] x, int offset, int[] places) {
        float first = median(x[offset + places[0]], x[offset + places[1]], x[offset + places[2]]);
        float second = median(x[offset + places[3]], x[offset + places[4]], x[offset + places[5]]);
        float third = median(x[offset + places[6]], x[offset + places[7]], x[offset + places[8]]);
        return median(first, second, third);
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    @Override
    public void finish(ChannelGroup group, int index, BatchNormBuffers prepared) {
        long count = group.length();
        double sum = prepared.totals[index];
        double squares = prepared.squareTotals[index];
        double mean = prepared.reference[index] + sum / count;
        double m2 = squares - sum * (sum / count);
        int channel = group.channel() + index;
        boolean constant = sum == 0 && squares == 0;
        if (constant || m2 >= count * SMALLEST_SURE_VARIANCE && m2 < Double.POSITIVE_INFINITY) {
            moments.set(channel, mean, m2);
        } else {
            setExactly(channel, count);
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
