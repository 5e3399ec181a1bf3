package dev.evenkeel.file;

import dev.evenkeel.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * An n-dimensional array that is in a file or is to be written into one: a {@link Dtype}, a shape, and a view of the
 * elements. It copies nothing until it is asked to. Element (i₀, i₁, …) lies Σ i·stride elements after the first; the
 * strides are those of the {@link Matrix} it was made of, of row-major order, or of NumPy's Fortran order.
 *
 * <p>A shape of no extents is a scalar. An extent may be 0. "Row-major" is NumPy's C order: the last index is the
 * fastest.
 *
 * {@snippet :
 * Tensor kernels = Tensor.of(Matrix.allocate(64, 27), 64, 3, 3, 3);         // a convolution: out × in × height × width
 * IO.println(kernels);                                                      // tensor: F32 [64, 3, 3, 3]
 * IO.println(kernels.matrix().cols());                                      // 27
 * IO.println(kernels.matrix(2).rows());                                     // 192
 * }
 *
 * <p>A tensor is immutable and may be shared between threads. The values behind it are the caller's to guard, and a
 * segment's arena says which threads may read it, and until when.
 */
public final class Tensor {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final String name;
    private final Dtype dtype;
    private final MemorySegment data;
    private final long offset;
    private final long[] shape;
    private final long[] strides;
    private final long elements;

    private Tensor(
            String name,
            Dtype dtype,
            MemorySegment data,
            long offset,
            long[] shape,
            long[] strides,
            long elements) {
        this.name = name;
        this.dtype = dtype;
        this.data = data;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        this.elements = elements;
    }

    /** What a reader found, already checked; named in messages. */
    static Tensor read(String name, Dtype dtype, MemorySegment data, long[] shape, boolean fortranOrder) {
        long[] strides = fortranOrder ? Extents.columnMajor(shape) : Extents.rowMajor(shape);
        return new Tensor(name, dtype, data, 0, shape, strides, Extents.elements(dtype, shape));
    }

    /** A view of the matrix, of shape [rows, cols] and {@link Dtype#F32}. */
    public static Tensor of(Matrix matrix) {
        Objects.requireNonNull(matrix, "matrix");
        return of(matrix, matrix.rows(), matrix.cols());
    }

    /**
     * A view of the matrix in another shape, of {@link Dtype#F32}. The first extents have the number of its rows as
     * their product and the others the number of its columns: 64 × 27 is [64, 3, 3, 3]; 1 × 10 is also [10].
     *
     * @throws IllegalArgumentException if the shape cannot be divided so
     */
    public static Tensor of(Matrix matrix, long... shape) {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(shape, "shape");
        Extents.requireNotNegative(shape);
        int lead = Extents.ofRows(shape, matrix.rows(), matrix.cols());
        if (lead < 0) {
            throw new IllegalArgumentException("shape must have extents whose product is " + matrix.rows()
                    + ", the rows of matrix, then extents whose product is " + matrix.cols() + ", its columns, was "
                    + Arrays.toString(shape));
        }
        long[] strides = new long[shape.length];
        Extents.split(shape, 0, lead, matrix.rowStride(), strides);
        Extents.split(shape, lead, shape.length, matrix.colStride(), strides);
        MemorySegment data = matrix.array() != null ? MemorySegment.ofArray(matrix.array()) : matrix.segment();
        return new Tensor("tensor", Dtype.F32, data, matrix.offset(), shape.clone(), strides,
                (long) matrix.rows() * matrix.cols());
    }

    /** A view of the array, of shape [length] and {@link Dtype#F32}: a bias. */
    public static Tensor of(float[] values) {
        Objects.requireNonNull(values, "values");
        return of(values, values.length);
    }

    /**
     * A view of the array in row-major order, of {@link Dtype#F32}.
     *
     * @throws IllegalArgumentException if the array does not have as many values as the shape
     */
    public static Tensor of(float[] values, long... shape) {
        Objects.requireNonNull(values, "values");
        return of(Dtype.F32, MemorySegment.ofArray(values), shape);
    }

    /** A view of the array, of shape [length] and {@link Dtype#F64}: running statistics. */
    public static Tensor of(double[] values) {
        Objects.requireNonNull(values, "values");
        return of(values, values.length);
    }

    /**
     * A view of the array in row-major order, of {@link Dtype#F64}.
     *
     * @throws IllegalArgumentException if the array does not have as many values as the shape
     */
    public static Tensor of(double[] values, long... shape) {
        Objects.requireNonNull(values, "values");
        return of(Dtype.F64, MemorySegment.ofArray(values), shape);
    }

    /** A scalar of shape [] and {@link Dtype#I64}: a number of steps. */
    public static Tensor of(long value) {
        return of(Dtype.I64, MemorySegment.ofArray(new long[] {value}));
    }

    /**
     * A view of elements of any dtype in row-major order, which fill the segment.
     *
     * @throws IllegalArgumentException if an extent is negative, or the segment does not have as many bytes as the
     * shape demands
     */
    public static Tensor of(Dtype dtype, MemorySegment data, long... shape) {
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(shape, "shape");
        Extents.requireNotNegative(shape);
        long bits;
        try {
            bits = Extents.elements(dtype, shape) * dtype.bits();
        } catch (ArithmeticException tooMany) {
            bits = -1;
        }
        if (bits < 0 || bits % Byte.SIZE != 0 || bits / Byte.SIZE != data.byteSize()) {
            throw new IllegalArgumentException("data must have the bytes of " + dtype + " " + Arrays.toString(shape)
                    + ", has " + data.byteSize());
        }
        return read("tensor", dtype, data, shape.clone(), false);
    }

    /** What an element is. */
    public Dtype dtype() {
        return dtype;
    }

    /** The extents, in an array of their own: none for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements: the product of the extents, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /** Number of bytes of the elements, 0 or more. */
    public long byteSize() {
        return dtype.bytes(elements);
    }

    /**
     * The bytes of the elements, not a copy. Of a mapped file it cannot be written to.
     *
     * @throws IllegalStateException if they do not lie in row-major order: use {@link #copyTo}
     */
    public MemorySegment data() {
        if (!isRowMajor()) {
            throw new IllegalStateException(this + " does not lie in row-major order, copyTo makes a copy that does");
        }
        return data.asSlice(dtype.bytes(offset), byteSize());
    }

    /**
     * A view of {@link Dtype#F32} elements, not a copy: rows are the first extent and columns all others, so that a
     * convolution [out, in, height, width] is out × in·height·width. A vector is a row, and a scalar is 1 × 1. Of a
     * mapped file it is an input: it cannot be written to.
     *
     * @throws IllegalStateException as {@link #matrix(int)}
     */
    public Matrix matrix() {
        return matrix(shape.length > 1 ? 1 : 0);
    }

    /**
     * A view of {@link Dtype#F32} elements, not a copy: rows are the first extents, as many as are said, in row-major
     * order, and columns the others. {@code matrix(3)} of JAX's [height, width, in, out] is height·width·in × out.
     *
     * @param rowExtents from 0 to the number of extents
     * @throws IndexOutOfBoundsException if there are not so many extents
     * @throws IllegalStateException if the dtype is another one; if rows or columns are more than an int can say; or if
     * the extents have no single stride, which happens in Fortran order only: {@link #toFloats} makes a copy
     */
    public Matrix matrix(int rowExtents) {
        Objects.checkFromToIndex(0, rowExtents, shape.length);
        require(Dtype.F32, "a matrix");
        long rows = Extents.product(shape, 0, rowExtents);
        long cols = Extents.product(shape, rowExtents, shape.length);
        if (rows > Integer.MAX_VALUE || cols > Integer.MAX_VALUE) {
            throw new IllegalStateException(this + " is no matrix: " + rows + " × " + cols + " is too large");
        }
        if (elements == 0) {
            return Matrix.of(data, 0, (int) rows, (int) cols, cols, 1);
        }
        Long rowStride = Extents.joined(shape, strides, 0, rowExtents);
        Long colStride = Extents.joined(shape, strides, rowExtents, shape.length);
        if (rowStride == null || colStride == null) {
            throw new IllegalStateException(this + " does not lie in row-major order, and as " + rows + " × " + cols
                    + " it has no strides: toFloats makes a copy that does");
        }
        return Matrix.of(data, offset, (int) rows, (int) cols, rowStride, colStride);
    }

    /**
     * The elements in row-major order, in an array of their own. {@link Dtype#F32} keeps its bits; {@link Dtype#F16}
     * and {@link Dtype#BF16} have the same value as float32.
     *
     * @throws IllegalStateException if the dtype is another one, if there are more elements than an array can hold, or
     * if a segment is closed
     */
    public float[] toFloats() {
        if (dtype == Dtype.F16 || dtype == Dtype.BF16) {
            short[] halves = new short[arrayLength()];
            copyTo(MemorySegment.ofArray(halves));
            float[] values = new float[halves.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = dtype == Dtype.F16 ? Float.float16ToFloat(halves[i])
                        : Float.intBitsToFloat(halves[i] << Short.SIZE);
            }
            return values;
        }
        require(Dtype.F32, "a float[]");
        float[] values = new float[arrayLength()];
        copyTo(MemorySegment.ofArray(values));
        return values;
    }

    /**
     * The {@link Dtype#F64} elements in row-major order, in an array of their own.
     *
     * @throws IllegalStateException if the dtype is another one, if there are more elements than an array can hold, or
     * if a segment is closed
     */
    public double[] toDoubles() {
        require(Dtype.F64, "a double[]");
        double[] values = new double[arrayLength()];
        copyTo(MemorySegment.ofArray(values));
        return values;
    }

    /**
     * The {@link Dtype#I64} elements in row-major order, in an array of their own.
     *
     * @throws IllegalStateException if the dtype is another one, if there are more elements than an array can hold, or
     * if a segment is closed
     */
    public long[] toLongs() {
        require(Dtype.I64, "a long[]");
        long[] values = new long[arrayLength()];
        copyTo(MemorySegment.ofArray(values));
        return values;
    }

    /**
     * Copies the bytes of the elements, of any dtype, in row-major order.
     *
     * @param target its first {@link #byteSize} bytes are written; must not share memory with this tensor
     * @throws IllegalArgumentException if the target is shorter than that, or read-only
     * @throws IllegalStateException if a segment is closed
     */
    public void copyTo(MemorySegment target) {
        Objects.requireNonNull(target, "target");
        if (target.isReadOnly() || target.byteSize() < byteSize()) {
            throw new IllegalArgumentException("target must take the " + byteSize() + " bytes of " + this + ", was "
                    + (target.isReadOnly() ? "read-only" : "of " + target.byteSize() + " bytes"));
        }
        requireReadable();
        copyTo(0, elements, target);
    }

    /** Elements from the first on in row-major order; of dtypes below 8 bits at whole bytes only. */
    void copyTo(long first, long count, MemorySegment target) {
        if (isRowMajor()) {
            MemorySegment.copy(data, dtype.bytes(offset + first), target, 0, dtype.bytes(count));
        } else {
            new StridedCopy(data, dtype, offset, shape, strides).run(first, count, target);
        }
    }

    /** Refuses a segment that is closed, or confined to another thread. */
    void requireReadable() {
        if (!data.scope().isAlive()) {
            throw new IllegalStateException(this + " is in a closed segment");
        }
        if (!data.isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException(this + " is in a segment confined to another thread");
        }
    }

    private boolean isRowMajor() {
        return elements <= 1 || Extents.joined(shape, strides, 0, shape.length) instanceof Long stride && stride == 1;
    }

    private void require(Dtype wanted, String what) {
        if (dtype != wanted) {
            throw new IllegalStateException(this + " is no " + wanted + ", which " + what + " has");
        }
    }

    private int arrayLength() {
        if (elements > LONGEST_ARRAY) {
            throw new IllegalStateException("an array cannot hold " + this);
        }
        return (int) elements;
    }

    /** Its name in the file, or "tensor", then dtype and shape. */
    @Override
    public String toString() {
        return name + ": " + dtype + " " + Arrays.toString(shape);
    }
}
