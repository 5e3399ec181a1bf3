package dev.evenkeel.internal.kernel.gemm;

/**
 * The inner loops of a product: equal tiles below each other, each {@code C[rows × columns] ← α·A[rows × depth]·B[depth
 * × columns]}, or that added to C, in registers. B and C have unit stride along a row; A has it along its rows or its
 * columns.
 *
 * @param <A> arrays of the element type
 */
public interface GemmKernel<A> extends TileSizes {
    /** KC: terms that one accumulator takes before it is added to C; part of the definition of a result. */
    int KC = 512;

    /** Speed of the tiles of {@code columns} columns, not counting padding, as a part of the widest tiles' speed. */
    double speed(int columns);

    /** The layout of packed columns of B: the last panel is only as wide as it must be. */
    PanelLayout layout();

    /** The layout with one panel for all columns left over, padded with zeros. */
    PanelLayout paddedLayout();

    /**
     * Rows from which one padded panel for the columns left over is faster than several narrow ones, in a deep
     * product; {@link #NO_ROWS} if it never is.
     *
     * @param mayOverlap whether the last of several may overlap the one before
     * @param copied whether all columns are copied to panels in any case
     */
    int rowsWorthPadding(int columns, boolean mayOverlap, boolean copied);

    /** More rows than any product has. */
    int NO_ROWS = Integer.MAX_VALUE;

    /** Whether tiles are as fast with A's unit stride along its columns as along its rows. */
    boolean readsColumns();

    /**
     * Computes {@code count} tiles, each {@code rows} below the one before. Each element is
     * {@code acc = +0; acc = fma(a, b, acc)} in ascending depth, then {@code fma(α, acc, c)} if {@code add}, else
     * {@code α·acc} without reading C. The arguments are many because an object that carried them would be garbage or
     * cost time (decision 24).
     *
     * @param aRowStride distance of two rows of A in a tile; either this or {@code aDepthStride} is 1
     * @param aTileStride distance of two tiles of A
     * @param rows 1 to the greatest height that {@link #tileHeight} returns for that width
     * @param columns a width that {@link #tileWidth} or {@link #paddedWidth} returns
     * @param depth 1 to {@link #KC}
     * @param alpha a value of the element type
     */
    void tiles(
            int count,
            A a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            int aTileStride,
            A b,
            int bOffset,
            int bStride,
            A c,
            int cOffset,
            int cStride,
            int rows,
            int columns,
            int depth,
            double alpha,
            boolean add);

    /**
     * Computes the tiles of one panel from top to bottom, of almost equal height, so that the last is not small: C's
     * {@code rows × columns} from A's {@code rows × depth} and a panel of that many columns, as {@link #tiles} computes
     * them. Where rows of C overlap by less than a vector, the next row's elements remain.
     */
    default void column(
            A a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            A panel,
            int panelOffset,
            int panelStride,
            int columns,
            A c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            double alpha,
            boolean add) {
        int height = tileHeight(rows, columns);
        if (rows <= height) { // Small products wait for a division (decision 13).
            tiles(1, a, aOffset, aRowStride, aDepthStride, 0, panel, panelOffset, panelStride, c, cOffset, cStride,
                    rows, columns, depth, alpha, add);
            return;
        }
        int count = Math.ceilDiv(rows, height);
        int low = rows / count;
        int high = rows - low * count;
        if (high > 0) {
            tiles(high, a, aOffset, aRowStride, aDepthStride, (low + 1) * aRowStride, panel, panelOffset,
                    panelStride, c, cOffset, cStride, low + 1, columns, depth, alpha, add);
        }
        int done = high * (low + 1);
        tiles(count - high, a, aOffset + done * aRowStride, aRowStride, aDepthStride, low * aRowStride, panel,
                panelOffset, panelStride, c, cOffset + done * cStride, cStride, low, columns, depth, alpha, add);
    }
}
