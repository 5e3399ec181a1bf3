package dev.evenkeel;

import java.util.Objects;

/**
 * {@code count} matrices of one shape in one storage, each {@code stride} elements after the one before. Stride 0
 * repeats the first: good as an input, refused as an output.
 */
public final class MatrixBatch extends MatrixSequence<Matrix> {
    private MatrixBatch(Matrix first, int count, long stride) {
        super(first, count, stride);
    }

    /**
     * A batch that starts with {@code first}.
     *
     * @throws IllegalArgumentException if {@code count} is negative or the last matrix would lie outside the storage of
     * the first
     */
    public static MatrixBatch of(Matrix first, int count, long stride) {
        Objects.requireNonNull(first, "first");
        MatrixBatch batch = new MatrixBatch(first, count, stride);
        batch.check();
        return batch;
    }

    @Override
    Matrix shifted(Matrix first, long elements) {
        return first.shifted(elements);
    }
}
