package dev.evenkeel.internal.kernel.dgemm;

/**
 * The specification, which works everywhere. It takes eight sums at a time, each in order, because one alone would wait
 * for itself.
 */
public final class ScalarDgemm implements DgemmKernel {
    private static final int ROWS = 4;
    private static final int PAIR = 2;

    @Override
    public void addTransposed(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset) {
        for (int j = 0; j < COLUMNS; j += PAIR) {
            for (int i = 0; i < COLUMNS; i += ROWS) {
                tile(depth, a, aOffset + i, b, bOffset + j, c, cOffset + i * COLUMNS + j);
            }
        }
    }

    private static void tile(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int c0) {
        int c1 = c0 + COLUMNS;
        int c2 = c1 + COLUMNS;
        int c3 = c2 + COLUMNS;
        double c00 = c[c0];
        double c01 = c[c0 + 1];
        double c10 = c[c1];
        double c11 = c[c1 + 1];
        double c20 = c[c2];
        double c21 = c[c2 + 1];
        double c30 = c[c3];
        double c31 = c[c3 + 1];
        for (int p = 0; p < depth; p++) {
            int from = aOffset + p * COLUMNS;
            int to = bOffset + p * COLUMNS;
            double b0 = b[to];
            double b1 = b[to + 1];
            c00 = Math.fma(a[from], b0, c00);
            c01 = Math.fma(a[from], b1, c01);
            c10 = Math.fma(a[from + 1], b0, c10);
            c11 = Math.fma(a[from + 1], b1, c11);
            c20 = Math.fma(a[from + 2], b0, c20);
            c21 = Math.fma(a[from + 2], b1, c21);
            c30 = Math.fma(a[from + 3], b0, c30);
            c31 = Math.fma(a[from + 3], b1, c31);
        }
        c[c0] = c00;
        c[c0 + 1] = c01;
        c[c1] = c10;
        c[c1 + 1] = c11;
        c[c2] = c20;
        c[c2 + 1] = c21;
        c[c3] = c30;
        c[c3 + 1] = c31;
    }
}
