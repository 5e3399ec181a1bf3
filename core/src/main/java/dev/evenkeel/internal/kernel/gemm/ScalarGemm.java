package dev.evenkeel.internal.kernel.gemm;

/**
 * The specification of a product, element by element. Four columns are computed at a time, because one chain of fma
 * waits for itself.
 */
public final class ScalarGemm implements GemmKernel {
    /** NR: columns of the widest tile. */
    static final int NR = 64;

    /** MR: rows of the tallest tile. */
    static final int MR = 8;

    /** Columns at a time. */
    private static final int UNROLLED = 4;

    private final PanelLayout layout = new PanelLayout(this, false);
    private final PanelLayout paddedLayout = new PanelLayout(this, true);

    @Override
    public int tileWidth(int remaining) {
        return Math.min(remaining, widestTile());
    }

    @Override
    public int paddedWidth(int columns) {
        return columns;
    }

    @Override
    public double speed(int columns) {
        return 1;
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

    @Override
    public void tiles(
            int count,
            float[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            int aTileStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            int rows,
            int columns,
            int depth,
            float alpha,
            boolean add) {
        for (int i = 0; i < count * rows; i++) {
            int aRow = aOffset + i / rows * aTileStride + i % rows * aRowStride;
            int cRow = cOffset + i * cStride;
            int j = 0;
            for (; j <= columns - UNROLLED; j += UNROLLED) {
                float acc0 = 0f;
                float acc1 = 0f;
                float acc2 = 0f;
                float acc3 = 0f;
                for (int p = 0; p < depth; p++) {
                    float x = a[aRow + p * aDepthStride];
                    int row = bOffset + p * bStride + j;
                    acc0 = Math.fma(x, b[row], acc0);
                    acc1 = Math.fma(x, b[row + 1], acc1);
                    acc2 = Math.fma(x, b[row + 2], acc2);
                    acc3 = Math.fma(x, b[row + 3], acc3);
                }
                store(acc0, c, cRow + j, alpha, add);
                store(acc1, c, cRow + j + 1, alpha, add);
                store(acc2, c, cRow + j + 2, alpha, add);
                store(acc3, c, cRow + j + 3, alpha, add);
            }
            for (; j < columns; j++) {
                float acc = 0f;
                for (int p = 0; p < depth; p++) {
                    acc = Math.fma(a[aRow + p * aDepthStride], b[bOffset + p * bStride + j], acc);
                }
                store(acc, c, cRow + j, alpha, add);
            }
        }
    }

    private static void store(float acc, float[] c, int index, float alpha, boolean add) {
        c[index] = add ? Math.fma(alpha, acc, c[index]) : alpha * acc;
    }
}
