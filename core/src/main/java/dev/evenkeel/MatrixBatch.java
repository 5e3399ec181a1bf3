package dev.evenkeel;

import java.util.Objects;

/**
 * {@code count} matrices of one shape in one storage, each {@code stride} elements after the one before. Stride 0
 * repeats the first: good as an input, refused as an output.
 */
public final class MatrixBatch {
    private final Matrix first;
    private final int count;
    private final long stride;

    private MatrixBatch(Matrix first, int count, long stride) {
        this.first = first;
        this.count = count;
        this.stride = stride;
    }

    /**
     * A batch that starts with {@code first}.
     *
     * @throws IllegalArgumentException if {@code count} is negative or the last matrix would lie outside the storage of
     * the first
     */
    public static MatrixBatch of(Matrix first, int count, long stride) {
        Objects.requireNonNull(first, "first");
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, was " + count);
        }
        MatrixBatch batch = new MatrixBatch(first, count, stride);
        if (count > 1 && !first.isEmpty() && !batch.fits()) {
            throw new IllegalArgumentException(
                    "matrix " + (count - 1) + " at stride " + stride + " lies outside the storage of "
                            + MatrixText.description(first));
        }
        return batch;
    }

    /** Number of matrices. */
    public int count() {
        return count;
    }

    /**
     * Matrix {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Matrix get(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(count == 0 ? "index " + index + " is outside an empty batch"
                    : "index must be from 0 to " + (count - 1) + ", was " + index);
        }
        return index == 0 || first.isEmpty() ? first : first.shifted(index * stride);
    }

    /** Matrix 0, or what would be it where there is none. */
    public Matrix first() {
        return first;
    }

    /** Elements of the storage from a matrix to the next. */
    public long stride() {
        return stride;
    }

    private boolean fits() {
        try {
            return first.fits(Math.multiplyExact(count - 1L, stride));
        } catch (ArithmeticException tooFar) {
            return false;
        }
    }

    /** Count, stride, and the shape of a matrix; not the values. */
    @Override
    public String toString() {
        return count + " at stride " + stride + " of " + MatrixText.description(first);
    }
}
