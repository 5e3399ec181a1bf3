package dev.evenkeel.internal.kernel.gemm;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The specification of a product. All arrays of its inner loop have the same index: of such a loop alone C2 makes
 * vector code by itself (decision 4).
 */
public final class ScalarGemm implements GemmKernel<float[]> {
    /** NR: columns of the widest tile. */
    static final int NR = 64;

    /** MR: rows of the tallest tile. */
    static final int MR = 8;

    /** Terms at a time. */
    private static final int TERMS = 4;

    /** Rows that share a copy of B's rows. */
    private static final int ROWS = 32;

    /** Idle workspaces that are kept: garbage would cost a fresh program more than its products. */
    private static final int KEPT = 8;

    private final AtomicReferenceArray<Workspace> idle = new AtomicReferenceArray<>(KEPT);

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

    /** As tiles of one row: a method that vector kernels share would know two kinds of kernels (decision 4). */
    @Override
    public void column(
            float[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            float[] panel,
            int panelOffset,
            int panelStride,
            int columns,
            float[] c,
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
            double alpha,
            boolean add) {
        int slot = (int) (Thread.currentThread().threadId() % KEPT);
        Workspace kept = idle.getAndSet(slot, null);
        Workspace workspace = kept != null ? kept : new Workspace();
        for (int first = 0; first < count * rows; first += ROWS) {
            int height = Math.min(ROWS, count * rows - first);
            for (int i = 0; i < height; i++) {
                int row = first + i;
                workspace.rows[i] = aOffset + row / rows * aTileStride + row % rows * aRowStride;
                Arrays.fill(workspace.sums[i], 0, columns, 0f);
            }
            workspace.sum(a, aDepthStride, b, bOffset, bStride, height, columns, depth);
            for (int i = 0; i < height; i++) {
                workspace.store(i, c, cOffset + (first + i) * cStride, columns, (float) alpha, add);
            }
        }
        idle.set(slot, workspace);
    }

    /** What one thread works on: the sums of each row, and the rows of B that are being added. */
    private static final class Workspace {
        /** Offsets of A's rows. */
        private final int[] rows = new int[ROWS];

        /** One more, which stands beside the last of an odd number. */
        private final float[][] sums = new float[ROWS + 1][NR];

        private final float[][] terms = new float[TERMS][NR];

        void sum(float[] a, int aDepthStride, float[] b, int bOffset, int bStride, int height, int columns,
                int depth) {
            int whole = depth - depth % TERMS;
            for (int p = 0; p < whole; p += TERMS) {
                addTerms(a, p * aDepthStride, aDepthStride, b, bOffset + p * bStride, bStride, height, columns);
            }
            for (int p = whole; p < depth; p++) {
                addTerm(a, p * aDepthStride, b, bOffset + p * bStride, height, columns);
            }
        }

        /** Copies and all rows in one method: what the interpreter calls is little then. */
        private void addTerms(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int height,
                int columns) {
            float[] b0 = terms[0];
            float[] b1 = terms[1];
            float[] b2 = terms[2];
            float[] b3 = terms[3];
            System.arraycopy(b, bOffset, b0, 0, columns);
            System.arraycopy(b, bOffset + bStride, b1, 0, columns);
            System.arraycopy(b, bOffset + 2 * bStride, b2, 0, columns);
            System.arraycopy(b, bOffset + 3 * bStride, b3, 0, columns);
            for (int i = 0; i < height; i += 2) {
                int at = rows[i] + aOffset;
                float a0 = a[at];
                float a1 = a[at + aStride];
                float a2 = a[at + 2 * aStride];
                float a3 = a[at + 3 * aStride];
                at = rows[Math.min(i + 1, height - 1)] + aOffset;
                float next0 = a[at];
                float next1 = a[at + aStride];
                float next2 = a[at + 2 * aStride];
                float next3 = a[at + 3 * aStride];
                float[] sum = sums[i];
                float[] next = sums[i + 1];
                for (int j = 0; j < columns; j++) {
                    sum[j] = Math.fma(a3, b3[j],
                            Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
                    next[j] = Math.fma(next3, b3[j],
                            Math.fma(next2, b2[j], Math.fma(next1, b1[j], Math.fma(next0, b0[j], next[j]))));
                }
            }
        }

        private void addTerm(float[] a, int aOffset, float[] b, int bOffset, int height, int columns) {
            float[] row = terms[0];
            System.arraycopy(b, bOffset, row, 0, columns);
            for (int i = 0; i < height; i++) {
                float factor = a[rows[i] + aOffset];
                float[] sum = sums[i];
                for (int j = 0; j < columns; j++) {
                    sum[j] = Math.fma(factor, row[j], sum[j]);
                }
            }
        }

        void store(int row, float[] c, int at, int columns, float alpha, boolean add) {
            float[] sum = sums[row];
            if (add) {
                float[] old = terms[0];
                System.arraycopy(c, at, old, 0, columns);
                for (int j = 0; j < columns; j++) {
                    sum[j] = Math.fma(alpha, sum[j], old[j]);
                }
            } else if (alpha != 1f) {
                for (int j = 0; j < columns; j++) {
                    sum[j] = alpha * sum[j];
                }
            }
            System.arraycopy(sum, 0, c, at, columns);
        }
    }
}
