package dev.evenkeel.internal.kernel.dgemm;

/**
 * Products of narrow float64 matrices, each of {@value #COLUMNS} columns by row: with constant distances C2 takes
 * bounds checks out of the loops (decision 18).
 */
public interface DgemmKernel {
    /** Columns of each matrix: two vectors of 512 bits. */
    int COLUMNS = 16;

    /**
     * C ← C + Aᵀ·B with A and B of {@code depth} rows: {@code c[cOffset + 16·i + j] = fma(a[aOffset + 16·p + i],
     * b[bOffset + 16·p + j], c[cOffset + 16·i + j])} in ascending p for each i, j.
     */
    void addTransposed(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset);
}
