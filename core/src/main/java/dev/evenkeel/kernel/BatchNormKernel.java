package dev.evenkeel.kernel;

/**
 * The inner loops of batch normalisation. All work on rows × columns blocks of unit column stride; parameters and sums have one entry per
 * column ("lane"): lane j of a block holds values of one channel, and only lanes from ≤ j < to are touched. Where the name says planes, they
 * have one entry per row. An output may be the same block as an input, never another that meets it.
 *
 * <p>Sums run down the columns, each row after the one before, so that neither the width of a vector nor the order in which columns are
 * visited touches a bit.
 */
public sealed interface BatchNormKernel permits ScalarBatchNorm, VectorBatchNorm {
    /** Values that one float32 sum takes before it is folded into a float64 total: part of the definition of a result. */
    int BLOCK_ROWS = 64;

    /** {@code d = x[i,j] − shift[j]; sums[j] += d; squares[j] = fma(d, d, squares[j])} for ascending i. */
    void addMoments(
            float[] x,
            int xOffset,
            int xStride,
            int rows,
            int from,
            int to,
            float[] shift,
            float[] sums,
            float[] squares);

    /** {@code sums[j] += dy[i,j]; products[j] = fma(dy[i,j], x[i,j] − center[j], products[j])} for ascending i. */
    void addGradients(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] sums,
            float[] products);

    /**
     * Moves block sums about {@code shift} into totals about {@code reference} and clears them: with
     * {@code δ = shift[j] − reference[j]}, {@code moved = fma(count, δ, sums[j])}:
     * {@code totals[offset + j] += moved}, {@code squareTotals[offset + j] += fma(δ, sums[j] + moved, squares[j])}, all in float64.
     *
     * @param count how many values each of the sums has taken
     */
    void fold(
            float[] shift,
            float[] reference,
            int count,
            float[] sums,
            float[] squares,
            double[] totals,
            double[] squareTotals,
            int offset,
            int from,
            int to);

    /** {@code y[i,j] = fma(x[i,j] − center[j], scale[j], shift[j])}, then {@code max(0, y)} if {@code relu}. */
    void normalize(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu);

    /** {@code y[i,j] = fma(x[i,j] − center[j], scale[j], shift[j]) + residual[i,j]}, then {@code max(0, y)} if {@code relu}. */
    void normalizeAndAdd(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu);

    /**
     * {@code target[i,j] = max(0, z) ≠ 0 ? dy[i,j] : +0} with {@code z = fma(x[i,j] − center[j], scale[j], shift[j])}: the gradient in front
     * of a ReLU. NaN lets it through.
     */
    void gate(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift);

    /** {@code dx[i,j] = fma(scale[j], dy[i,j], fma(slope[j], x[i,j] − center[j], shift[j]))}. */
    void inputGradient(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift);

    /** As {@link #normalize} of whole rows, but row i has the parameters {@code first + i·step}. */
    void normalizePlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu);

    /** As {@link #normalizeAndAdd} of whole rows, but row i has the parameters {@code first + i·step}. */
    void normalizeAndAddPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu);

    /** As {@link #gate} of one row with the parameters {@code index}. */
    void gatePlane(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] target,
            int targetOffset,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int index);

    /** As {@link #inputGradient} of whole rows, but row i has the parameters {@code first + i·step}. */
    void inputGradientPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift,
            int first,
            int step);
}
