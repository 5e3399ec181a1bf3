package dev.evenkeel;

/**
 * What {@link MatrixBatch} and {@link DoubleMatrixBatch} have in common: {@code count} matrices of one shape in one
 * storage, each {@code stride} elements after the one before.
 *
 * @param <M> its matrices
 */
public abstract sealed class MatrixSequence<M extends MatrixView<?>> permits MatrixBatch, DoubleMatrixBatch {
    private final M first;
    private final int count;
    private final long stride;

    MatrixSequence(M first, int count, long stride) {
        this.first = first;
        this.count = count;
        this.stride = stride;
    }

    /** Refuses a batch that reaches outside the storage. */
    void check() {
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, was " + count);
        }
        if (count > 1 && !first.isEmpty() && !fits()) {
            throw new IllegalArgumentException(
                    "matrix " + (count - 1) + " at stride " + stride + " lies outside the storage of "
                            + MatrixText.description(first));
        }
    }

    /** Number of matrices. */
    public final int count() {
        return count;
    }

    /**
     * Matrix {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public final M get(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(count == 0 ? "index " + index + " is outside an empty batch"
                    : "index must be from 0 to " + (count - 1) + ", was " + index);
        }
        return index == 0 || first.isEmpty() ? first : shifted(first, index * stride);
    }

    /** A matrix of the sequence. */
    abstract M shifted(M first, long elements);

    /** Matrix 0, or what would be it where there is none. */
    public final M first() {
        return first;
    }

    /** Elements of the storage from a matrix to the next. */
    public final long stride() {
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
    public final String toString() {
        return count + " at stride " + stride + " of " + MatrixText.description(first);
    }
}
