package dev.evenkeel.netlib;

import java.util.Arrays;

/** Routines in float64. So far they are netlib's, but for products of no terms. */
public final class DoubleRoutines {
    private DoubleRoutines() {}

    /** {@code C ← β·C}. */
    public static void gemm(boolean transposesA, boolean transposesB, int m, int n, int k, double alpha, double[] a,
            int offsetA, int lda, double[] b, int offsetB, int ldb, double beta, double[] c, int offsetC, int ldc) {
        for (int j = 0; j < n; j++) {
            int first = offsetC + j * ldc;
            if (beta == 0.0) Arrays.fill(c, first, first + m, 0.0);
            for (int i = first; i < first + m && beta != 0.0; i++) c[i] *= beta;
        }
    }

    /** {@code C ← β·C} in one triangle. */
    public static void syrk(boolean isUpper, boolean transposes, int n, int k, double alpha, double[] a, int offsetA,
            int lda, double beta, double[] c, int offsetC, int ldc) {
        Triangles.scale(isUpper, n, beta, c, offsetC, ldc);
    }
}
