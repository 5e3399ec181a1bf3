package dev.evenkeel.internal.kernel.dgemm;

import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;

/**
 * The specification of a product of doubles: eight sums of a row at a time, because one alone would wait for itself.
 */
public final class ScalarDoubleGemm implements GemmKernel<double[]> {
    /** NR: columns of the widest tile. */
    static final int NR = 32;

    private static final int MR = 8;
    private static final int CHAINS = 8;

    private final PanelLayout layout = new PanelLayout(this, false);
    private final PanelLayout paddedLayout = new PanelLayout(this, true);

    @Override
    public int tileWidth(int remaining) {
        return Math.min(remaining, NR);
    }

    @Override
    public int paddedWidth(int columns) {
        return columns;
    }

    @Override
    public int widestTile() {
        return NR;
    }

    @Override
    public int tileHeight(int rows, int columns) {
        return MR;
    }

    @Override
    public double speed(int columns) {
        return 1;
    }

    @Override
    public PanelLayout layout() {
        return layout;
    }

    @Override
    public PanelLayout paddedLayout() {
        return paddedLayout;
    }

    @Override
    public int rowsWorthPadding(int columns, boolean mayOverlap, boolean copied) {
        return NO_ROWS;
    }

    @Override
    public boolean readsColumns() {
        return true;
    }

    /** As tiles of one row: a method that vector kernels share would know two kinds of kernels (decision 4). */
    @Override
    public void column(
            double[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            double[] panel,
            int panelOffset,
            int panelStride,
            int columns,
            double[] c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            double alpha,
            boolean add) {
        tiles(rows, a, aOffset, aRowStride, aDepthStride, aRowStride, panel, panelOffset, panelStride, c, cOffset,
                cStride, 1, columns, depth, alpha, add);
    }

    @Override
    public void tiles(
            int count,
            double[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            int aTileStride,
            double[] b,
            int bOffset,
            int bStride,
            double[] c,
            int cOffset,
            int cStride,
            int rows,
            int columns,
            int depth,
            double alpha,
            boolean add) {
        for (int row = 0; row < count * rows; row++) {
            int from = aOffset + row / rows * aTileStride + row % rows * aRowStride;
            int to = cOffset + row * cStride;
            int j = 0;
            for (; j <= columns - CHAINS; j += CHAINS) {
                eight(a, from, aDepthStride, b, bOffset + j, bStride, c, to + j, depth, alpha, add);
            }
            for (; j < columns; j++) {
                double sum = 0;
                for (int p = 0; p < depth; p++) {
                    sum = Math.fma(a[from + p * aDepthStride], b[bOffset + p * bStride + j], sum);
                }
                store(sum, c, to + j, alpha, add);
            }
        }
    }

    private static void eight(double[] a, int from, int aStride, double[] b, int bOffset, int bStride, double[] c,
            int to, int depth, double alpha, boolean add) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int p = 0; p < depth; p++) {
            double factor = a[from + p * aStride];
            int row = bOffset + p * bStride;
            sum0 = Math.fma(factor, b[row], sum0);
            sum1 = Math.fma(factor, b[row + 1], sum1);
            sum2 = Math.fma(factor, b[row + 2], sum2);
            sum3 = Math.fma(factor, b[row + 3], sum3);
            sum4 = Math.fma(factor, b[row + 4], sum4);
            sum5 = Math.fma(factor, b[row + 5], sum5);
            sum6 = Math.fma(factor, b[row + 6], sum6);
            sum7 = Math.fma(factor, b[row + 7], sum7);
        }
        store(sum0, c, to, alpha, add);
        store(sum1, c, to + 1, alpha, add);
        store(sum2, c, to + 2, alpha, add);
        store(sum3, c, to + 3, alpha, add);
        store(sum4, c, to + 4, alpha, add);
        store(sum5, c, to + 5, alpha, add);
        store(sum6, c, to + 6, alpha, add);
        store(sum7, c, to + 7, alpha, add);
    }

    private static void store(double sum, double[] c, int to, double alpha, boolean add) {
        c[to] = add ? Math.fma(alpha, sum, c[to]) : alpha * sum;
    }
}
