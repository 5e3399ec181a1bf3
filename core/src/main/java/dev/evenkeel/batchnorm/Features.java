package dev.evenkeel.batchnorm;

import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.sweep.FeatureView;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A view of N samples × C channels × S positions of float32 values in an array or a memory segment, such as a layer's
 * output with S = 1 or an image's with S = H·W. A view copies nothing.
 *
 * <p>Immutable; the values behind it are the caller's to guard between threads.
 */
public final class Features {
    private static final String ORDERS =
            "; channelsFirst takes samples, channels, positions, and channelsLast takes samples, positions, channels";

    private final ChannelLayout layout;
    final FeatureView view;

    private Features(ChannelLayout layout, FeatureView view) {
        this.layout = layout;
        this.view = view;
    }

    /**
     * N × C features, S = 1: one sample per row of the matrix, one channel per column; {@link
     * ChannelLayout#CHANNELS_LAST}.
     */
    public static Features of(Matrix samples) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(samples, "samples");
        return new Features(ChannelLayout.CHANNELS_LAST, FeatureView.of(samples));
    }

    /** One sample per matrix, each C × S for channels first, S × C for channels last; with any strides. */
    public static Features of(MatrixBatch samples, ChannelLayout layout) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(layout, "layout");
        return new Features(layout, FeatureView.of(samples, layout == ChannelLayout.CHANNELS_FIRST));
    }

    /**
     * Dense N × C × S values (NCHW with S = H·W, NCL). The numbers stand in the order of the memory.
     *
     * @param data the values, from the first one on
     * @param samples N
     * @param channels C
     * @param positions S
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than N·C·S
     */
    public static Features channelsFirst(float[] data, int samples, int channels, int positions) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_FIRST, data.length, samples, channels, positions);
        Matrix first = Matrix.of(data, channels, samples == 0 ? 0 : positions);
        return dense(first, samples, ChannelLayout.CHANNELS_FIRST);
    }

    /**
     * Dense N × C × S values (NCHW with S = H·W, NCL). The numbers stand in the order of the memory.
     *
     * @param data the values, from the first one on
     * @param samples N
     * @param channels C
     * @param positions S
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 4·N·C·S bytes
     */
    public static Features channelsFirst(MemorySegment data, int samples, int channels, int positions) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_FIRST, data.byteSize() / Float.BYTES, samples, channels, positions);
        Matrix first = Matrix.of(data, channels, samples == 0 ? 0 : positions);
        return dense(first, samples, ChannelLayout.CHANNELS_FIRST);
    }

    /**
     * Dense N × S × C values (NHWC with S = H·W, NLC). The numbers stand in the order of the memory.
     *
     * @param data the values, from the first one on
     * @param samples N
     * @param positions S
     * @param channels C
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than N·S·C
     */
    public static Features channelsLast(float[] data, int samples, int positions, int channels) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_LAST, data.length, samples, channels, positions);
        Matrix first = Matrix.of(data, samples == 0 ? 0 : positions, channels);
        return dense(first, samples, ChannelLayout.CHANNELS_LAST);
    }

    /**
     * Dense N × S × C values (NHWC with S = H·W, NLC). The numbers stand in the order of the memory.
     *
     * @param data the values, from the first one on
     * @param samples N
     * @param positions S
     * @param channels C
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 4·N·S·C bytes
     */
    public static Features channelsLast(MemorySegment data, int samples, int positions, int channels) {
        BatchNormGroundwork.lay();
        Objects.requireNonNull(data, "data");
        requireDense(ChannelLayout.CHANNELS_LAST, data.byteSize() / Float.BYTES, samples, channels, positions);
        Matrix first = Matrix.of(data, samples == 0 ? 0 : positions, channels);
        return dense(first, samples, ChannelLayout.CHANNELS_LAST);
    }

    private static Features dense(Matrix first, int samples, ChannelLayout layout) {
        return of(MatrixBatch.of(first, samples, (long) first.rows() * first.cols()), layout);
    }

    private static void requireDense(ChannelLayout layout, long length, int samples, int channels, int positions) {
        if (samples < 0 || channels < 0 || positions < 0) {
            throw new IllegalArgumentException("samples, channels and positions must be at least 0: "
                    + shape(layout, samples, channels, positions));
        }
        long ofSample = (long) channels * positions;
        if (samples > 0 && ofSample > length / samples) {
            throw new IllegalArgumentException("data of " + length + " floats is too short for "
                    + shape(layout, samples, channels, positions) + ORDERS);
        }
    }

    /** The order in which values are walked. */
    public ChannelLayout layout() {
        return layout;
    }

    /** N. */
    public int samples() {
        return view.samples;
    }

    /** C. */
    public int channels() {
        return view.channels;
    }

    /** S. */
    public int positions() {
        return view.positions;
    }

    /** Values per channel, N·S. */
    public long count() {
        return view.count();
    }

    /**
     * The value of one sample, channel and position.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public float get(int sample, int channel, int position) {
        Objects.checkIndex(sample, view.samples);
        Objects.checkIndex(channel, view.channels);
        Objects.checkIndex(position, view.positions);
        return at((long) sample * view.positions + position, channel);
    }

    /** Value {@code index} of a channel, counted sample after sample. */
    float at(long index, int channel) {
        return view.at(index, channel);
    }

    boolean isEmpty() {
        return view.isEmpty();
    }

    boolean hasShapeOf(Features other) {
        return view.hasShapeOf(other.view);
    }

    /**
     * Whether two views share an element: exact for dense ones and slices of their channels, otherwise conservative.
     */
    boolean overlaps(Features other) {
        return view.overlaps(other.view);
    }

    /** Whether an element occurs more than once: then this is no output. Exact. */
    boolean repeats() {
        return view.repeats();
    }

    /**
     * Whether this shows the same elements at the same places: the only way in which outputs may share memory with
     * inputs.
     */
    boolean isSameAs(Features other) {
        return view.isSameAs(other.view);
    }

    /** {@code "N × C × S"}, in the order of the layout. */
    String shape() {
        return shape(layout, view.samples, view.channels, view.positions);
    }

    private static String shape(ChannelLayout layout, int samples, int channels, int positions) {
        return layout == ChannelLayout.CHANNELS_FIRST
                ? samples + " × " + channels + " × " + positions + " (samples × channels × positions)"
                : samples + " × " + positions + " × " + channels + " (samples × positions × channels)";
    }

    /** Shape, strides and kind of storage; not the values. */
    @Override
    public String toString() {
        return shape() + " features (" + view + ")";
    }
}
