package dev.evenkeel.internal.kernel.training;

/** Sums over blocks of values. */
public interface SumKernel {
    /** Float64 partial sums of a block. */
    int SUMS = 32;

    /** Most values of a block. */
    int BLOCK = 4096;

    /** Most rows that are added up in float32. */
    int ROWS = 64;

    /**
     * Σ x in float64. Value k of the block belongs to partial sum k mod {@value #SUMS}; all begin with +0 and grow in
     * ascending k. {@link ScalarSum#total} adds them up. {@code work} has room for them.
     */
    double sum(float[] x, int from, int count, double[] work);

    /** Σ x² likewise, by fma(x, x, ·) in float64. */
    double squares(float[] x, int from, int count, double[] work);

    /**
     * {@code sums[j] = +0 + x[from + j] + x[from + stride + j] + …} in float32, from the left. Beyond the columns,
     * sums below index 16 may hold anything afterwards.
     */
    void addRows(float[] x, int from, int stride, int rows, int columns, float[] sums);

    /** {@code totals[j] += sums[j]} in float64. */
    void fold(float[] sums, int columns, double[] totals);
}
