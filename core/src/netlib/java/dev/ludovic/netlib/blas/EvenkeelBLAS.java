package dev.ludovic.netlib.blas;

import dev.evenkeel.netlib.Arguments;
import dev.evenkeel.netlib.DoubleRoutines;
import dev.evenkeel.netlib.FloatRoutines;
import dev.evenkeel.netlib.PackedUpdate;
import dev.evenkeel.netlib.Routine;

/**
 * VectorBLAS with some routines replaced: those that {@link Routine} lists, from the sizes on that it gives. Methods
 * with more than ten parameters are netlib's. Operands of one array, which may overlap, are left to netlib.
 */
final class EvenkeelBLAS extends CorrectedBLAS {
    @Override
    public void sgemm(String transa, String transb, int m, int n, int k, float alpha, float[] a, int offseta, int lda,
            float[] b, int offsetb, int ldb, float beta, float[] c, int offsetc, int ldc) {
        boolean isLeft = k > 0 && (!Routine.SGEMM.isOurs((long) m * n * k) || c == a || c == b);
        if (isLeft) {
            super.sgemm(transa, transb, m, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
            return;
        }
        boolean transposesA = Arguments.isTransposed("SGEMM", 1, transa);
        boolean transposesB = Arguments.isTransposed("SGEMM", 2, transb);
        Arguments.requireProduct("SGEMM", transposesA, transposesB, m, n, k, lda, ldb, ldc);
        if (m == 0 || n == 0 || (alpha == 0f || k == 0) && beta == 1f) {
            return;
        }
        if (k > 0) {
            Arguments.requireWithin(a.length, offseta, transposesA ? k : m, transposesA ? m : k, lda);
            Arguments.requireWithin(b.length, offsetb, transposesB ? n : k, transposesB ? k : n, ldb);
        }
        Arguments.requireWithin(c.length, offsetc, m, n, ldc);
        FloatRoutines.gemm(transposesA, transposesB, m, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c,
                offsetc, ldc);
    }

    @Override
    public void ssyrk(String uplo, String trans, int n, int k, float alpha, float[] a, int offseta, int lda,
            float beta, float[] c, int offsetc, int ldc) {
        if (k > 0 && alpha != 0f && (!Routine.SSYRK.isOurs((long) n * n * k) || c == a)) {
            super.ssyrk(uplo, trans, n, k, alpha, a, offseta, lda, beta, c, offsetc, ldc);
            return;
        }
        boolean isUpper = Arguments.isUpper("SSYRK", 1, uplo);
        boolean transposes = Arguments.isTransposed("SSYRK", 2, trans);
        Arguments.requireSymmetricUpdate("SSYRK", transposes, n, k, lda, ldc);
        if (n == 0 || (alpha == 0f || k == 0) && beta == 1f) {
            return;
        }
        if (k > 0) {
            Arguments.requireWithin(a.length, offseta, transposes ? k : n, transposes ? n : k, lda);
        }
        Arguments.requireWithin(c.length, offsetc, n, n, ldc);
        FloatRoutines.syrk(isUpper, transposes, n, k, alpha, a, offseta, lda, beta, c, offsetc, ldc);
    }

    @Override
    protected void sgemvK(String trans, int m, int n, float alpha, float[] a, int offseta, int lda, float[] x,
            int offsetx, int incx, float beta, float[] y, int offsety, int incy) {
        if (!lsame("N", trans) || !Routine.SGEMV.isOurs((long) m * n) || y == a || y == x) {
            super.sgemvK(trans, m, n, alpha, a, offseta, lda, x, offsetx, incx, beta, y, offsety, incy);
            return;
        }
        FloatRoutines.gemv(m, n, alpha, a, offseta, lda, x, offsetx, incx, beta, y, offsety, incy);
    }

    @Override
    public void dgemm(String transa, String transb, int m, int n, int k, double alpha, double[] a, int offseta, int lda,
            double[] b, int offsetb, int ldb, double beta, double[] c, int offsetc, int ldc) {
        boolean isLeft = k > 0 && (!Routine.DGEMM.isOurs((long) m * n * k) || c == a || c == b);
        if (isLeft) {
            super.dgemm(transa, transb, m, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
            return;
        }
        boolean transposesA = Arguments.isTransposed("DGEMM", 1, transa);
        boolean transposesB = Arguments.isTransposed("DGEMM", 2, transb);
        Arguments.requireProduct("DGEMM", transposesA, transposesB, m, n, k, lda, ldb, ldc);
        if (m == 0 || n == 0 || (alpha == 0.0 || k == 0) && beta == 1.0) {
            return;
        }
        if (k > 0) {
            Arguments.requireWithin(a.length, offseta, transposesA ? k : m, transposesA ? m : k, lda);
            Arguments.requireWithin(b.length, offsetb, transposesB ? n : k, transposesB ? k : n, ldb);
        }
        Arguments.requireWithin(c.length, offsetc, m, n, ldc);
        DoubleRoutines.gemm(transposesA, transposesB, m, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c,
                offsetc, ldc);
    }

    @Override
    public void dsyrk(String uplo, String trans, int n, int k, double alpha, double[] a, int offseta, int lda,
            double beta, double[] c, int offsetc, int ldc) {
        if (k > 0 && alpha != 0.0 && (!Routine.DSYRK.isOurs((long) n * n * k) || c == a)) {
            super.dsyrk(uplo, trans, n, k, alpha, a, offseta, lda, beta, c, offsetc, ldc);
            return;
        }
        boolean isUpper = Arguments.isUpper("DSYRK", 1, uplo);
        boolean transposes = Arguments.isTransposed("DSYRK", 2, trans);
        Arguments.requireSymmetricUpdate("DSYRK", transposes, n, k, lda, ldc);
        if (n == 0 || (alpha == 0.0 || k == 0) && beta == 1.0) {
            return;
        }
        if (k > 0) {
            Arguments.requireWithin(a.length, offseta, transposes ? k : n, transposes ? n : k, lda);
        }
        Arguments.requireWithin(c.length, offsetc, n, n, ldc);
        DoubleRoutines.syrk(isUpper, transposes, n, k, alpha, a, offseta, lda, beta, c, offsetc, ldc);
    }

    @Override
    protected void ssprK(String uplo, int n, float alpha, float[] x, int offsetx, int incx, float[] a, int offseta) {
        if (Routine.SSPR.isOurs(n)) {
            if (alpha != 0f) PackedUpdate.spr(lsame("U", uplo), n, alpha, x, offsetx, incx, a, offseta);
        } else {
            super.ssprK(uplo, n, alpha, x, offsetx, incx, a, offseta);
        }
    }

    @Override
    protected void dsprK(String uplo, int n, double alpha, double[] x, int offsetx, int incx, double[] a, int offseta) {
        if (alpha != 0.0) PackedUpdate.spr(lsame("U", uplo), n, alpha, x, offsetx, incx, a, offseta);
    }
}
