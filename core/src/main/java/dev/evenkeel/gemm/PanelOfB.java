package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.packing.PanelPacking;

/**
 * The panel of B that is being multiplied, as kernels read it: in place where that is fast, from a packed matrix, or
 * packed when the first block of rows needs it, so that it is still in the L2 cache when it is read.
 *
 * @param <A> arrays of the element type
 */
final class PanelOfB<A> {
    /** Rows of C from which B is packed although it could be read in place (decision 7). */
    private static final int ROWS_WORTH_PACKING = 128;

    /** The same where a row of a panel is no longer than a cache line, if there are so many terms (decision 7). */
    private static final int ROWS_WORTH_PACKING_LINES = 64;

    private static final int TERMS_WORTH_PACKING_LINES = 48;

    /** Row stride of B, in panels, from which packing pays (decision 7). */
    private static final int PANELS_WORTH_PACKING = 8;

    /** Rows of C from which a B that comes from memory is packed (decision 7). */
    private static final int ROWS_WORTH_FETCHING = 6;

    /** Bytes from which B is taken to come from memory (decision 7). */
    private static final long BYTES_WORTH_FETCHING = 3L << 22;

    /**
     * Rows of C that are copied from a buffer sooner than tiles for the last of them alone are called (decision 13).
     */
    private static final int FEW_ROWS = 32;

    /** Bytes of a cache line of most machines. */
    private static final int LINE = 64;

    /** Bytes of a row packed at a time, which keep the prefetcher inside a page (decision 7). */
    private static final int GROUP = 512;

    /** The same of a B that comes from memory, if these are all: one row follows the other (decision 7). */
    private static final int GROUP_OF_WHOLE_ROWS = 16384;

    A array;
    int offset;
    int stride;

    /** Columns that kernels read, padding among them. */
    int width;

    /** Columns of the matrix among them. */
    int columns;

    /** The first of these: before the column asked for where the panel overlaps the one before. */
    int first;

    private MatrixView<A> b;
    private PackKernel<A> kernel;
    private PanelLayout layout;
    private GemmScratch<A> scratch;
    private boolean ready;
    private boolean kept;
    private int firstPacked;
    private boolean overlapping;
    private int firstColumn;
    private int allColumns;
    private int group;
    private int from;
    private int depth;
    private A buffer;

    /**
     * Begins with columns {@code column … column + columns} of one depth block, for {@code rows} rows of C; {@code
     * kept} if the panels are read again by the next block of rows.
     */
    void begin(GemmCall<A> product, int column, int columns, int from, int depth, int rows, boolean kept,
            GemmScratch<A> scratch) {
        this.b = product.b;
        this.kernel = product.kernels.pack();
        this.layout = product.layout;
        this.scratch = scratch;
        this.kept = kept;
        this.firstColumn = column;
        this.allColumns = columns;
        this.from = from;
        this.depth = depth;
        ready = product.packed != null;
        if (ready) {
            firstPacked = 0;
            overlapping = false;
            buffer = product.packed.block(from);
            return;
        }
        boolean inPlace = Views.hasHeapRows(b) && !isWorthPacking(rows);
        overlapping = product.mayWriteTwice() && layout.fitsExactly(columns, true);
        firstPacked = !inPlace ? 0 : overlapping ? columns : layout.unpadded(columns);
        int packedColumns = firstPacked == 0 && overlapping ? columns + layout.widest() : columns - firstPacked;
        int wide = GROUP_OF_WHOLE_ROWS / b.elementBytes();
        boolean wholeRows = columns == b.cols() && columns <= wide && Views.hasHeapRows(b);
        group = wholeRows && comesFromMemory(b) ? wide : GROUP / b.elementBytes();
        buffer = scratch.right(layout.size(kept ? packedColumns : Math.min(packedColumns, group), depth));
    }

    /** Whether kernels read B in place, whatever the number of rows. */
    static boolean isNeverPacked(MatrixView<?> b, PanelLayout layout) {
        return Views.hasHeapRows(b) && b.rowStride() < (long) PANELS_WORTH_PACKING * layout.widest()
                && !comesFromMemory(b);
    }

    /** Whether B is too large for caches. */
    static boolean comesFromMemory(MatrixView<?> b) {
        return (long) b.rows() * b.cols() * b.elementBytes() >= BYTES_WORTH_FETCHING;
    }

    /**
     * Moves to the panel that begins with column {@code j} of those; {@code fresh} if it is asked for the first time.
     */
    void next(int j, boolean fresh) {
        int last = overlapping ? layout.overlapping(allColumns - j, allColumns) : 0;
        columns = last > 0 ? last : layout.columns(allColumns - j);
        first = last > 0 ? allColumns - last : j;
        if (j < firstPacked) {
            array = b.array();
            offset = (int) (b.offset() + from * b.rowStride() + firstColumn + first);
            stride = (int) b.rowStride();
            width = columns;
            return;
        }
        array = buffer;
        width = last > 0 ? last : layout.width(allColumns - j);
        stride = width;
        if (ready) {
            offset = layout.offset(firstColumn + j, depth);
            return;
        }
        int packed = j - firstPacked;
        offset = layout.offset(kept ? packed : packed % group, depth);
        if (fresh && packed % group == 0) {
            pack(j, j + Math.min(group, allColumns - j));
        }
    }

    /** Takes a panel of a small product, in place or copied, without {@link #begin}; B may have fewer columns. */
    void take(MatrixView<A> b, int first, int width, PackKernel<A> kernel, GemmScratch<A> scratch) {
        this.first = first;
        this.width = width;
        columns = Math.min(width, b.cols() - first);
        if (columns == width && Views.hasHeapRows(b)) {
            array = b.array();
            offset = (int) b.offset() + first;
            stride = (int) b.rowStride();
            return;
        }
        array = scratch.right(b.rows() * width);
        offset = 0;
        stride = width;
        PanelPacking.packOne(kernel, b, 0, b.rows(), first, columns, array, 0, width, scratch);
    }

    /**
     * How many of a target's last {@code rows} rows are stored as wide as the panel, because what is beyond a row is
     * stored again with the next; none of a few, which pass sooner through a buffer.
     */
    int rowsMadeGood(int allColumns, int stride, int rows) {
        boolean alone = rows > FEW_ROWS && stride == allColumns && columns == allColumns;
        return alone ? Math.max(0, rows - Math.ceilDiv(width - columns, columns)) : 0;
    }

    /** Packs columns {@code begin … end} of those: whole panels, then what is left, perhaps overlapping. */
    private void pack(int begin, int end) {
        int whole = overlapping ? (end - begin) / layout.widest() * layout.widest() : end - begin;
        PanelPacking.pack(kernel, layout, b, from, depth, firstColumn + begin, whole, buffer, offset, scratch);
        int next;
        for (int j = begin + whole; j < end; j = next) {
            int last = layout.overlapping(allColumns - j, allColumns);
            int panel = last > 0 ? last : layout.width(allColumns - j);
            next = last > 0 ? allColumns : j + panel;
            PanelPacking.pack(kernel, layout, b, from, depth, firstColumn + next - panel, panel, buffer,
                    offset + layout.offset(j - begin, depth), scratch);
        }
    }

    private boolean isWorthPacking(int rows) {
        if (b.rowStride() < (long) PANELS_WORTH_PACKING * layout.widest()) {
            return false;
        }
        if (comesFromMemory(b)) {
            return rows >= ROWS_WORTH_FETCHING;
        }
        return hasNarrowPanels(b, layout) ? rows >= ROWS_WORTH_PACKING_LINES && depth >= TERMS_WORTH_PACKING_LINES
                : rows >= ROWS_WORTH_PACKING;
    }

    /** Whether a row of a panel is no longer than a cache line. */
    static boolean hasNarrowPanels(MatrixView<?> b, PanelLayout layout) {
        return layout.widest() * b.elementBytes() <= LINE;
    }

    void forget() {
        b = null;
        array = null;
        buffer = null;
    }
}
