package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;

/**
 * Computes a product that is over before vectors, panels or threads would be ready: eight elements of C at a time, in
 * scalar code, whatever the strides (decision 29).
 */
final class TinyGemm {
    private static final int ROWS = 4;
    private static final int COLUMNS = 2;

    /** Most terms of all blocks together (decision 29). */
    private static final int TERMS = 64;

    /** Terms in the time that a block takes beside its own. */
    private static final int TERMS_OF_A_BLOCK = 2;

    private TinyGemm() {}

    /**
     * Computes the product if it is tiny; returns false otherwise. One row has vector kernels that need no preparation;
     * products of no terms have a definition of their own.
     */
    static boolean multiply(float alpha, MatrixView<float[]> a, MatrixView<float[]> b, float beta,
            MatrixView<float[]> c) {
        int depth = a.cols();
        if (c.rows() == 1
                || depth == 0
                || depth > GemmKernel.KC
                || alpha == 0f
                || Math.max(c.rows(), c.cols()) > ROWS * TERMS
                || blocks(c) * (TERMS_OF_A_BLOCK + depth) > TERMS
                || a.array() == null
                || b.array() == null
                || c.array() == null) {
            return false;
        }
        int lastRow = c.rows() - 1;
        int lastColumn = c.cols() - 1;
        for (int i = 0; i <= lastRow; i += ROWS) {
            for (int j = 0; j <= lastColumn; j += COLUMNS) {
                block(alpha, a, b, beta, c, i, Math.min(i + 1, lastRow), Math.min(i + 2, lastRow),
                        Math.min(i + 3, lastRow), j, Math.min(j + 1, lastColumn));
            }
        }
        return true;
    }

    private static int blocks(MatrixView<?> c) {
        return Math.ceilDiv(c.rows(), ROWS) * Math.ceilDiv(c.cols(), COLUMNS);
    }

    /**
     * Rows i and columns j. What is beyond the last one is that once more, so all of C is read before any of it is
     * written.
     */
    private static void block(float alpha, MatrixView<float[]> left, MatrixView<float[]> right, float beta,
            MatrixView<float[]> c, int i0, int i1, int i2,
            int i3, int j0, int j1) {
        float[] a = left.array();
        float[] b = right.array();
        int depth = left.cols();
        int aStride = (int) left.colStride();
        int bStride = (int) right.rowStride();
        int a0 = (int) (left.offset() + i0 * left.rowStride());
        int a1 = (int) (left.offset() + i1 * left.rowStride());
        int a2 = (int) (left.offset() + i2 * left.rowStride());
        int a3 = (int) (left.offset() + i3 * left.rowStride());
        int b0 = (int) (right.offset() + j0 * right.colStride());
        int b1 = (int) (right.offset() + j1 * right.colStride());
        float sum00 = 0f;
        float sum01 = 0f;
        float sum10 = 0f;
        float sum11 = 0f;
        float sum20 = 0f;
        float sum21 = 0f;
        float sum30 = 0f;
        float sum31 = 0f;
        for (int p = 0, at = 0, bt = 0; p < depth; p++, at += aStride, bt += bStride) {
            float x = b[b0 + bt];
            float y = b[b1 + bt];
            sum00 = Math.fma(a[a0 + at], x, sum00);
            sum01 = Math.fma(a[a0 + at], y, sum01);
            sum10 = Math.fma(a[a1 + at], x, sum10);
            sum11 = Math.fma(a[a1 + at], y, sum11);
            sum20 = Math.fma(a[a2 + at], x, sum20);
            sum21 = Math.fma(a[a2 + at], y, sum21);
            sum30 = Math.fma(a[a3 + at], x, sum30);
            sum31 = Math.fma(a[a3 + at], y, sum31);
        }
        float[] values = c.array();
        int c0 = (int) (c.offset() + i0 * c.rowStride() + j0 * c.colStride());
        int c1 = (int) (c.offset() + i1 * c.rowStride() + j0 * c.colStride());
        int c2 = (int) (c.offset() + i2 * c.rowStride() + j0 * c.colStride());
        int c3 = (int) (c.offset() + i3 * c.rowStride() + j0 * c.colStride());
        int next = (int) ((j1 - j0) * c.colStride());
        if (beta == 0f) {
            values[c0] = alpha * sum00;
            values[c0 + next] = alpha * sum01;
            values[c1] = alpha * sum10;
            values[c1 + next] = alpha * sum11;
            values[c2] = alpha * sum20;
            values[c2 + next] = alpha * sum21;
            values[c3] = alpha * sum30;
            values[c3 + next] = alpha * sum31;
        } else {
            sum00 = Math.fma(alpha, sum00, scaled(beta, values[c0]));
            sum01 = Math.fma(alpha, sum01, scaled(beta, values[c0 + next]));
            sum10 = Math.fma(alpha, sum10, scaled(beta, values[c1]));
            sum11 = Math.fma(alpha, sum11, scaled(beta, values[c1 + next]));
            sum20 = Math.fma(alpha, sum20, scaled(beta, values[c2]));
            sum21 = Math.fma(alpha, sum21, scaled(beta, values[c2 + next]));
            sum30 = Math.fma(alpha, sum30, scaled(beta, values[c3]));
            sum31 = Math.fma(alpha, sum31, scaled(beta, values[c3 + next]));
            values[c0] = sum00;
            values[c0 + next] = sum01;
            values[c1] = sum10;
            values[c1 + next] = sum11;
            values[c2] = sum20;
            values[c2 + next] = sum21;
            values[c3] = sum30;
            values[c3 + next] = sum31;
        }
    }

    private static float scaled(float beta, float value) {
        return beta == 1f ? value : beta * value;
    }
}
