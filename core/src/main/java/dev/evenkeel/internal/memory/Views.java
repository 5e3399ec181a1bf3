package dev.evenkeel.internal.memory;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixSequence;
import dev.evenkeel.MatrixView;
import java.lang.foreign.MemorySegment;

/** Questions about matrices, and views of them that need no check. */
public final class Views {
    private Views() {}

    /** {@code "rows × cols"}. */
    public static String shape(MatrixView<?> m) {
        return m.rows() + " × " + m.cols();
    }

    /** Shape, strides and kind of storage in one line, for messages. */
    public static String description(MatrixView<?> m) {
        return m.toString().lines().findFirst().orElseThrow();
    }

    public static boolean isEmpty(MatrixView<?> m) {
        return m.rows() == 0 || m.cols() == 0;
    }

    /** Whether the storage is an array in which columns lie next to each other. */
    public static boolean hasHeapRows(MatrixView<?> m) {
        return m.array() != null && m.colStride() == 1;
    }

    /** Whether all elements follow one another in an array, row after row. */
    public static boolean isFlat(MatrixView<?> m) {
        return hasHeapRows(m) && (m.rowStride() == m.cols() || m.rows() <= 1);
    }

    /** Whether the storage is an array in which rows lie next to each other. */
    public static boolean hasHeapColumns(MatrixView<?> m) {
        return m.array() != null && m.rowStride() == 1;
    }

    /** Least index of an element in the storage; not for empty views. */
    static long firstIndex(MatrixView<?> m) {
        return m.offset() + (m.rows() - 1L) * Math.min(m.rowStride(), 0) + (m.cols() - 1L) * Math.min(m.colStride(), 0);
    }

    /** Greatest index of an element in the storage; not for empty views. */
    static long lastIndex(MatrixView<?> m) {
        return m.offset() + (m.rows() - 1L) * Math.max(m.rowStride(), 0) + (m.cols() - 1L) * Math.max(m.colStride(), 0);
    }

    /** The same view, moved by {@code elements} elements. */
    public static <M extends MatrixView<?>> M shifted(M m, long elements) {
        return view(m, m.offset() + elements, m.rows(), m.cols(), m.rowStride(), m.colStride());
    }

    /** Another shape over the same storage, from the same first element. */
    public static <M extends MatrixView<?>> M reshaped(M m, int rows, int cols, long rowStride, long colStride) {
        return view(m, m.offset(), rows, cols, rowStride, colStride);
    }

    /** All elements in row-major order as one row, if they lie in that order and an int counts them; otherwise m. */
    public static <M extends MatrixView<?>> M inOneRow(M m) {
        boolean isDense = m.colStride() == 1 && (m.rowStride() == m.cols() || m.rows() == 1);
        long length = (long) m.rows() * m.cols();
        return isDense && length <= Integer.MAX_VALUE ? reshaped(m, 1, (int) length, length, 1) : m;
    }

    /** A view with element (0, 0) at this offset of the storage of m; all its elements must lie there. */
    @SuppressWarnings("unchecked") // The view is of m's type.
    public static <M extends MatrixView<?>> M view(M m, long offset, int rows, int cols, long rowStride,
            long colStride) {
        MatrixView<?> view;
        // A stride that no int holds belongs to a dimension of at most one element and is never used.
        int rowStep = Math.clamp(rowStride, Integer.MIN_VALUE, Integer.MAX_VALUE);
        int colStep = Math.clamp(colStride, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (m instanceof Matrix floats) {
            view = m.array() == null ? Matrix.of(m.segment(), offset, rows, cols, rowStride, colStride)
                    : Matrix.of(floats.array(), (int) offset, rows, cols, rowStep, colStep);
        } else {
            view = m.array() == null ? DoubleMatrix.of(m.segment(), offset, rows, cols, rowStride, colStride)
                    : DoubleMatrix.of(((DoubleMatrix) m).array(), (int) offset, rows, cols, rowStep, colStep);
        }
        return (M) view;
    }

    /** The storage of m as a segment. */
    static MemorySegment storage(MatrixView<?> m) {
        if (m.array() == null) {
            return m.segment();
        }
        return m instanceof Matrix floats ? MemorySegment.ofArray(floats.array())
                : MemorySegment.ofArray(((DoubleMatrix) m).array());
    }

    /** Whether both views show the same elements at the same places. */
    public static boolean isSameAs(MatrixView<?> x, MatrixView<?> y) {
        MemorySegment segment = x.segment();
        boolean sameStorage = segment == null ? x.array() == y.array() : segment.equals(y.segment());
        return sameStorage && x.offset() == y.offset() && x.rows() == y.rows() && x.cols() == y.cols()
                && (x.rows() <= 1 || x.rowStride() == y.rowStride())
                && (x.cols() <= 1 || x.colStride() == y.colStride());
    }

    /**
     * The first and the last element that m reaches while it is moved by 0 to {@code elements} elements; all lie in its
     * storage.
     */
    static MatrixView<?> ends(MatrixView<?> m, long elements) {
        long first = firstIndex(m) + Math.min(elements, 0);
        long last = lastIndex(m) + Math.max(elements, 0);
        return view(m, first, 2, 1, last - first, 0);
    }

    /** Whether a matrix of one batch shares an element with one of the other: see {@link Overlap#between}. */
    public static boolean overlap(MatrixSequence<?> x, MatrixSequence<?> y) {
        return Overlap.between(x.first(), distinct(x), x.stride(), y.first(), distinct(y), y.stride());
    }

    /** Whether a matrix shares an element with one of a batch. */
    public static boolean overlap(MatrixView<?> x, MatrixSequence<?> y) {
        return Overlap.between(x, isEmpty(x) ? 0 : 1, 0, y.first(), distinct(y), y.stride());
    }

    /** Number of matrices that have a place of their own. */
    private static int distinct(MatrixSequence<?> batch) {
        return batch.stride() == 0 || isEmpty(batch.first()) ? Math.min(batch.count(), 1) : batch.count();
    }
}
