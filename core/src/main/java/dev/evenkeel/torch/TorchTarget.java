package dev.evenkeel.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Consecutive floats that a replay fills: what PyTorch calls a contiguous tensor. */
final class TorchTarget {
    /** Storage on the heap; null where {@link #segment} is used. */
    final float[] array;

    private final MemorySegment segment;

    /** Index of the first element in the storage. */
    private final long offset;

    final long length;

    private TorchTarget(float[] array, MemorySegment segment, long offset, long length) {
        this.array = array;
        this.segment = segment;
        this.offset = offset;
        this.length = length;
    }

    static TorchTarget of(Matrix matrix) {
        Objects.requireNonNull(matrix, "target");
        boolean isDense = (matrix.cols() <= 1 || matrix.colStride() == 1)
                && (matrix.rows() <= 1 || matrix.rowStride() == matrix.cols());
        if (!isDense && !Views.isEmpty(matrix)) {
            throw new IllegalArgumentException("target must be dense and row-major to get PyTorch's samples, is "
                    + Views.description(matrix) + "; fill a dense matrix and copy");
        }
        OperandChecks.output("target", matrix, Execution.sequential());
        return new TorchTarget(matrix.array(), matrix.segment(), matrix.offset(), (long) matrix.rows() * matrix.cols());
    }

    static TorchTarget of(float[] array) {
        Objects.requireNonNull(array, "target");
        return new TorchTarget(array, null, 0, array.length);
    }

    static TorchTarget of(MemorySegment segment) {
        Objects.requireNonNull(segment, "target");
        long length = OperandChecks.elements(segment, Float.BYTES, Execution.sequential());
        return new TorchTarget(null, segment, 0, length);
    }

    /** Index of an element in the array. */
    int index(long element) {
        return (int) (offset + element);
    }

    void store(float[] source, long element, int count) {
        if (array != null) {
            System.arraycopy(source, 0, array, index(element), count);
        } else {
            MemorySegment.copy(source, 0, segment, JAVA_FLOAT_UNALIGNED, (offset + element) * Float.BYTES, count);
        }
    }
}
