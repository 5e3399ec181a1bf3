package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.SoftwarePrefetch;
import dev.evenkeel.internal.memory.Views;

/** A cursor for channels last, where the values of a group of channels are rows of lanes. */
public final class LaneCursor extends FeatureCursor {
    private ChannelGroup group;
    private long from;
    private int count;
    private float readAhead;

    /**
     * Starts a pass over what has been bound.
     *
     * @param aligned whether value 0 of every run must be a lane 0, as sums want it
     */
    void start(ChannelGroup group, boolean aligned) {
        this.group = group;
        int lanes = group.lanesPerChannel();
        for (Operand operand : operands) {
            if (operand.isBound()) {
                Matrix run = operand.view.run;
                boolean contiguous = run.colStride() == 1 && (lanes == 1 || run.rowStride() == group.channels());
                boolean whole = !aligned || operand.view.runs == 1 || run.rows() % lanes == 0;
                operand.inPlace = run.array() != null && contiguous && whole;
            }
        }
    }

    @Override
    void close() {
        super.close();
        group = null;
    }

    /** How many values from here on are contiguous in every view. */
    long reach(long value) {
        long reach = Long.MAX_VALUE;
        for (Operand operand : operands) {
            if (operand.isBound() && operand.inPlace && operand.view.runs > 1) {
                int rows = operand.view.run.rows();
                reach = Math.min(reach, rows - value % rows);
            }
        }
        return reach;
    }

    /** Makes {@code count} values of each channel readable, from value {@code from} on, and room for the output's. */
    void read(long from, int count) {
        this.from = from;
        this.count = count;
        for (Operand operand : operands) {
            if (operand.isBound()) {
                locate(operand);
            }
            if (operand.isBuffered() && operand != output) {
                transfer(operand, true);
            }
        }
    }

    private void locate(Operand operand) {
        FeatureView view = operand.view;
        if (operand.inPlace) {
            operand.array = view.run.array();
            operand.offset = (int) view.element(from, group.channel());
            operand.stride = (int) view.run.rowStride() * group.lanesPerChannel();
        } else {
            operand.locateInBuffer(count * group.channels());
            operand.stride = group.columns();
        }
    }

    /** Goes on behind so many of the values that have been read. */
    void skip(int values) {
        for (Operand operand : operands) {
            operand.offset += values;
        }
    }

    /** Brings the output that has been computed to its place. */
    void flush() {
        if (output.isBuffered()) {
            transfer(output, false);
        }
    }

    /** Brings whole rows of x and dy that will be read next into a cache, where they are in place. */
    void readAhead(long from, int count) {
        this.from = from;
        this.count = count;
        readAhead(x);
        readAhead(dy);
    }

    private void readAhead(Operand operand) {
        if (operand.isBound() && operand.inPlace) {
            locate(operand);
            readAhead += SoftwarePrefetch.rows(operand.array, operand.offset, count / group.lanesPerChannel(),
                    operand.stride, group.columns());
        }
    }

    private void transfer(Operand operand, boolean in) {
        FeatureView view = operand.view;
        Matrix run = view.run;
        for (int done = 0; done < count;) {
            int row = (int) (view.runs == 1 ? from + done : (from + done) % run.rows());
            int length = Math.min(count - done, run.rows() - row);
            long start = view.runs == 1 ? 0 : (from + done) / run.rows() * view.runStride;
            int at = done * group.channels();
            if (in) {
                Views.shifted(run, start).copyTo(row, group.channel(), length, group.channels(), operand.buffer, at,
                        group.channels());
            } else {
                Views.shifted(run, start).copyFrom(row, group.channel(), length, group.channels(), operand.buffer, at,
                        group.channels());
            }
            done += length;
        }
    }
}
