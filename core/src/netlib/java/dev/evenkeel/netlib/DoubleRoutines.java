package dev.evenkeel.netlib;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.gemm.Syrk;
import dev.evenkeel.gemm.Triangle;

/**
 * Routines in float64 over {@link Gemm} and {@link Syrk}. BLAS lays matrices out in columns and Evenkeel prefers rows,
 * so each is computed transposed: Cᵀ = op(B)ᵀ·op(A)ᵀ. The parameters, more than ten of them, are BLAS's.
 */
public final class DoubleRoutines {
    private static final Execution EXECUTION = Execution.sequential();
    private static final double[] NOTHING = {};

    private DoubleRoutines() {}

    /** {@code C ← α·op(A)·op(B) + β·C} for matrices that were checked and are not empty; k may be 0. */
    public static void gemm(boolean transposesA, boolean transposesB, int m, int n, int k, double alpha, double[] a,
            int offsetA, int lda, double[] b, int offsetB, int ldb, double beta, double[] c, int offsetC, int ldc) {
        boolean isRead = alpha != 0.0 && k > 0;
        DoubleMatrix left = isRead ? view(b, offsetB, n, k, ldb, !transposesB) : nothing(n);
        DoubleMatrix right = isRead ? view(a, offsetA, k, m, lda, !transposesA) : nothing(m).transposed();
        Gemm.multiply(alpha, left, right, beta, view(c, offsetC, n, m, ldc, true), EXECUTION);
    }

    /**
     * {@code C ← α·op(A)·op(A)ᵀ + β·C} in one triangle, for matrices that were checked and are not empty; k may be 0.
     * In rows, BLAS's upper triangle is the lower one.
     */
    public static void syrk(boolean isUpper, boolean transposes, int n, int k, double alpha, double[] a, int offsetA,
            int lda, double beta, double[] c, int offsetC, int ldc) {
        boolean isRead = alpha != 0.0 && k > 0;
        DoubleMatrix left = isRead ? view(a, offsetA, n, k, lda, transposes) : nothing(n);
        Syrk.update(isUpper ? Triangle.LOWER : Triangle.UPPER, alpha, left, beta, view(c, offsetC, n, n, ldc, true),
                EXECUTION);
    }

    /** A rows × cols view whose rows are the columns that BLAS sees, or which has columns where BLAS sees columns. */
    static DoubleMatrix view(double[] data, int offset, int rows, int cols, int leadingDimension, boolean hasRows) {
        return DoubleMatrix.of(data, offset, rows, cols, hasRows ? leadingDimension : 1,
                hasRows ? 1 : leadingDimension);
    }

    private static DoubleMatrix nothing(int rows) {
        return DoubleMatrix.of(NOTHING, rows, 0);
    }
}
