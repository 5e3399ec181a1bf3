package dev.evenkeel.internal.sweep;

import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Repetition;
import dev.evenkeel.internal.memory.Views;
import java.lang.foreign.ValueLayout;

/** N samples × C channels × S positions of float32 values, as a sweep walks them: the core of {@code Features}. */
public final class FeatureView {
    /** Whether values are walked channel by channel. */
    public final boolean channelsFirst;

    public final int samples;
    public final int channels;
    public final int positions;

    /** Positions × channels: the first of {@link #runs} equal matrices that hold all samples, as few as possible. */
    public final Matrix run;

    public final int runs;
    public final long runStride;
    private final MatrixBatch batch;

    private FeatureView(boolean channelsFirst, int samples, int channels, int positions, Matrix run, int runs,
            long runStride, MatrixBatch batch) {
        this.channelsFirst = channelsFirst;
        this.samples = samples;
        this.channels = channels;
        this.positions = positions;
        this.run = run;
        this.runs = runs;
        this.runStride = runStride;
        this.batch = batch;
    }

    /** One sample per row of the matrix, one channel per column. */
    public static FeatureView of(Matrix samples) {
        return new FeatureView(false, samples.rows(), samples.cols(), 1, samples, 1, 0, MatrixBatch.of(samples, 1, 0));
    }

    /** One sample per matrix, each C × S if {@code channelsFirst}, otherwise S × C; with any strides. */
    public static FeatureView of(MatrixBatch samples, boolean channelsFirst) {
        Matrix first = channelsFirst ? samples.first().transposed()
                : samples.first();
        int count = samples.count();
        long stride = samples.stride();
        long rowStride = first.rows() == 1 ? stride : first.rowStride();
        boolean seamless = count > 1 && stride == first.rows() * rowStride
                && (long) count * first.rows() <= Integer.MAX_VALUE;
        Matrix run = seamless ? Views.reshaped(first, count * first.rows(), first.cols(), rowStride, first.colStride())
                : first;
        return new FeatureView(channelsFirst, count, first.cols(), first.rows(), run, seamless ? 1 : count,
                seamless || count == 1 ? 0 : stride, samples);
    }

    /** Values per channel, N·S. */
    public long count() {
        return (long) samples * positions;
    }

    /** Value {@code index} of a channel, counted sample after sample. */
    public float at(long index, int channel) {
        long element = element(index, channel);
        return run.array() != null ? run.array()[(int) element]
                : run.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, element * Float.BYTES);
    }

    /** From a value to the next sample's. */
    long sampleStride() {
        return runs == 1 ? positions * run.rowStride() : runStride;
    }

    /** Where value {@code index} of a channel lies in the storage. */
    public long element(long index, int channel) {
        long position = runs == 1 ? index : index % run.rows();
        long start = runs == 1 ? run.offset() : run.offset() + index / run.rows() * runStride;
        return start + position * run.rowStride() + channel * run.colStride();
    }

    public boolean hasShapeOf(FeatureView other) {
        return channelsFirst == other.channelsFirst && samples == other.samples && channels == other.channels
                && positions == other.positions;
    }

    public boolean isEmpty() {
        return samples == 0 || channels == 0 || positions == 0;
    }

    /**
     * Whether two views share an element: exact for dense ones and slices of their channels, otherwise conservative.
     */
    public boolean overlaps(FeatureView other) {
        Matrix mine = asMatrix();
        Matrix others = other.asMatrix();
        return mine != null && others != null ? Overlap.between(mine, others) : Views.overlap(batch, other.batch);
    }

    /** Whether an element occurs more than once: then this is no output. Exact. */
    public boolean repeats() {
        return !isEmpty() && Repetition.in(new int[] {samples, channels, positions},
                new long[] {sampleStride(), run.colStride(), run.rowStride()});
    }

    /** All elements as one matrix, where the strides allow it, or null. */
    private Matrix asMatrix() {
        if (runs == 1) {
            return run;
        }
        long width = (long) run.rows() * run.cols();
        boolean planes = run.rowStride() == 1 && (run.cols() == 1 || run.colStride() == run.rows());
        boolean rows = run.colStride() == 1 && (run.rows() == 1 || run.rowStride() == run.cols());
        return (planes || rows) && width <= Integer.MAX_VALUE ? Views.reshaped(run, runs, (int) width, runStride, 1)
                : null;
    }

    /**
     * Whether this shows the same elements at the same places: the only way in which outputs may share memory with
     * inputs.
     */
    public boolean isSameAs(FeatureView other) {
        return hasShapeOf(other) && runs == other.runs && runStride == other.runStride
                && Views.isSameAs(run, other.run);
    }

    @Override
    public String toString() {
        return runs + " at stride " + runStride + " of " + Views.description(run);
    }
}
