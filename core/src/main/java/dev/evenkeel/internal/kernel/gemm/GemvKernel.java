package dev.evenkeel.internal.kernel.gemm;

/**
 * A product of one row or a few, where memory sets the pace: B is read once, in the order in which it lies, instead of
 * in panels.
 *
 * @param <A> arrays of the element type
 */
public interface GemvKernel<A> {
    /** Elements from {@code accOffset} on with which few columns are fast as well. */
    int LEAST_ROOM = 16;

    /**
     * Adds rows of B: {@code acc[accOffset + j] = fma(x[xOffset + p·xStride], b[bOffset + p·bStride + j], acc[accOffset
     * + j])} for p &lt; depth, ascending for each j &lt; columns.
     */
    void axpyRows(
            A x,
            int xOffset,
            int xStride,
            A b,
            int bOffset,
            int bStride,
            A acc,
            int accOffset,
            int columns,
            int depth);

    /** Most rows for which {@link #addOuterProducts} reads a B from memory sooner than tiles do. */
    int fewRows();

    /**
     * Adds rows of B to several rows of sums: {@code acc[i·columns + j] = fma(x[xOffset + p·rows + i], b[bOffset +
     * p·bStride + j], acc[i·columns + j])} for p &lt; depth, ascending for each i &lt; rows and j &lt; columns.
     *
     * @param acc its {@code rows · LEAST_ROOM} elements behind the sums are for the kernel
     * @param columns {@link #LEAST_ROOM} or more
     */
    void addOuterProducts(
            A x, int xOffset, int rows, A b, int bOffset, int bStride, A acc, int columns, int depth);

    /**
     * Adds dot products with columns of B: {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p],
     * acc[accOffset + j])} for p &lt; depth, ascending for each j &lt; columns.
     */
    void dotColumns(
            A x,
            int xOffset,
            A b,
            int bOffset,
            int bStride,
            A acc,
            int accOffset,
            int columns,
            int depth);
}
