package dev.evenkeel;

import dev.evenkeel.kernel.GemmKernel;

/** Loop 1 of a product: tiles from top to bottom of one panel, of almost equal height, so that the last is not small. */
final class TileColumn {
    private TileColumn() {}

    /** C's {@code rows × columns} from A's {@code rows × depth} and a panel of that many columns: see {@link GemmKernel#tiles}. */
    static void multiply(
            GemmKernel gemm,
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
            float alpha,
            boolean add) {
        int count = Math.ceilDiv(rows, gemm.tileHeight(rows, columns));
        int low = rows / count;
        int high = rows - low * count;
        if (high > 0) {
            gemm.tiles(high, a, aOffset, aRowStride, aDepthStride, (low + 1) * aRowStride, panel, panelOffset,
                    panelStride, c, cOffset, cStride, low + 1, columns, depth, alpha, add);
        }
        int done = high * (low + 1);
        gemm.tiles(count - high, a, aOffset + done * aRowStride, aRowStride, aDepthStride, low * aRowStride, panel,
                panelOffset, panelStride, c, cOffset + done * cStride, cStride, low, columns, depth, alpha, add);
    }
}
