package dev.evenkeel.netlib;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.gemm.Gemm;

/**
 * Routines in float64 over {@link Gemm}. BLAS lays matrices out in columns and Evenkeel prefers rows, so each is
 * computed transposed: Cᵀ = op(B)ᵀ·op(A)ᵀ. The parameters, more than ten of them, are BLAS's.
 */
public final class DoubleRoutines {
    private static final Execution EXECUTION = Execution.sequential();
    private static final double[] NOTHING = {};

    /** Rows of a diagonal block of a symmetric update, whose other triangle is computed in vain. */
    private static final int BLOCK = 64;

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
        DoubleMatrix right = left.transposed();
        DoubleMatrix rows = view(c, offsetC, n, n, ldc, true);
        double[] block = new double[Math.min(n, BLOCK) * Math.min(n, BLOCK)];
        for (int first = 0; first < n; first += BLOCK) {
            int count = Math.min(BLOCK, n - first);
            int end = first + count;
            DoubleMatrix some = left.slice(first, 0, count, left.cols());
            Gemm.multiply(alpha, some, right.slice(0, isUpper ? 0 : end, left.cols(), isUpper ? first : n - end), beta,
                    rows.slice(first, isUpper ? 0 : end, count, isUpper ? first : n - end), EXECUTION);
            DoubleMatrix square = DoubleMatrix.of(block, count, count);
            int corner = offsetC + first * ldc + first;
            if (beta != 0.0) {
                copyTriangle(isUpper, count, c, corner, ldc, block, 0, count);
            }
            Gemm.multiply(alpha, some, some.transposed(), beta, square, EXECUTION);
            copyTriangle(isUpper, count, block, 0, count, c, corner, ldc);
        }
    }

    private static void copyTriangle(boolean isUpper, int n, double[] from, int offsetFrom, int fromRow, double[] to,
            int offsetTo, int toRow) {
        for (int i = 0; i < n; i++) {
            int first = isUpper ? 0 : i;
            System.arraycopy(from, offsetFrom + i * fromRow + first, to, offsetTo + i * toRow + first,
                    isUpper ? i + 1 : n - i);
        }
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
