package dev.evenkeel.internal.kernel.batchnorm;

/**
 * The inner loops of batch normalisation: sums down columns or over planes, and mappings, whose output may be the same
 * block as an input, never another that meets it. Neither a vector's width nor the order of visits touches a sum's
 * order.
 */
public interface BatchNormKernel {
    /** Values that one float32 sum takes before it becomes float64; part of a result's definition (decision 20). */
    int BLOCK_ROWS = 64;

    /** Planes of a channel that have sums of their own; the fifth shares the first one's. */
    int PLANES = 4;

    /** Sums of each plane: whole vectors of any width. */
    int PLANE_LANES = 16;

    /** Sums of each channel. */
    int PLANE_SUMS = PLANES * PLANE_LANES;

    /** {@code a[j] = max(min(a[j], b[j]), min(max(a[j], b[j]), c[0,j]))}: the median of three. */
    void median(float[] a, float[] b, Blocks c, int columns);

    /** {@code d = x[i,j] − shift[j]; sums[j] += d; squares[j] = fma(d, d, squares[j])} for ascending i, of block 0. */
    void addMoments(Blocks x, int rows, int columns, float[] shift, float[] sums, float[] squares);

    /**
     * {@code sums[j] += g; products[j] = fma(g, x[i,j] − center[j], products[j])} for ascending i, of block 0, where g
     * is {@code dy[i,j]}, or, if {@code relu}, what a ReLU lets through of it: +0 where {@code fma(x[i,j] − center[j],
     * scale[j], threshold[j])} is at most 0, {@code dy[i,j]} where that is more, or NaN.
     */
    void addGradients(
            Blocks x, Blocks dy, int rows, int columns, Coefficients by, boolean relu, float[] sums, float[] products);

    /**
     * Moves block sums about {@code shift} into totals about {@code reference} and clears them: with {@code δ =
     * shift[j] − reference[j]}, {@code moved = fma(count, δ, sums[j])}: {@code totals[offset + j] += moved}, {@code
     * squareTotals[offset + j] += fma(δ, sums[j] + moved, squares[j])}, all in float64.
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

    /**
     * {@code d = x[b,i,j] − shift[b]; sums[l] += d; squares[l] = fma(d, d, squares[l])} for ascending i and, in each
     * row, ascending j, where l is the {@linkplain #planeLane lane} of value j of row i of block b.
     */
    void addPlaneMoments(Blocks x, int blocks, int rows, int columns, float[] shift, float[] sums, float[] squares);

    /**
     * {@code sums[l] += g; products[l] = fma(g, x[b,i,j] − center, products[l])}, with l as in {@link #addPlaneMoments}
     * and g as in {@link #addGradients}.
     */
    void addPlaneGradients(
            Blocks x, Blocks dy, Extent extent, Coefficients by, boolean relu, float[] sums, float[] products);

    /**
     * The sum that takes value {@code column} of plane {@code row} of block {@code block}: of every four planes each
     * has 16, which take values in turn; what is left of a plane goes to the last of them, so that it can be had with
     * the 16 last values.
     */
    static int planeLane(int block, int row, int column, int columns) {
        int whole = columns - columns % PLANE_LANES;
        int lane = column < whole ? column % PLANE_LANES : column - columns + PLANE_LANES;
        return block * PLANE_SUMS + row % PLANES * PLANE_LANES + lane;
    }

    /** {@code y = fma(x − center, scale, shift)}, then {@code max(0, y)} if {@code relu}. */
    void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu);

    /** {@code y = fma(x − center, scale, shift) + residual}, then {@code max(0, y)} if {@code relu}. */
    void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu);

    /** {@code target = g} with g as in {@link #addGradients}. */
    void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by);

    /** {@code dx = fma(scale, g, fma(slope, x − center, shift))} with g as in {@link #addGradients}. */
    void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by, boolean relu);
}
