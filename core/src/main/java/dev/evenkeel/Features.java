package dev.evenkeel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A view of N samples × C channels × S positions of float32 values in an array or a memory segment, such as a layer's output with S = 1
 * or an image's with S = H·W. A view copies nothing.
 *
 * <p>Immutable; the values behind it are the caller's to guard between threads.
 */
public final class Features {
    final ChannelLayout layout;
    final int samples;
    final int channels;
    final int positions;

    /** Positions × channels: the first of {@link #runs} equal matrices that hold all samples, as few as the strides allow. */
    final Matrix run;

    final int runs;
    final long runStride;
    private final MatrixBatch batch;

    private Features(ChannelLayout layout, int samples, int channels, int positions, Matrix run, int runs,
            long runStride, MatrixBatch batch) {
        this.layout = layout;
        this.samples = samples;
        this.channels = channels;
        this.positions = positions;
        this.run = run;
        this.runs = runs;
        this.runStride = runStride;
        this.batch = batch;
    }

    /** N × C features, S = 1: one sample per row of the matrix, one channel per column; {@link ChannelLayout#CHANNELS_LAST}. */
    public static Features of(Matrix samples) {
        Groundwork.lay();
        Objects.requireNonNull(samples, "samples");
        return new Features(ChannelLayout.CHANNELS_LAST, samples.rows, samples.cols, 1, samples, 1, 0,
                MatrixBatch.of(samples, 1, 0));
    }

    /** One sample per matrix, each C × S for channels first, S × C for channels last; with any strides. */
    public static Features of(MatrixBatch samples, ChannelLayout layout) {
        Groundwork.lay();
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(layout, "layout");
        Matrix first = layout == ChannelLayout.CHANNELS_FIRST ? samples.first().transposed()
                : samples.first();
        int count = samples.count();
        long stride = samples.stride();
        long rowStride = first.rows == 1 ? stride : first.rowStride;
        boolean seamless = count > 1 && stride == first.rows * rowStride
                && (long) count * first.rows <= Integer.MAX_VALUE;
        Matrix run = seamless ? first.reshaped(count * first.rows, first.cols, rowStride, first.colStride) : first;
        return new Features(layout, count, first.cols, first.rows, run, seamless ? 1 : count,
                seamless || count == 1 ? 0 : stride, samples);
    }

    /**
     * Dense N × C × S values (NCHW with S = H·W, NCL).
     *
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than N·C·S
     */
    public static Features channelsFirst(float[] data, int samples, int channels, int positions) {
        Groundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_FIRST, data.length, samples, channels, positions);
        Matrix first = Matrix.of(data, channels, samples == 0 ? 0 : positions);
        return dense(first, samples, ChannelLayout.CHANNELS_FIRST);
    }

    /**
     * Dense N × C × S values (NCHW with S = H·W, NCL).
     *
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 4·N·C·S bytes
     */
    public static Features channelsFirst(MemorySegment data, int samples, int channels, int positions) {
        Groundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_FIRST, data.byteSize() / Float.BYTES, samples, channels, positions);
        Matrix first = Matrix.of(data, channels, samples == 0 ? 0 : positions);
        return dense(first, samples, ChannelLayout.CHANNELS_FIRST);
    }

    /**
     * Dense N × S × C values (NHWC with S = H·W, NLC).
     *
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than N·S·C
     */
    public static Features channelsLast(float[] data, int samples, int positions, int channels) {
        Groundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_LAST, data.length, samples, channels, positions);
        Matrix first = Matrix.of(data, samples == 0 ? 0 : positions, channels);
        return dense(first, samples, ChannelLayout.CHANNELS_LAST);
    }

    /**
     * Dense N × S × C values (NHWC with S = H·W, NLC).
     *
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 4·N·S·C bytes
     */
    public static Features channelsLast(MemorySegment data, int samples, int positions, int channels) {
        Groundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_LAST, data.byteSize() / Float.BYTES, samples, channels, positions);
        Matrix first = Matrix.of(data, samples == 0 ? 0 : positions, channels);
        return dense(first, samples, ChannelLayout.CHANNELS_LAST);
    }

    private static Features dense(Matrix first, int samples, ChannelLayout layout) {
        return of(MatrixBatch.of(first, samples, (long) first.rows * first.cols), layout);
    }

    private static void requireDense(ChannelLayout layout, long length, int samples, int channels, int positions) {
        if (samples < 0 || channels < 0 || positions < 0) {
            throw new IllegalArgumentException("samples, channels and positions must be at least 0: "
                    + shape(layout, samples, channels, positions));
        }
        long ofSample = (long) channels * positions;
        if (samples > 0 && ofSample > length / samples) {
            throw new IllegalArgumentException("data of " + length + " floats is too short for "
                    + shape(layout, samples, channels, positions));
        }
    }

    /** The order in which values are walked. */
    public ChannelLayout layout() {
        return layout;
    }

    /** N. */
    public int samples() {
        return samples;
    }

    /** C. */
    public int channels() {
        return channels;
    }

    /** S. */
    public int positions() {
        return positions;
    }

    /** Values per channel, N·S. */
    public long count() {
        return (long) samples * positions;
    }

    /**
     * The value of one sample, channel and position.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public float get(int sample, int channel, int position) {
        Objects.checkIndex(sample, samples);
        Objects.checkIndex(channel, channels);
        Objects.checkIndex(position, positions);
        return at((long) sample * positions + position, channel);
    }

    /** Value {@code index} of a channel, counted sample after sample. */
    float at(long index, int channel) {
        long element = element(index, channel);
        return run.array != null ? run.array[(int) element]
                : run.segment.get(JAVA_FLOAT_UNALIGNED, element * Float.BYTES);
    }

    /** From a value to the next sample's. */
    long sampleStride() {
        return runs == 1 ? positions * run.rowStride : runStride;
    }

    /** Where value {@code index} of a channel lies in the storage. */
    long element(long index, int channel) {
        long position = runs == 1 ? index : index % run.rows;
        long start = runs == 1 ? run.offset : run.offset + index / run.rows * runStride;
        return start + position * run.rowStride + channel * run.colStride;
    }

    /** {@code "N × C × S"}, in the order of the layout. */
    String shape() {
        return shape(layout, samples, channels, positions);
    }

    private static String shape(ChannelLayout layout, int samples, int channels, int positions) {
        return layout == ChannelLayout.CHANNELS_FIRST
                ? samples + " × " + channels + " × " + positions + " (samples × channels × positions)"
                : samples + " × " + positions + " × " + channels + " (samples × positions × channels)";
    }

    boolean isEmpty() {
        return samples == 0 || channels == 0 || positions == 0;
    }

    boolean hasShapeOf(Features other) {
        return layout == other.layout && samples == other.samples && channels == other.channels
                && positions == other.positions;
    }

    /** Whether two views share an element: exact for dense ones and slices of their channels, otherwise conservative. */
    boolean overlaps(Features other) {
        Matrix mine = asMatrix();
        Matrix others = other.asMatrix();
        return mine != null && others != null ? Overlap.between(mine, others) : batch.overlaps(other.batch);
    }

    /** Whether an element occurs more than once: then this is no output. Exact. */
    boolean repeats() {
        return !isEmpty() && Repetition.in(new int[] {samples, channels, positions},
                new long[] {sampleStride(), run.colStride, run.rowStride});
    }

    /** All elements as one matrix, where the strides allow it, or null. */
    private Matrix asMatrix() {
        if (runs == 1) {
            return run;
        }
        long width = (long) run.rows * run.cols;
        boolean planes = run.rowStride == 1 && (run.cols == 1 || run.colStride == run.rows);
        boolean rows = run.colStride == 1 && (run.rows == 1 || run.rowStride == run.cols);
        return (planes || rows) && width <= Integer.MAX_VALUE ? run.reshaped(runs, (int) width, runStride, 1) : null;
    }

    /** Whether this shows the same elements at the same places: the only way in which outputs may share memory with inputs. */
    boolean isSameAs(Features other) {
        return hasShapeOf(other) && runs == other.runs && runStride == other.runStride && run.isSameAs(other.run);
    }

    /** Shape, strides and kind of storage; not the values. */
    @Override
    public String toString() {
        return shape() + " features (" + runs + " at stride " + runStride + " of " + run + ")";
    }
}
