package dev.ludovic.netlib.blas;

import dev.evenkeel.netlib.Arguments;
import dev.evenkeel.netlib.Norms;
import dev.evenkeel.netlib.Triangles;

/**
 * VectorBLAS where it is not what BLAS says: α = 0 and empty operands read nothing, {@code ger} finds the end of x also
 * where m and n differ, and {@code nrm2} does not overflow before its result does. Methods with more than ten
 * parameters are netlib's.
 */
class CorrectedBLAS extends VectorBLAS {
    @Override
    protected float snrm2K(int n, float[] x, int offsetx, int incx) {
        float squares = super.sdotK(n, x, offsetx, incx, x, offsetx, incx);
        return Norms.isSafe(squares, n) ? (float) Math.sqrt(squares) : Norms.norm(n, x, offsetx, incx);
    }

    @Override
    protected double dnrm2K(int n, double[] x, int offsetx, int incx) {
        double squares = super.ddotK(n, x, offsetx, incx, x, offsetx, incx);
        return Norms.isSafe(squares, n) ? Math.sqrt(squares) : Norms.norm(n, x, offsetx, incx);
    }

    /** VectorBLAS begins a negative increment of x as if x had n elements: the offset makes up for it. */
    @Override
    protected void sgerK(int m, int n, float alpha, float[] x, int offsetx, int incx, float[] y, int offsety, int incy,
            float[] a, int offseta, int lda) {
        int start = incx < 0 ? offsetx - (m - n) * incx : offsetx;
        super.sgerK(m, n, alpha, x, start, incx, y, offsety, incy, a, offseta, lda);
    }

    @Override
    protected void ssyrK(String uplo, int n, float alpha, float[] x, int offsetx, int incx, float[] a, int offseta,
            int lda) {
        if (alpha != 0f) super.ssyrK(uplo, n, alpha, x, offsetx, incx, a, offseta, lda);
    }

    @Override
    protected void ssyr2K(String uplo, int n, float alpha, float[] x, int offsetx, int incx, float[] y, int offsety,
            int incy, float[] a, int offseta, int lda) {
        if (alpha != 0f) super.ssyr2K(uplo, n, alpha, x, offsetx, incx, y, offsety, incy, a, offseta, lda);
    }

    @Override
    protected void ssymmK(String side, String uplo, int m, int n, float alpha, float[] a, int offseta, int lda,
            float[] b, int offsetb, int ldb, float beta, float[] c, int offsetc, int ldc) {
        if (alpha == 0f) {
            sgemmBeta(0, m, 0, n, beta, c, offsetc, ldc);
        } else {
            super.ssymmK(side, uplo, m, n, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
        }
    }

    @Override
    public void ssyr2k(String uplo, String trans, int n, int k, float alpha, float[] a, int offseta, int lda,
            float[] b, int offsetb, int ldb, float beta, float[] c, int offsetc, int ldc) {
        if (k != 0 && alpha != 0f) {
            super.ssyr2k(uplo, trans, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
            return;
        }
        boolean isUpper = Arguments.isUpper("SSYR2K", 1, uplo);
        Arguments.requireSecondUpdate("SSYR2K", Arguments.isTransposed("SSYR2K", 2, trans), n, k, lda, ldb, ldc);
        if (n > 0) Triangles.scale(isUpper, n, beta, c, offsetc, ldc);
    }

    @Override
    public void strmm(String side, String uplo, String transa, String diag, int m, int n, float alpha, float[] a,
            int offseta, int lda, float[] b, int offsetb, int ldb) {
        if (m == 0) {
            Arguments.requireTriangular("STRMM", side, uplo, transa, diag, m, n, lda, ldb);
        } else {
            super.strmm(side, uplo, transa, diag, m, n, alpha, a, offseta, lda, b, offsetb, ldb);
        }
    }

    @Override
    public void strsm(String side, String uplo, String transa, String diag, int m, int n, float alpha, float[] a,
            int offseta, int lda, float[] b, int offsetb, int ldb) {
        if (m == 0) {
            Arguments.requireTriangular("STRSM", side, uplo, transa, diag, m, n, lda, ldb);
        } else {
            super.strsm(side, uplo, transa, diag, m, n, alpha, a, offseta, lda, b, offsetb, ldb);
        }
    }

    @Override
    protected void dgerK(int m, int n, double alpha, double[] x, int offsetx, int incx, double[] y, int offsety,
            int incy,
            double[] a, int offseta, int lda) {
        int start = incx < 0 ? offsetx - (m - n) * incx : offsetx;
        super.dgerK(m, n, alpha, x, start, incx, y, offsety, incy, a, offseta, lda);
    }

    @Override
    protected void dsyrK(String uplo, int n, double alpha, double[] x, int offsetx, int incx, double[] a, int offseta,
            int lda) {
        if (alpha != 0.0) super.dsyrK(uplo, n, alpha, x, offsetx, incx, a, offseta, lda);
    }

    @Override
    protected void dsyr2K(String uplo, int n, double alpha, double[] x, int offsetx, int incx, double[] y, int offsety,
            int incy, double[] a, int offseta, int lda) {
        if (alpha != 0.0) super.dsyr2K(uplo, n, alpha, x, offsetx, incx, y, offsety, incy, a, offseta, lda);
    }

    @Override
    protected void dsymmK(String side, String uplo, int m, int n, double alpha, double[] a, int offseta, int lda,
            double[] b, int offsetb, int ldb, double beta, double[] c, int offsetc, int ldc) {
        if (alpha == 0.0) {
            dgemmBeta(0, m, 0, n, beta, c, offsetc, ldc);
        } else {
            super.dsymmK(side, uplo, m, n, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
        }
    }

    @Override
    public void dsyr2k(String uplo, String trans, int n, int k, double alpha, double[] a, int offseta, int lda,
            double[] b, int offsetb, int ldb, double beta, double[] c, int offsetc, int ldc) {
        if (k != 0 && alpha != 0.0) {
            super.dsyr2k(uplo, trans, n, k, alpha, a, offseta, lda, b, offsetb, ldb, beta, c, offsetc, ldc);
            return;
        }
        boolean isUpper = Arguments.isUpper("DSYR2K", 1, uplo);
        Arguments.requireSecondUpdate("DSYR2K", Arguments.isTransposed("DSYR2K", 2, trans), n, k, lda, ldb, ldc);
        if (n > 0) Triangles.scale(isUpper, n, beta, c, offsetc, ldc);
    }

    @Override
    public void dtrmm(String side, String uplo, String transa, String diag, int m, int n, double alpha, double[] a,
            int offseta, int lda, double[] b, int offsetb, int ldb) {
        if (m == 0) {
            Arguments.requireTriangular("DTRMM", side, uplo, transa, diag, m, n, lda, ldb);
        } else {
            super.dtrmm(side, uplo, transa, diag, m, n, alpha, a, offseta, lda, b, offsetb, ldb);
        }
    }

    @Override
    public void dtrsm(String side, String uplo, String transa, String diag, int m, int n, double alpha, double[] a,
            int offseta, int lda, double[] b, int offsetb, int ldb) {
        if (m == 0) {
            Arguments.requireTriangular("DTRSM", side, uplo, transa, diag, m, n, lda, ldb);
        } else {
            super.dtrsm(side, uplo, transa, diag, m, n, alpha, a, offseta, lda, b, offsetb, ldb);
        }
    }
}
