package dev.evenkeel.internal.kernel.dgemm;

/**
 * Products of narrow matrices in float64, for those who need its digits on the way. Each matrix has {@value #COLUMNS}
 * columns and lies by row: where all distances are constants, C2 takes the range checks out of the loops.
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
