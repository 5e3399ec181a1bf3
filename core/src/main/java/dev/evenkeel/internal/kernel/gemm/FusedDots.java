package dev.evenkeel.internal.kernel.gemm;

/**
 * A row times as many columns as there are lanes, transposed block by block in registers: what {@link
 * TransposeAssembler} makes.
 */
interface FusedDots {
    /**
     * {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p], acc[accOffset + j])} for p < depth,
     * ascending for each j < lanes.
     *
     * @param depth a multiple of lanes
     */
    void multiply(float[] b, int bOffset, int bStride, float[] x, int xOffset, float[] acc, int accOffset, int depth);
}
