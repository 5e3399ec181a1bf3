package dev.evenkeel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A rows × cols view of float32 values in an array or a memory segment: element (i, j) is value {@code offset +
 * i·rowStride + j·colStride} of the storage. A view copies nothing: what is written through one is seen through all.
 *
 * <p>Strides are counted in elements and may be negative (reversed) or 0 (one row or column repeated: good as an input,
 * refused as an output). Rows and columns may be 0. A segment's elements have the machine's byte order and need no
 * alignment. A heap segment over a {@code float[]} is seen as that array, so that both give one matrix.
 *
 * {@snippet :
 * float[] values = {1, 2, 3, 4, 5, 6};
 * Matrix matrix = Matrix.of(values, 2, 3);                     // row after row
 * Matrix lastColumn = matrix.slice(0, 2, 2, 1);                // from (0, 2) on, 2 rows and 1 column
 * lastColumn.fill(0f);
 * IO.println(Arrays.toString(values));                         // [1.0, 2.0, 0.0, 4.0, 5.0, 0.0]
 * IO.println(matrix.transposed().get(1, 0));                   // 2.0
 * Matrix every = Matrix.of(values, 1, 2, 2, 3, 1);             // offset 1, 2 × 2, strides 3 and 1
 * IO.println(Arrays.toString(every.toArray()));                // [2.0, 0.0, 5.0, 0.0]
 * }
 *
 * <p>A view is immutable and may be shared between threads; the values behind it are the caller's to guard.
 */
public final class Matrix {
    /** Elements written at a time: off the heap a row may be longer than an array can be. */
    private static final int FILLED_AT_A_TIME = 1 << 14;

    /** Longest array that every virtual machine can make. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Storage on the heap; null where {@link #segment} is used. */
    final float[] array;

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

    /** Made once, so that products of transposed operands make no garbage; threads that race for it make equal ones. */
    private Matrix transposed;

    private Matrix(
            float[] array,
            MemorySegment segment,
            long begin,
            long end,
            long offset,
            int rows,
            int cols,
            long rowStride,
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

    /**
     * A new matrix of zeros: dense, row-major, on the heap.
     *
     * @throws IllegalArgumentException if a dimension is negative or no array has room for rows·cols values
     */
    public static Matrix allocate(int rows, int cols) {
        if (rows < 0 || cols < 0 || (long) rows * cols > LONGEST_ARRAY) {
            throw new IllegalArgumentException("rows and cols must be at least 0 and their product at most "
                    + LONGEST_ARRAY + ", were " + rows + " and " + cols);
        }
        return of(new float[rows * cols], rows, cols);
    }

    /**
     * The first rows·cols values of {@code data}, row after row.
     *
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than rows·cols
     */
    public static Matrix of(float[] data, int rows, int cols) {
        return of(data, 0, rows, cols, cols, 1);
    }

    /**
     * The view with element (i, j) at {@code data[offset + i·rowStride + j·colStride]}.
     *
     * @throws IllegalArgumentException if a dimension is negative or an element would lie outside the array
     */
    public static Matrix of(float[] data, int offset, int rows, int cols, int rowStride, int colStride) {
        Objects.requireNonNull(data, "data");
        return checked(data, null, data.length, offset, rows, cols, rowStride, colStride);
    }

    /**
     * The first rows·cols floats of {@code data}, row after row.
     *
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 4·rows·cols bytes
     */
    public static Matrix of(MemorySegment data, int rows, int cols) {
        return of(data, 0, rows, cols, cols, 1);
    }

    /**
     * The view with element (i, j) at byte {@code 4·(offset + i·rowStride + j·colStride)} of {@code data}.
     *
     * @throws IllegalArgumentException if a dimension is negative or an element would lie outside the segment
     */
    public static Matrix of(MemorySegment data, long offset, int rows, int cols, long rowStride, long colStride) {
        Objects.requireNonNull(data, "data");
        if (data.heapBase().orElse(null) instanceof float[] heap && data.address() % Float.BYTES == 0) {
            long begin = data.address() / Float.BYTES;
            long length = data.byteSize() / Float.BYTES;
            checked(heap, null, length, offset, rows, cols, rowStride, colStride);
            return new Matrix(heap, null, begin, begin + length, begin + offset, rows, cols, rowStride, colStride);
        }
        return checked(null, data, data.byteSize() / Float.BYTES, offset, rows, cols, rowStride, colStride);
    }

    private static Matrix checked(
            float[] array,
            MemorySegment segment,
            long length,
            long offset,
            int rows,
            int cols,
            long rowStride,
            long colStride) {
        Matrix view = new Matrix(array, segment, 0, length, offset, rows, cols, rowStride, colStride);
        if (rows < 0 || cols < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "rows, cols and offset must be at least 0: " + MatrixText.description(view));
        }
        boolean fits;
        try {
            fits = view.isEmpty() ? offset <= length : view.fits(0);
        } catch (ArithmeticException tooFar) {
            fits = false;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "storage of " + length + " floats is too short for " + MatrixText.description(view));
        }
        return view;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int cols() {
        return cols;
    }

    /** Where element (0, 0) lies in the storage, counted in elements. */
    public long offset() {
        return offset;
    }

    /** Elements of the storage from a row to the next. */
    public long rowStride() {
        return rowStride;
    }

    /** Elements of the storage from a column to the next. */
    public long colStride() {
        return colStride;
    }

    /** The storage, not a copy, if it is an array, or a heap segment over one; otherwise null. */
    public float[] array() {
        return array;
    }

    /** The storage, not a copy, if it is a segment that is not over a {@code float[]}; otherwise null. */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Element (row, col).
     *
     * @throws IndexOutOfBoundsException if it is outside the matrix
     */
    public float get(int row, int col) {
        long index = index(row, col);
        return array != null ? array[(int) index] : segment.get(JAVA_FLOAT_UNALIGNED, index * Float.BYTES);
    }

    /**
     * Sets element (row, col).
     *
     * @throws IndexOutOfBoundsException if it is outside the matrix
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public void set(int row, int col, float value) {
        long index = index(row, col);
        if (array != null) {
            array[(int) index] = value;
        } else {
            segment.set(JAVA_FLOAT_UNALIGNED, index * Float.BYTES, value);
        }
    }

    /** The cols × rows view with element (i, j) at this matrix's (j, i). */
    public Matrix transposed() {
        Matrix known = transposed;
        if (known == null) {
            known = new Matrix(array, segment, begin, end, offset, cols, rows, colStride, rowStride);
            known.transposed = this;
            transposed = known;
        }
        return known;
    }

    /**
     * The rows × cols view whose element (0, 0) is this matrix's (row, col).
     *
     * @throws IndexOutOfBoundsException if it reaches outside the matrix
     */
    public Matrix slice(int row, int col, int rows, int cols) {
        requireInside("slice", row, col, rows, cols);
        boolean empty = rows == 0 || cols == 0;
        long start = empty ? offset : offset + row * rowStride + col * colStride;
        return new Matrix(array, segment, begin, end, start, rows, cols, rowStride, colStride);
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
    Matrix shifted(long elements) {
        return new Matrix(array, segment, begin, end, offset + elements, rows, cols, rowStride, colStride);
    }

    /**
     * Whether the view would lie in its storage so many elements further on.
     *
     * @throws ArithmeticException if it would not by far
     */
    boolean fits(long elements) {
        return Math.addExact(firstIndex(), Math.min(elements, 0)) >= begin
                && Math.addExact(lastIndex(), Math.max(elements, 0)) < end;
    }

    private long index(int row, int col) {
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
    public void copyTo(int row, int col, int rows, int cols, float[] target, int targetOffset, int targetStride) {
        Objects.requireNonNull(target, "target");
        if (!hasBlock(row, col, rows, cols, target.length, "target", targetOffset, targetStride)) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            long from = offset + (row + i) * rowStride + col * colStride;
            int to = targetOffset + i * targetStride;
            if (array != null && colStride == 1) {
                System.arraycopy(array, (int) from, target, to, cols);
            } else if (array != null) {
                for (int j = 0; j < cols; j++) {
                    target[to + j] = array[(int) (from + j * colStride)];
                }
            } else if (colStride == 1) {
                MemorySegment.copy(segment, JAVA_FLOAT_UNALIGNED, from * Float.BYTES, target, to, cols);
            } else {
                for (int j = 0; j < cols; j++) {
                    target[to + j] = segment.get(JAVA_FLOAT_UNALIGNED, (from + j * colStride) * Float.BYTES);
                }
            }
        }
    }

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
    public void copyFrom(int row, int col, int rows, int cols, float[] source, int sourceOffset, int sourceStride) {
        Objects.requireNonNull(source, "source");
        if (!hasBlock(row, col, rows, cols, source.length, "source", sourceOffset, sourceStride)) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            long to = offset + (row + i) * rowStride + col * colStride;
            int from = sourceOffset + i * sourceStride;
            if (array != null && colStride == 1) {
                System.arraycopy(source, from, array, (int) to, cols);
            } else if (array != null) {
                for (int j = 0; j < cols; j++) {
                    array[(int) (to + j * colStride)] = source[from + j];
                }
            } else if (colStride == 1) {
                MemorySegment.copy(source, from, segment, JAVA_FLOAT_UNALIGNED, to * Float.BYTES, cols);
            } else {
                for (int j = 0; j < cols; j++) {
                    segment.set(JAVA_FLOAT_UNALIGNED, (to + j * colStride) * Float.BYTES, source[from + j]);
                }
            }
        }
    }

    /** Refuses a block that reaches outside; false if it is empty. */
    private boolean hasBlock(int row, int col, int rows, int cols, int length, String name, int start, int stride) {
        requireInside("block", row, col, rows, cols);
        if (rows == 0 || cols == 0) {
            return false;
        }
        long end = start + (rows - 1L) * stride;
        if (Math.min(start, end) < 0 || Math.max(start, end) + cols > length) {
            throw new IndexOutOfBoundsException("block of " + rows + " × " + cols + " from index " + start
                    + " at stride " + stride + " reaches outside " + name + ", which has " + length + " elements");
        }
        return true;
    }

    /**
     * Sets every element.
     *
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public void fill(float value) {
        if (isEmpty()) {
            return;
        }
        float[] piece = new float[Math.min(cols, FILLED_AT_A_TIME)];
        Arrays.fill(piece, value);
        for (int i = 0; i < rows; i++) {
            int count;
            for (int j = 0; j < cols; j += count) {
                count = Math.min(cols - j, piece.length);
                copyFrom(i, j, 1, count, piece, 0, count);
            }
        }
    }

    /**
     * The elements row after row, in an array of their own.
     *
     * @throws IllegalStateException if there are more than an array can hold, or if a segment is closed
     */
    public float[] toArray() {
        long length = (long) rows * cols;
        if (length > LONGEST_ARRAY) {
            throw new IllegalStateException("an array cannot hold " + shape() + " elements");
        }
        float[] copy = new float[(int) length];
        copyTo(0, 0, rows, cols, copy, 0, cols);
        return copy;
    }

    /**
     * A matrix of the same shape over {@link #toArray()}: dense, row-major, on the heap, and sharing nothing with this
     * one.
     *
     * @throws IllegalStateException if there are more elements than an array can hold, or if a segment is closed
     */
    public Matrix copy() {
        return of(toArray(), rows, cols);
    }

    /**
     * Shape, strides and kind of storage, then a line for each row. Of more than 8 rows or columns the first and last 3
     * are printed. Where this thread may not read a segment, there are no values.
     */
    @Override
    public String toString() {
        return MatrixText.of(this);
    }
}
