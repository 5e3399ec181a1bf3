package dev.evenkeel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Everything that a fill refuses, before anything is written. */
final class SamplingChecks {
    private SamplingChecks() {}

    static void writable(Matrix matrix, Execution execution) {
        execution.requireUsable();
        GemmChecks.readable("matrix", matrix, execution);
        if (matrix.segment != null && matrix.segment.isReadOnly()) {
            throw new IllegalArgumentException("matrix is a read-only segment: " + matrix);
        }
        if (Overlap.within(matrix)) {
            throw new IllegalArgumentException("matrix holds an element more than once: " + matrix);
        }
    }

    /** Number of elements of a segment that may be written. */
    static long elements(MemorySegment target, int bytes, Execution execution) {
        Objects.requireNonNull(target, "target");
        if (target.byteSize() % bytes != 0) {
            throw new IllegalArgumentException(
                    "target must hold a whole number of elements of " + bytes + " bytes, has " + target.byteSize()
                            + " bytes");
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("target is a read-only segment: " + target);
        }
        execution.requireUsable();
        GemmChecks.readable("target", Matrix.of(target, 0, 0), execution);
        return target.byteSize() / bytes;
    }

    static void indices(long firstIndex, long length) {
        if (firstIndex < 0 || firstIndex + length < 0) {
            throw new IllegalArgumentException("element indices must be from 0 to 2^63 - 1, were " + length
                    + " from " + firstIndex);
        }
    }

    static void shard(Matrix shard, long row, long col, long wholeCols) {
        if (row < 0 || col < 0 || wholeCols < 0 || shard.cols > wholeCols - col) {
            throw new IndexOutOfBoundsException("shard of " + shard.shape() + " at (" + row + ", " + col
                    + ") reaches outside " + wholeCols + " columns");
        }
        if (Math.multiplyHigh(row + shard.rows, wholeCols) != 0 || (row + shard.rows) * wholeCols < 0) {
            throw new IllegalArgumentException(
                    "element indices must be below 2^63: " + (row + shard.rows) + " rows of " + wholeCols);
        }
    }
}
