package dev.evenkeel.kernel;

/**
 * The thin case of a matrix product, one row or a few times a matrix, where memory sets the pace: B is read once, in the order in
 * which it lies, instead of in panels.
 */
public sealed interface RowKernel permits ScalarRow, VectorRow {
    /**
     * B lies in rows: {@code acc[accOffset + j] = fma(x[xOffset + p·xStride], b[bOffset + p·bStride + j], acc[accOffset + j])} for p <
     * depth, ascending for each j < columns.
     */
    void addRows(
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

    /** Rows up to which {@link #addColumns} is faster than tiles over a packed B. */
    int tallestOverColumns();

    /**
     * B lies in columns: {@code acc[accOffset + i·accStride + j] = fma(x[xOffset + i·xStride + p], b[bOffset + j·bStride
     * + p], acc[accOffset + i·accStride + j])} for p < depth, ascending for each i < rows, j < columns.
     */
    void addColumns(
            int rows,
            float[] x,
            int xOffset,
            int xStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int accStride,
            int columns,
            int depth);
}
