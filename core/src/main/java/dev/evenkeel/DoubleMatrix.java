package dev.evenkeel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A rows × cols view of float64 values in an array or a memory segment: element (i, j) is value {@code offset +
 * i·rowStride + j·colStride} of the storage. A view copies nothing: what is written through one is seen through all.
 *
 * <p>Strides are counted in elements and may be negative (reversed) or 0 (one row or column repeated: good as an input,
 * refused as an output). Rows and columns may be 0. A segment's elements have the machine's byte order and need no
 * alignment. A heap segment over a {@code double[]} is seen as that array, so that both give one matrix.
 *
 * {@snippet :
 * double[] values = {1, 2, 3, 4, 5, 6};
 * DoubleMatrix matrix = DoubleMatrix.of(values, 2, 3);         // row after row
 * IO.println(matrix.transposed().get(1, 0));                   // 2.0
 * IO.println(matrix.slice(0, 2, 2, 1).get(1, 0));              // 6.0
 * }
 *
 * <p>A view is immutable and may be shared between threads; the values behind it are the caller's to guard.
 */
public final class DoubleMatrix extends MatrixView<double[]> {
    /** Made once, so that products of transposed operands make no garbage; threads that race for it make equal ones. */
    private DoubleMatrix transposed;

    private DoubleMatrix(double[] array, MemorySegment segment, long begin, long end, long offset, int rows, int cols,
            long rowStride, long colStride) {
        super(array, segment, begin, end, offset, rows, cols, rowStride, colStride);
    }

    private DoubleMatrix(DoubleMatrix m, long offset, int rows, int cols, long rowStride, long colStride) {
        super(m, offset, rows, cols, rowStride, colStride);
    }

    /**
     * A new matrix of zeros: dense, row-major, on the heap.
     *
     * @throws IllegalArgumentException if a dimension is negative or no array has room for rows·cols values
     */
    public static DoubleMatrix allocate(int rows, int cols) {
        return of(new double[length(rows, cols)], rows, cols);
    }

    /**
     * The first rows·cols values of {@code data}, row after row.
     *
     * @throws IllegalArgumentException if a dimension is negative or the array is shorter than rows·cols
     */
    public static DoubleMatrix of(double[] data, int rows, int cols) {
        return of(data, 0, rows, cols, cols, 1);
    }

    /**
     * The view with element (i, j) at {@code data[offset + i·rowStride + j·colStride]}.
     *
     * @throws IllegalArgumentException if a dimension is negative or an element would lie outside the array
     */
    public static DoubleMatrix of(double[] data, int offset, int rows, int cols, int rowStride, int colStride) {
        Objects.requireNonNull(data, "data");
        return checked(data, null, data.length, offset, rows, cols, rowStride, colStride);
    }

    /**
     * The first rows·cols doubles of {@code data}, row after row.
     *
     * @throws IllegalArgumentException if a dimension is negative or the segment is shorter than 8·rows·cols bytes
     */
    public static DoubleMatrix of(MemorySegment data, int rows, int cols) {
        return of(data, 0, rows, cols, cols, 1);
    }

    /**
     * The view with element (i, j) at byte {@code 8·(offset + i·rowStride + j·colStride)} of {@code data}.
     *
     * @throws IllegalArgumentException if a dimension is negative or an element would lie outside the segment
     */
    public static DoubleMatrix of(MemorySegment data, long offset, int rows, int cols, long rowStride, long colStride) {
        Objects.requireNonNull(data, "data");
        if (data.heapBase().orElse(null) instanceof double[] heap && data.address() % Double.BYTES == 0) {
            long begin = data.address() / Double.BYTES;
            long length = data.byteSize() / Double.BYTES;
            checked(heap, null, length, offset, rows, cols, rowStride, colStride);
            return new DoubleMatrix(heap, null, begin, begin + length, begin + offset, rows, cols, rowStride,
                    colStride);
        }
        return checked(null, data, data.byteSize() / Double.BYTES, offset, rows, cols, rowStride, colStride);
    }

    private static DoubleMatrix checked(double[] array, MemorySegment segment, long length, long offset, int rows,
            int cols,
            long rowStride, long colStride) {
        DoubleMatrix view = new DoubleMatrix(array, segment, 0, length, offset, rows, cols, rowStride, colStride);
        view.check();
        return view;
    }

    @Override
    public int elementBytes() {
        return Double.BYTES;
    }

    @Override
    String element() {
        return "double";
    }

    @Override
    String text(int row, int col) {
        return Double.toString(get(row, col));
    }

    /**
     * Element (row, col).
     *
     * @throws IndexOutOfBoundsException if it is outside the matrix
     */
    public double get(int row, int col) {
        long index = index(row, col);
        return array != null ? array[(int) index] : segment.get(JAVA_DOUBLE_UNALIGNED, index * Double.BYTES);
    }

    /**
     * Sets element (row, col).
     *
     * @throws IndexOutOfBoundsException if it is outside the matrix
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public void set(int row, int col, double value) {
        long index = index(row, col);
        if (array != null) {
            array[(int) index] = value;
        } else {
            segment.set(JAVA_DOUBLE_UNALIGNED, index * Double.BYTES, value);
        }
    }

    @Override
    public DoubleMatrix transposed() {
        DoubleMatrix known = transposed;
        if (known == null) {
            known = new DoubleMatrix(this, offset, cols, rows, colStride, rowStride);
            known.transposed = this;
            transposed = known;
        }
        return known;
    }

    @Override
    public DoubleMatrix slice(int row, int col, int rows, int cols) {
        return new DoubleMatrix(this, start(row, col, rows, cols), rows, cols, rowStride, colStride);
    }

    @Override
    DoubleMatrix shifted(long elements) {
        return new DoubleMatrix(this, offset + elements, rows, cols, rowStride, colStride);
    }

    @Override
    void read(long from, double[] target, int to, int cols) {
        if (array != null && colStride == 1) {
            System.arraycopy(array, (int) from, target, to, cols);
        } else if (array != null) {
            for (int j = 0; j < cols; j++) {
                target[to + j] = array[(int) (from + j * colStride)];
            }
        } else if (colStride == 1) {
            MemorySegment.copy(segment, JAVA_DOUBLE_UNALIGNED, from * Double.BYTES, target, to, cols);
        } else {
            for (int j = 0; j < cols; j++) {
                target[to + j] = segment.get(JAVA_DOUBLE_UNALIGNED, (from + j * colStride) * Double.BYTES);
            }
        }
    }

    @Override
    void write(long to, double[] source, int from, int cols) {
        if (array != null && colStride == 1) {
            System.arraycopy(source, from, array, (int) to, cols);
        } else if (array != null) {
            for (int j = 0; j < cols; j++) {
                array[(int) (to + j * colStride)] = source[from + j];
            }
        } else if (colStride == 1) {
            MemorySegment.copy(source, from, segment, JAVA_DOUBLE_UNALIGNED, to * Double.BYTES, cols);
        } else {
            for (int j = 0; j < cols; j++) {
                segment.set(JAVA_DOUBLE_UNALIGNED, (to + j * colStride) * Double.BYTES, source[from + j]);
            }
        }
    }

    /**
     * Sets every element.
     *
     * @throws IllegalArgumentException if the storage is a read-only segment
     */
    public void fill(double value) {
        if (!isEmpty()) {
            double[] piece = newArray(Math.min(cols, FILLED_AT_A_TIME));
            Arrays.fill(piece, value);
            fillWith(piece);
        }
    }

    @Override
    int length(double[] array) {
        return array.length;
    }

    @Override
    double[] newArray(int length) {
        return new double[length];
    }

    @Override
    public DoubleMatrix copy() {
        return of(toArray(), rows, cols);
    }
}
