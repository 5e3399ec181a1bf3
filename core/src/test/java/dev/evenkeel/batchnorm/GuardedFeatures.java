package dev.evenkeel.batchnorm;

import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;

/** Features amid NaNs, of any layout, strides and storage. */
final class GuardedFeatures {
    private final GuardedMatrix matrix;
    private final Features view;

    private GuardedFeatures(GuardedMatrix matrix, Features view) {
        this.matrix = matrix;
        this.view = view;
    }

    /** A matrix with a row per sample, of whose columns each sample is made. */
    static GuardedFeatures of(
            ChannelLayout order, Layout layout, Backing backing, int samples, int channels, int positions,
            Values values) {
        GuardedMatrix matrix = GuardedMatrix.of(layout, backing, samples, channels * positions, values);
        return new GuardedFeatures(matrix, view(order, matrix.view(), channels, positions));
    }

    /** The features of a matrix with a row per sample. */
    static Features view(ChannelLayout order, Matrix all, int channels, int positions) {
        boolean planes = order == ChannelLayout.CHANNELS_FIRST;
        int outer = planes ? channels : positions;
        int inner = planes ? positions : channels;
        Matrix first = Views.reshaped(all, outer, inner, inner * all.colStride(), all.colStride());
        return Features.of(MatrixBatch.of(first, all.rows(), all.rowStride()), order);
    }

    Features view() {
        return view;
    }

    void assertNothingElseChanged(Object description) {
        matrix.assertNothingElseChanged(description);
    }

    void assertUnchanged(Object description) {
        matrix.assertUnchanged(description);
    }
}
