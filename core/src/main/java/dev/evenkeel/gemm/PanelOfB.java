package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/**
 * The panel of B at work, as the kernels read it: in place where that is fast, from a packed matrix, or packed when the
 * first block of rows needs it, so that it is still in the L2 cache when it is read.
 */
final class PanelOfB {
    /**
     * Rows of C, and row stride of B in panels, from which B is packed although the kernels could read it in place.
     * Packing takes the time of a dozen rows, and of twice as many where a neighbour uses the caches; in place, the
     * rows of a panel share cache sets and lie on many pages, which costs 7–12 % from 16 panels. With half of that and
     * 192 or 256 rows it gains 1–3 % on a core of its own and costs 5 % where a neighbour uses the caches. A in place
     * was never slower.
     */
    private static final int ROWS_WORTH_PACKING = 128;

    private static final int PANELS_WORTH_PACKING = 8;

    /**
     * Rows from which a B of so many elements is packed, which comes from memory: longer runs of it are worth 20 % at 6
     * to 32 rows, 10 % at 64. With a B of 8 MB or less fewer rows than {@link #ROWS_WORTH_PACKING} lose 10 %.
     */
    private static final int ROWS_WORTH_FETCHING = 6;

    private static final long ELEMENTS_WORTH_FETCHING = 3L << 20;

    /**
     * Columns that are packed at a time: 512 bytes of a row, as prefetchers do not follow it to the next page. With 64
     * columns 256 × 1000 × 1000 was 1 % slower with 512-bit vectors, by panels of 16 10 % with 256-bit ones. While
     * tiles were at work, a vector with each of their terms: .77–.96, because a load from beyond L2 holds up all behind
     * it after nine terms.
     */
    private static final int GROUP = 128;

    float[] array;
    int offset;
    int stride;

    /** Columns that are read, and how many of them are the matrix's. */
    int width;
    int columns;

    /** The first of them; not the column asked for if the panel overlaps the one before. */
    int first;

    private Matrix b;
    private PackKernel kernel;
    private PanelLayout layout;
    private Scratch scratch;
    private boolean ready;
    private boolean kept;
    private int firstPacked;
    private boolean overlapping;
    private int firstColumn;
    private int allColumns;
    private int from;
    private int depth;
    private float[] buffer;

    /**
     * Columns {@code column … column + columns} of one depth block, for so many rows of C; {@code kept} if they are
     * gone through again.
     */
    void begin(GemmCall product, int column, int columns, int from, int depth, int rows, boolean kept,
            Scratch scratch) {
        this.b = product.b;
        this.kernel = product.kernels.panels();
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
        overlapping = inPlace && product.mayWriteTwice() && layout.fitsExactly(columns, true);
        firstPacked = overlapping ? columns : inPlace ? layout.unpadded(columns) : 0;
        int packedColumns = columns - firstPacked;
        buffer = scratch.right(layout.size(kept ? packedColumns : Math.min(packedColumns, GROUP), depth));
    }

    /** The panel with column {@code j} of those; {@code fresh} if it is asked for the first time. */
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
        width = layout.width(allColumns - j);
        stride = width;
        if (ready) {
            offset = layout.offset(firstColumn + j, depth);
            return;
        }
        int packed = j - firstPacked;
        offset = layout.offset(kept ? packed : packed % GROUP, depth);
        if (fresh && packed % GROUP == 0) {
            PanelPacking.pack(kernel, layout, b, from, depth, firstColumn + j, Math.min(GROUP, allColumns - j), buffer,
                    offset, scratch);
        }
    }

    private boolean isWorthPacking(int rows) {
        boolean large = (long) b.rows() * b.cols() >= ELEMENTS_WORTH_FETCHING;
        return rows >= (large ? ROWS_WORTH_FETCHING : ROWS_WORTH_PACKING)
                && b.rowStride() >= (long) PANELS_WORTH_PACKING * layout.widest();
    }

    void forget() {
        b = null;
        array = null;
        buffer = null;
    }
}
