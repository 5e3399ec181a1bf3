package dev.evenkeel.batchnorm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.sweep.FeatureView;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Finds the channels that have one value throughout. A ReLU or padding leaves many such channels at 0, so those side by
 * side are compared at once.
 */
final class ConstantChannels {
    private final FeatureView x;
    private final Matrix run;

    /** Ascending; those in front of {@link #count} are not known to vary. */
    private final int[] channels;

    private int count;

    private ConstantChannels(FeatureView x, int[] channels, int count) {
        this.x = x;
        this.run = x.run;
        this.channels = channels;
        this.count = count;
    }

    /** Brings the constant ones of {@code count} ascending channels to the front, in order, and counts them. */
    static int among(int[] channels, int count, FeatureView x) {
        return new ConstantChannels(x, channels, count).select();
    }

    private int select() {
        if (run.array() != null && run.colStride() == 1 && !x.channelsFirst) {
            for (long i = 0; i < x.count() && count > 0; i++) {
                compareRow((int) x.element(i, 0));
            }
            return count;
        }
        for (int k = 0; k < count;) {
            k = isConstant(channels[k]) ? k + 1 : drop(k);
        }
        return count;
    }

    /** With the first row. */
    private void compareRow(int row) {
        float[] values = run.array();
        int first = (int) run.offset();
        int from = channels[0];
        int to = channels[count - 1] + 1;
        if (to - from == count
                && Arrays.mismatch(values, row + from, row + to, values, first + from, first + to) < 0) {
            return;
        }
        for (int k = 0; k < count;) {
            k = values[row + channels[k]] == values[first + channels[k]] ? k + 1 : drop(k);
        }
    }

    private boolean isConstant(int channel) {
        float first = x.at(0, channel);
        for (int i = 0; i < x.runs; i++) {
            long start = run.offset() + i * x.runStride + channel * run.colStride();
            if (!isConstant(start, first)) {
                return false;
            }
        }
        return true;
    }

    /** Along the rows of one run. */
    private boolean isConstant(long start, float first) {
        if (run.array() != null && run.rowStride() == 1 && run.array()[(int) start] == first) {
            int from = (int) start;
            int to = from + run.rows();
            if (Arrays.mismatch(run.array(), from, to - 1, run.array(), from + 1, to) < 0) {
                return true;
            }
        }
        for (int j = 0; j < run.rows(); j++) {
            long element = start + j * run.rowStride();
            float value = run.array() != null ? run.array()[(int) element]
                    : run.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, element * Float.BYTES);
            if (value != first) {
                return false;
            }
        }
        return true;
    }

    /** The place of the one behind. */
    private int drop(int k) {
        count--;
        System.arraycopy(channels, k + 1, channels, k, count - k);
        return k;
    }
}
