package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.kernel.batchnorm.Blocks;
import dev.evenkeel.internal.memory.Views;

/**
 * Features during a pass over a group of channels: hands out stretches of their values as rows of lanes, in place where
 * the kernels can reach them, through a buffer elsewhere. The blocks are those of the stretch last asked for.
 */
public final class FeatureCursor extends Blocks {
    private FeatureView features;
    private ChannelGroup group;
    private boolean inPlace;
    private float[] buffer = {};
    private long from;
    private int count;
    private float readAhead;

    /**
     * Starts a pass.
     *
     * @param aligned whether value 0 of every run must be a lane 0, as sums want it
     */
    public void open(FeatureView features, ChannelGroup group, boolean aligned) {
        this.features = features;
        this.group = group;
        Matrix run = features.run;
        int lanes = group.lanesPerChannel();
        boolean unitStride = group.planes() ? run.rowStride() == 1
                : run.colStride() == 1 && (lanes == 1 || run.rowStride() == group.channels());
        inPlace = run.array() != null && unitStride && (!aligned || features.runs == 1 || run.rows() % lanes == 0);
    }

    /** Ends it: a scratch memory outlives the caller's arrays. */
    void close() {
        features = null;
        group = null;
        array = null;
    }

    /** How many values from this one on can be had in one stretch. */
    public long reach(long value) {
        return !inPlace || features.runs == 1 ? Long.MAX_VALUE : features.run.rows() - value % features.run.rows();
    }

    public boolean isInPlace() {
        return inPlace;
    }

    /** Makes {@code count} values of each channel, the first being {@code from}, readable. */
    public void read(long from, int count) {
        locate(from, count);
        if (!inPlace) {
            transfer(true);
        }
    }

    /** Brings whole rows of what will be read next into a cache, where they are in place. */
    public void readAhead(long from, int count) {
        if (inPlace) {
            locate(from, count);
            readAhead += SoftwarePrefetch.rows(array, offset, count / group.lanesPerChannel(), stride, group.columns());
        }
    }

    /** Makes room for {@code count} values of each channel, which {@link #flush} brings to their place. */
    public void locate(long from, int count) {
        this.from = from;
        this.count = count;
        int lanes = group.lanesPerChannel();
        if (inPlace) {
            array = features.run.array();
            offset = (int) features.element(from, group.channel());
            stride = (int) features.run.rowStride() * lanes;
            return;
        }
        room(count * group.channels());
        stride = group.columns();
    }

    private void room(int length) {
        if (buffer.length < length) {
            buffer = new float[length];
        }
        array = buffer;
        offset = 0;
    }

    /** Makes stretches of planes readable: a block per channel, a row per sample. */
    public void read(PlaneSlice planes) {
        locate(planes);
        if (!inPlace) {
            transfer(planes, true);
        }
    }

    /** Makes room for stretches of planes, which {@link #flush(PlaneSlice)} brings to their place. */
    public void locate(PlaneSlice planes) {
        if (inPlace) {
            array = features.run.array();
            offset = (int) (features.run.offset() + place(planes, 0, 0));
            stride = (int) features.sampleStride();
            jump = (int) features.run.colStride();
            return;
        }
        room(planes.values());
        stride = planes.length();
        jump = planes.samples() * planes.length();
    }

    private long place(PlaneSlice planes, int sample, int channel) {
        return (planes.sample() + sample) * features.sampleStride()
                + (planes.channel() + channel) * features.run.colStride()
                + planes.position() * features.run.rowStride();
    }

    public void flush() {
        if (!inPlace) {
            transfer(false);
        }
    }

    public void flush(PlaneSlice planes) {
        if (!inPlace) {
            transfer(planes, false);
        }
    }

    private void transfer(PlaneSlice planes, boolean in) {
        for (int sample = 0; sample < planes.samples(); sample++) {
            for (int channel = 0; channel < planes.channels(); channel++) {
                plane(in, place(planes, sample, channel), channel * jump + sample * stride, planes.length());
            }
        }
    }

    private void transfer(boolean in) {
        Matrix run = features.run;
        for (int done = 0; done < count;) {
            int row = (int) (features.runs == 1 ? from + done : (from + done) % run.rows());
            int length = Math.min(count - done, run.rows() - row);
            long start = features.runs == 1 ? 0 : (from + done) / run.rows() * features.runStride;
            if (in) {
                Views.shifted(run, start).copyTo(row, group.channel(), length, group.channels(), buffer,
                        done * group.channels(), group.channels());
            } else {
                Views.shifted(run, start).copyFrom(row, group.channel(), length, group.channels(), buffer,
                        done * group.channels(), group.channels());
            }
            done += length;
        }
    }

    private void plane(boolean in, long start, int at, int length) {
        Matrix run = features.run;
        if (run.array() != null && run.rowStride() == 1) {
            int place = (int) (run.offset() + start);
            if (in) {
                System.arraycopy(run.array(), place, buffer, at, length);
            } else {
                System.arraycopy(buffer, at, run.array(), place, length);
            }
            return;
        }
        Matrix values = Views.view(run, run.offset() + start, 1, length, 0, run.rowStride());
        if (in) {
            values.copyTo(0, 0, 1, length, buffer, at, length);
        } else {
            values.copyFrom(0, 0, 1, length, buffer, at, length);
        }
    }
}
