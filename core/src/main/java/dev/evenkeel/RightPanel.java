package dev.evenkeel;

/**
 * The panel of B at work, as the kernels read it: in place where that is fast, from a packed matrix, or packed when the first block of
 * rows needs it, so that it is still in the L2 cache when it is read.
 */
final class RightPanel {
    /**
     * Rows of C, and row stride of B in panels, from which B is packed although the kernels could read it in place. Packing takes the time of
     * eight rows; in place, the rows of a panel share cache sets and lie on many pages, which costs 8–12 % with panels of 16 columns from a
     * stride of 256, with panels of 64 from 512; packing sooner costs 2–4 %. A in place was never slower.
     */
    private static final int ROWS_WORTH_PACKING = 128;

    private static final int PANELS_WORTH_PACKING = 8;

    float[] array;
    int offset;
    int stride;

    /** Columns that are read, and how many of them are the matrix's. */
    int width;
    int columns;

    private Matrix b;
    private Panels panels;
    private Workspace workspace;
    private boolean ready;
    private boolean kept;
    private int firstPacked;
    private int firstColumn;
    private int allColumns;
    private int from;
    private int depth;
    private float[] buffer;

    /** Columns {@code column … column + columns} of one depth block, for so many rows of C; {@code kept} if they are gone through again. */
    void begin(Product product, int column, int columns, int from, int depth, int rows, boolean kept,
            Workspace workspace) {
        this.b = product.b;
        this.panels = product.panels;
        this.workspace = workspace;
        this.kept = kept;
        this.firstColumn = column;
        this.allColumns = columns;
        this.from = from;
        this.depth = depth;
        ready = product.packed != null;
        if (ready) {
            firstPacked = 0;
            buffer = product.packed.block(from);
            return;
        }
        boolean inPlace = b.hasHeapRows()
                && (rows < ROWS_WORTH_PACKING || b.rowStride < (long) PANELS_WORTH_PACKING * panels.widest());
        firstPacked = inPlace ? panels.unpadded(columns) : 0;
        int packedColumns = columns - firstPacked;
        buffer = workspace.right(panels.size(kept ? packedColumns : Math.min(packedColumns, panels.widest()), depth));
    }

    /** The panel that starts at column {@code j} of those; {@code first} if it is asked for the first time. */
    void next(int j, boolean first) {
        columns = panels.columns(allColumns - j);
        if (j < firstPacked) {
            array = b.array;
            offset = (int) (b.offset + from * b.rowStride + firstColumn + j);
            stride = (int) b.rowStride;
            width = columns;
            return;
        }
        array = buffer;
        width = panels.width(allColumns - j);
        stride = width;
        offset = ready ? panels.offset(firstColumn + j, depth) : kept ? panels.offset(j - firstPacked, depth) : 0;
        if (first && !ready) {
            panels.packOne(b, from, depth, firstColumn + j, allColumns - j, buffer, offset, workspace);
        }
    }

    void forget() {
        b = null;
        array = null;
        buffer = null;
    }
}
