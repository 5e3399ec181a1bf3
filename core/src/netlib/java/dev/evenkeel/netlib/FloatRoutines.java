package dev.evenkeel.netlib;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.gemm.Syrk;
import dev.evenkeel.gemm.Triangle;

/**
 * Routines in float32 over {@link Gemm} and {@link Syrk}. BLAS lays matrices out in columns and Evenkeel prefers rows,
 * so each is computed transposed: Cᵀ = op(B)ᵀ·op(A)ᵀ. The parameters, more than ten of them, are BLAS's.
 */
public final class FloatRoutines {
    private static final Execution EXECUTION = Execution.sequential();
    private static final float[] NOTHING = {};

    private FloatRoutines() {}

    /** {@code C ← α·op(A)·op(B) + β·C} for matrices that were checked and are not empty; k may be 0. */
    public static void gemm(boolean transposesA, boolean transposesB, int m, int n, int k, float alpha, float[] a,
            int offsetA, int lda, float[] b, int offsetB, int ldb, float beta, float[] c, int offsetC, int ldc) {
        boolean isRead = alpha != 0f && k > 0;
        Matrix left = isRead ? view(b, offsetB, n, k, ldb, !transposesB) : nothing(n);
        Matrix right = isRead ? view(a, offsetA, k, m, lda, !transposesA) : nothing(m).transposed();
        Gemm.multiply(alpha, left, right, beta, view(c, offsetC, n, m, ldc, true), EXECUTION);
    }

    /** {@code y ← α·A·x + β·y} for operands that were checked and are not empty. */
    public static void gemv(int m, int n, float alpha, float[] a, int offsetA, int lda, float[] x, int offsetX,
            int incX, float beta, float[] y, int offsetY, int incY) {
        boolean isRead = alpha != 0f;
        Gemm.multiply(alpha, isRead ? vector(x, offsetX, n, incX) : nothing(1),
                isRead ? view(a, offsetA, n, m, lda, true) : nothing(m).transposed(), beta,
                vector(y, offsetY, m, incY), EXECUTION);
    }

    /**
     * {@code C ← α·op(A)·op(A)ᵀ + β·C} in one triangle, for matrices that were checked and are not empty; k may be 0.
     * In rows, BLAS's upper triangle is the lower one.
     */
    public static void syrk(boolean isUpper, boolean transposes, int n, int k, float alpha, float[] a, int offsetA,
            int lda, float beta, float[] c, int offsetC, int ldc) {
        boolean isRead = alpha != 0f && k > 0;
        Matrix left = isRead ? view(a, offsetA, n, k, lda, transposes) : nothing(n);
        Syrk.update(isUpper ? Triangle.LOWER : Triangle.UPPER, alpha, left, beta, view(c, offsetC, n, n, ldc, true),
                EXECUTION);
    }

    /** A rows × cols view whose rows are the columns that BLAS sees, or which has columns where BLAS sees columns. */
    static Matrix view(float[] data, int offset, int rows, int cols, int leadingDimension, boolean hasRows) {
        return Matrix.of(data, offset, rows, cols, hasRows ? leadingDimension : 1, hasRows ? 1 : leadingDimension);
    }

    /** A row; one with a negative increment begins at the end. */
    private static Matrix vector(float[] data, int offset, int length, int increment) {
        return Matrix.of(data, increment < 0 ? offset - (length - 1) * increment : offset, 1, length, 0, increment);
    }

    private static Matrix nothing(int rows) {
        return Matrix.of(NOTHING, rows, 0);
    }
}
