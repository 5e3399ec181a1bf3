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
public final class Matrix extends MatrixView<float[]> {
    /** Made once, so that products of transposed operands make no garbage; threads that race for it make equal ones. */
    private Matrix transposed;

    private Matrix(float[] array, MemorySegment segment, long begin, long end, long offset, int rows, int cols,
            long rowStride, long colStride) {
        super(array, segment, begin, end, offset, rows, cols, rowStride, colStride);
    }

    private Matrix(Matrix m, long offset, int rows, int cols, long rowStride, long colStride) {
        super(m, offset, rows, cols, rowStride, colStride);
    }

    /**
     * A new matrix of zeros: dense, row-major, on the heap.
     *
     * @throws IllegalArgumentException if a dimension is negative or no array has room for rows·cols values
     */
    public static Matrix allocate(int rows, int cols) {
        return of(new float[length(rows, cols)], rows, cols);
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

    private static Matrix checked(float[] array, MemorySegment segment, long length, long offset, int rows, int cols,
            long rowStride, long colStride) {
        Matrix view = new Matrix(array, segment, 0, length, offset, rows, cols, rowStride, colStride);
        view.check();
        return view;
    }

    @Override
    public int elementBytes() {
        return Float.BYTES;
    }

    @Override
    String element() {
        return "float";
    }

    @Override
    String text(int row, int col) {
        return Float.toString(get(row, col));
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

    @Override
    public Matrix transposed() {
        Matrix known = transposed;
        if (known == null) {
            known = new Matrix(this, offset, cols, rows, colStride, rowStride);
            known.transposed = this;
            transposed = known;
        }
        return known;
    }

    @Override
    public Matrix slice(int row, int col, int rows, int cols) {
        return new Matrix(this, start(row, col, rows, cols), rows, cols, rowStride, colStride);
    }

    @Override
    Matrix shifted(long elements) {
        return new Matrix(this, offset + elements, rows, cols, rowStride, colStride);
    }

    @Override
    void read(long from, float[] target, int to, int cols) {
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

    @Override
    void write(long to, float[] source, int from, int cols) {
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

    /**
     * Sets every element.
     *
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public void fill(float value) {
        if (!isEmpty()) {
            float[] piece = newArray(Math.min(cols, FILLED_AT_A_TIME));
            Arrays.fill(piece, value);
            fillWith(piece);
        }
    }

    @Override
    int length(float[] array) {
        return array.length;
    }

    @Override
    float[] newArray(int length) {
        return new float[length];
    }

    @Override
    public Matrix copy() {
        return of(toArray(), rows, cols);
    }
}
