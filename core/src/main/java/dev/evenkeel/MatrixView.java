package dev.evenkeel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * What {@link Matrix} and {@link DoubleMatrix} have in common: a rows × cols view of values in an array or a memory
 * segment, whose element (i, j) is value {@code offset + i·rowStride + j·colStride} of the storage.
 *
 * @param <A> arrays of its elements: {@code float[]} or {@code double[]}
 */
public abstract sealed class MatrixView<A> permits Matrix, DoubleMatrix {
    /** Longest array that every virtual machine can make. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Elements written at a time: off the heap a row may be longer than an array can be. */
    static final int FILLED_AT_A_TIME = 1 << 14;

    /** Storage on the heap; null where {@link #segment} is used. */
    final A array;

    /** Storage elsewhere; null where {@link #array} is used. */
    final MemorySegment segment;

    /** Bounds of the storage that the caller gave: a heap segment may be part of its array. */
    private final long begin;

    private final long end;

    final long offset;
    final int rows;
    final int cols;
    final long rowStride;
    final long colStride;

    /** A view of storage from element {@code begin} to {@code end}. */
    MatrixView(A array, MemorySegment segment, long begin, long end, long offset, int rows, int cols, long rowStride,
            long colStride) {
        this.array = array;
        this.segment = segment;
        this.begin = begin;
        this.end = end;
        this.offset = offset;
        this.rows = rows;
        this.cols = cols;
        this.rowStride = rowStride;
        this.colStride = colStride;
    }

    /** Another view of the same storage. */
    MatrixView(MatrixView<A> m, long offset, int rows, int cols, long rowStride, long colStride) {
        this(m.array, m.segment, m.begin, m.end, offset, rows, cols, rowStride, colStride);
    }

    /** Refuses dimensions for which there is no array. */
    static int length(int rows, int cols) {
        if (rows < 0 || cols < 0 || (long) rows * cols > LONGEST_ARRAY) {
            throw new IllegalArgumentException("rows and cols must be at least 0 and their product at most "
                    + LONGEST_ARRAY + ", were " + rows + " and " + cols);
        }
        return rows * cols;
    }

    /** Refuses a view that reaches outside its storage, which begins at 0. */
    void check() {
        if (rows < 0 || cols < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "rows, cols and offset must be at least 0: " + MatrixText.description(this));
        }
        boolean fits;
        try {
            fits = isEmpty() ? offset <= end : fits(0);
        } catch (ArithmeticException tooFar) {
            fits = false;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "storage of " + end + " " + element() + "s is too short for " + MatrixText.description(this));
        }
    }

    /** Number of rows. */
    public final int rows() {
        return rows;
    }

    /** Number of columns. */
    public final int cols() {
        return cols;
    }

    /** Where element (0, 0) lies in the storage, counted in elements. */
    public final long offset() {
        return offset;
    }

    /** Elements of the storage from a row to the next. */
    public final long rowStride() {
        return rowStride;
    }

    /** Elements of the storage from a column to the next. */
    public final long colStride() {
        return colStride;
    }

    /** The storage, not a copy, if it is an array, or a heap segment over one; otherwise null. */
    public final A array() {
        return array;
    }

    /** The storage, not a copy, if it is a segment that is not over an array of such elements; otherwise null. */
    public final MemorySegment segment() {
        return segment;
    }

    /** Bytes of an element. */
    public abstract int elementBytes();

    /** {@code "float"} or {@code "double"}. */
    abstract String element();

    /** An element in words. */
    abstract String text(int row, int col);

    /** The cols × rows view with element (i, j) at this matrix's (j, i). */
    public abstract MatrixView<A> transposed();

    /**
     * The rows × cols view whose element (0, 0) is this matrix's (row, col).
     *
     * @throws IndexOutOfBoundsException if it reaches outside the matrix
     */
    public abstract MatrixView<A> slice(int row, int col, int rows, int cols);

    /** Where a checked slice begins in the storage. */
    long start(int row, int col, int rows, int cols) {
        requireInside("slice", row, col, rows, cols);
        boolean empty = rows == 0 || cols == 0;
        return empty ? offset : offset + row * rowStride + col * colStride;
    }

    private void requireInside(String what, int row, int col, int rows, int cols) {
        if (row < 0 || col < 0 || rows < 0 || cols < 0 || rows > this.rows - row || cols > this.cols - col) {
            throw new IndexOutOfBoundsException(what + " of " + rows + " × " + cols + " at (" + row + ", " + col
                    + ") reaches outside " + shape());
        }
    }

    /** {@code "rows × cols"}. */
    String shape() {
        return rows + " × " + cols;
    }

    boolean isEmpty() {
        return rows == 0 || cols == 0;
    }

    /** Least index of an element in the storage; not for empty views. */
    long firstIndex() {
        return Math.addExact(offset,
                Math.addExact(reach(rows, Math.min(rowStride, 0)), reach(cols, Math.min(colStride, 0))));
    }

    /** Greatest index of an element in the storage; not for empty views. */
    long lastIndex() {
        return Math.addExact(offset,
                Math.addExact(reach(rows, Math.max(rowStride, 0)), reach(cols, Math.max(colStride, 0))));
    }

    private static long reach(int count, long stride) {
        return Math.multiplyExact(count - 1L, stride);
    }

    /** The same shape and strides, so many elements further on; the caller has checked that it fits. */
    abstract MatrixView<A> shifted(long elements);

    /**
     * Whether the view would lie in its storage so many elements further on.
     *
     * @throws ArithmeticException if it would not by far
     */
    boolean fits(long elements) {
        return Math.addExact(firstIndex(), Math.min(elements, 0)) >= begin
                && Math.addExact(lastIndex(), Math.max(elements, 0)) < end;
    }

    /** Index of an element in the storage. */
    final long index(int row, int col) {
        if (row < 0 || row >= rows) {
            throw outside("row", row, rows);
        }
        if (col < 0 || col >= cols) {
            throw outside("col", col, cols);
        }
        return offset + row * rowStride + col * colStride;
    }

    private IndexOutOfBoundsException outside(String name, int index, int count) {
        return new IndexOutOfBoundsException(
                count == 0 ? name + " " + index + " is outside an empty matrix of " + shape()
                        : name + " must be from 0 to " + (count - 1) + ", was " + index);
    }

    /**
     * Copies the block of rows × cols elements that begins at (row, col): its element (i, j) to {@code
     * target[targetOffset + i·targetStride + j]}. Row follows row: of two that share a place, the later one stays.
     *
     * @param row of the block's first element
     * @param col of the block's first element
     * @param rows of the block; nothing is copied if it is 0
     * @param cols of the block; nothing is copied if it is 0
     * @param target written
     * @param targetOffset index of the first element that is written
     * @param targetStride elements from a row to the next; may be negative or 0
     * @throws IndexOutOfBoundsException if the block reaches outside the matrix or outside {@code target}
     */
    public final void copyTo(int row, int col, int rows, int cols, A target, int targetOffset, int targetStride) {
        Objects.requireNonNull(target, "target");
        if (hasBlock(row, col, rows, cols, target, "target", targetOffset, targetStride)) {
            for (int i = 0; i < rows; i++) {
                long from = offset + (row + i) * rowStride + col * colStride;
                read(from, target, targetOffset + i * targetStride, cols);
            }
        }
    }

    /** Copies a part of a row that begins at that index of the storage. */
    abstract void read(long from, A target, int to, int cols);

    /**
     * Sets the block of rows × cols elements that begins at (row, col): its element (i, j) to {@code
     * source[sourceOffset + i·sourceStride + j]}. Elements are set in row-major order: of two that share a place, the
     * later one stays.
     *
     * @param row of the block's first element
     * @param col of the block's first element
     * @param rows of the block; nothing is copied if it is 0
     * @param cols of the block; nothing is copied if it is 0
     * @param source read
     * @param sourceOffset index of the first element that is read
     * @param sourceStride elements from a row to the next; may be negative or 0
     * @throws IndexOutOfBoundsException if the block reaches outside the matrix or outside {@code source}
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public final void copyFrom(int row, int col, int rows, int cols, A source, int sourceOffset, int sourceStride) {
        Objects.requireNonNull(source, "source");
        if (hasBlock(row, col, rows, cols, source, "source", sourceOffset, sourceStride)) {
            for (int i = 0; i < rows; i++) {
                long to = offset + (row + i) * rowStride + col * colStride;
                write(to, source, sourceOffset + i * sourceStride, cols);
            }
        }
    }

    /** Sets a part of a row that begins at that index of the storage. */
    abstract void write(long to, A source, int from, int cols);

    /** Sets every element to the values of a piece, which are all equal. */
    final void fillWith(A piece) {
        int length = length(piece);
        for (int i = 0; i < rows; i++) {
            int count;
            for (int j = 0; j < cols; j += count) {
                count = Math.min(cols - j, length);
                copyFrom(i, j, 1, count, piece, 0, count);
            }
        }
    }

    /** Refuses a block that reaches outside; false if it is empty. */
    private boolean hasBlock(int row, int col, int rows, int cols, A array, String name, int start, int stride) {
        requireInside("block", row, col, rows, cols);
        if (rows == 0 || cols == 0) {
            return false;
        }
        int length = length(array);
        long end = start + (rows - 1L) * stride;
        if (Math.min(start, end) < 0 || Math.max(start, end) + cols > length) {
            throw new IndexOutOfBoundsException("block of " + rows + " × " + cols + " from index " + start
                    + " at stride " + stride + " reaches outside " + name + ", which has " + length + " elements");
        }
        return true;
    }

    /**
     * The elements row after row, in an array of their own.
     *
     * @throws IllegalStateException if there are more than an array can hold, or if a segment is closed
     */
    public final A toArray() {
        long length = (long) rows * cols;
        if (length > LONGEST_ARRAY) {
            throw new IllegalStateException("an array cannot hold " + shape() + " elements");
        }
        A copy = newArray((int) length);
        copyTo(0, 0, rows, cols, copy, 0, cols);
        return copy;
    }

    /** Length of an array of such elements. */
    abstract int length(A array);

    /** An array of such elements. */
    abstract A newArray(int length);

    /**
     * A matrix of the same shape over {@link #toArray()}: dense, row-major, on the heap, and sharing nothing with this
     * one.
     *
     * @throws IllegalStateException if there are more elements than an array can hold, or if a segment is closed
     */
    public abstract MatrixView<A> copy();

    /**
     * Shape, strides and kind of storage, then a line for each row. Of more than 8 rows or columns the first and last 3
     * are printed. Where this thread may not read a segment, there are no values.
     */
    @Override
    public final String toString() {
        return MatrixText.of(this);
    }
}
