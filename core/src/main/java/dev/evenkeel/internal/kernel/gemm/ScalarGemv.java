package dev.evenkeel.internal.kernel.gemm;

/**
 * The specification of a product of one row or a few. Columns are taken several at a time: one chain of fma waits for
 * itself.
 */
public final class ScalarGemv implements GemvKernel<float[]> {
    private static final int CHAINS = 8;

    @Override
    public void axpyRows(
            float[] x,
            int xOffset,
            int xStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth) {
        for (int p = 0; p < depth; p++) {
            float factor = x[xOffset + p * xStride];
            for (int j = 0; j < columns; j++) {
                acc[accOffset + j] = Math.fma(factor, b[bOffset + p * bStride + j], acc[accOffset + j]);
            }
        }
    }

    @Override
    public int fewRows() {
        return 1;
    }

    @Override
    public void addOuterProducts(
            float[] x, int xOffset, int rows, float[] b, int bOffset, int bStride, float[] acc, int columns,
            int depth) {
        for (int i = 0; i < rows; i++) {
            axpyRows(x, xOffset + i, rows, b, bOffset, bStride, acc, i * columns, columns, depth);
        }
    }

    @Override
    public void dotColumns(
            float[] x,
            int xOffset,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth) {
        int j = 0;
        for (; j < columns - 1; j += CHAINS) {
            addEight(x, xOffset, b, bOffset + j * bStride, bStride, acc, accOffset + j, columns - 1 - j, depth);
        }
        if (j == columns - 1) {
            float sum = acc[accOffset + j];
            for (int p = 0; p < depth; p++) {
                sum = Math.fma(x[xOffset + p], b[bOffset + j * bStride + p], sum);
            }
            acc[accOffset + j] = sum;
        }
    }

    /**
     * Adds to columns 0 … {@code last}, at least two and at most eight, in eight chains: those beyond the last column
     * compute it once more. A chain alone would wait for itself, four cycles a term.
     */
    private static void addEight(
            float[] x, int xOffset, float[] b, int b0, int bStride, float[] acc, int at, int last, int depth) {
        int j1 = Math.min(1, last);
        int j2 = Math.min(2, last);
        int j3 = Math.min(3, last);
        int j4 = Math.min(4, last);
        int j5 = Math.min(5, last);
        int j6 = Math.min(6, last);
        int j7 = Math.min(7, last);
        int b1 = b0 + j1 * bStride;
        int b2 = b0 + j2 * bStride;
        int b3 = b0 + j3 * bStride;
        int b4 = b0 + j4 * bStride;
        int b5 = b0 + j5 * bStride;
        int b6 = b0 + j6 * bStride;
        int b7 = b0 + j7 * bStride;
        float sum0 = acc[at];
        float sum1 = acc[at + j1];
        float sum2 = acc[at + j2];
        float sum3 = acc[at + j3];
        float sum4 = acc[at + j4];
        float sum5 = acc[at + j5];
        float sum6 = acc[at + j6];
        float sum7 = acc[at + j7];
        for (int p = 0; p < depth; p++) {
            float factor = x[xOffset + p];
            sum0 = Math.fma(factor, b[b0 + p], sum0);
            sum1 = Math.fma(factor, b[b1 + p], sum1);
            sum2 = Math.fma(factor, b[b2 + p], sum2);
            sum3 = Math.fma(factor, b[b3 + p], sum3);
            sum4 = Math.fma(factor, b[b4 + p], sum4);
            sum5 = Math.fma(factor, b[b5 + p], sum5);
            sum6 = Math.fma(factor, b[b6 + p], sum6);
            sum7 = Math.fma(factor, b[b7 + p], sum7);
        }
        acc[at] = sum0;
        acc[at + j1] = sum1;
        acc[at + j2] = sum2;
        acc[at + j3] = sum3;
        acc[at + j4] = sum4;
        acc[at + j5] = sum5;
        acc[at + j6] = sum6;
        acc[at + j7] = sum7;
    }
}
