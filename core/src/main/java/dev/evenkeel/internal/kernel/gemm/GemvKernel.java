package dev.evenkeel.internal.kernel.gemm;

/**
 * A product of one row, where memory sets the pace: B is read once, in the order in which it lies, instead of in
 * panels.
 */
public interface GemvKernel {
    /** Floats from {@code accOffset} on with which few columns are fast as well. */
    int LEAST_ROOM = 16;

    /**
     * Adds rows of B: {@code acc[accOffset + j] = fma(x[xOffset + p·xStride], b[bOffset + p·bStride + j], acc[accOffset
     * + j])} for p &lt; depth, ascending for each j &lt; columns.
     */
    void axpyRows(
            float[] x,
            int xOffset,
            int xStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth);

    /**
     * Adds dot products with columns of B: {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p],
     * acc[accOffset + j])} for p &lt; depth, ascending for each j &lt; columns.
     */
    void dotColumns(
            float[] x,
            int xOffset,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth);
}
