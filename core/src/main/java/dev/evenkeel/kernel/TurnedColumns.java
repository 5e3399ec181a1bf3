package dev.evenkeel.kernel;

/** A few rows times as many columns as there are lanes, transposed block by block in registers: what {@link TransposeAssembler} makes. */
interface TurnedColumns {
    /**
     * {@code acc[accOffset + i·accStride + j] = fma(x[xOffset + i·xStride + p], b[bOffset + j·bStride + p], acc[accOffset + i·accStride +
     * j])} for p < depth, ascending for each i < rows, j < lanes.
     *
     * @param depth a multiple of lanes
     */
    void multiply(float[] b, int bOffset, int bStride, float[] x, int xOffset, int xStride, float[] acc, int accOffset,
            int accStride, int depth);
}
