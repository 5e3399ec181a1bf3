package dev.evenkeel.netlib;

import java.util.Arrays;

/** One triangle of a square matrix in columns. */
public final class Triangles {
    private Triangles() {}

    /** {@code C ← β·C} in one triangle; β = 0 does not read it. */
    public static void scale(boolean isUpper, int n, float beta, float[] c, int offset, int ldc) {
        for (int j = 0; j < n; j++) {
            int first = offset + j * ldc + (isUpper ? 0 : j);
            int end = offset + j * ldc + (isUpper ? j + 1 : n);
            if (beta == 0f) Arrays.fill(c, first, end, 0f);
            for (int i = first; i < end && beta != 0f && beta != 1f; i++) c[i] *= beta;
        }
    }

    /** {@code C ← β·C} in one triangle; β = 0 does not read it. */
    public static void scale(boolean isUpper, int n, double beta, double[] c, int offset, int ldc) {
        for (int j = 0; j < n; j++) {
            int first = offset + j * ldc + (isUpper ? 0 : j);
            int end = offset + j * ldc + (isUpper ? j + 1 : n);
            if (beta == 0.0) Arrays.fill(c, first, end, 0.0);
            for (int i = first; i < end && beta != 0.0 && beta != 1.0; i++) c[i] *= beta;
        }
    }
}
