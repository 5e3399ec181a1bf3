package dev.evenkeel.internal.kernel.gemm;

/**
 * A row times as many columns as a vector has lanes, whose blocks {@link TransposeAssembler} transposes in registers.
 */
interface FusedDots {
    /**
     * {@code acc[accOffset + j] = fma(x[xOffset + p], b[bOffset + j·bStride + p], acc[accOffset + j])} for
     * p &lt; depth, ascending for each j &lt; lanes.
     *
     * @param depth a multiple of lanes
     */
    void multiply(float[] b, int bOffset, int bStride, float[] x, int xOffset, float[] acc, int accOffset, int depth);
}
