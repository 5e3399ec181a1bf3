package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.packing.TransposingCopy;

/**
 * A block of A as kernels read it, with unit stride along its rows or its columns: in place where that is fast, else
 * copied.
 *
 * @param <A> arrays of the element type
 */
final class BlockOfA<A> {
    /** Bytes of a cache line; copied rows lie an odd number of lines apart (decision 14). */
    private static final int LINE = 64;

    /**
     * Bytes of a column stride from which a column-major block is copied: each term then needs another page (decision
     * 14).
     */
    private static final int STRIDE_WORTH_COPYING = 2048;

    /** Fewest columns of C that pay for that copy (decision 14). */
    private static final int COLUMNS_WORTH_COPYING = 256;

    /** Bytes from which A is taken to come from memory (decision 14). */
    private static final int BYTES_WORTH_FETCHING = 3 << 20;

    /** Shorter runs are not worth a copy (decision 14). */
    private static final int LEAST_DEPTH_TO_FETCH = 64;

    /** Most columns of C for which A is copied before (decision 14). */
    private static final int FEW_COLUMNS = 24;

    /**
     * Where kernels read columns more slowly than rows: columns of C up to which that costs less than to transpose an
     * element of A, however many these are (decision 14).
     */
    private static final int COLUMNS_WORTH_TRANSPOSING = 28;

    /** More such columns, as a product with the elements of A: what the transposition of a small A costs besides. */
    private static final int TERMS_OF_A_TRANSPOSITION = 1 << 17;

    A array;
    int offset;
    int rowStride;
    int depthStride;
    private int depth;
    private ProductKernels<A> kernels;
    private final GemmScratch<A> scratch;

    BlockOfA(GemmScratch<A> scratch) {
        this.scratch = scratch;
    }

    /** Whether kernels read A in place. */
    static <A> boolean isReadInPlace(MatrixView<A> a, int columns, ProductKernels<A> kernels) {
        if (!isColumnMajor(a)) {
            return Views.hasHeapRows(a);
        }
        boolean copied = isFarApart(a) && columns >= COLUMNS_WORTH_COPYING || isWorthFetchingByColumns(a);
        return Views.hasHeapColumns(a) && !copied && readsColumns(a, columns, kernels);
    }

    /** Whether kernels read A along its columns, in place or copied; otherwise it is transposed first. */
    private static <A> boolean readsColumns(MatrixView<A> a, int columns, ProductKernels<A> kernels) {
        return kernels.gemm().readsColumns() || (long) (columns - COLUMNS_WORTH_TRANSPOSING) * a.rows()
                * a.cols() <= TERMS_OF_A_TRANSPOSITION;
    }

    /** Whether A comes from memory by rows, and is read for so few columns that their loads do not hide its latency. */
    private static boolean isWorthFetching(MatrixView<?> a, int columns) {
        return columns <= FEW_COLUMNS && a.colStride() == 1 && comesFromMemory(a);
    }

    /** Whether A comes from memory by columns that lie on a page each: tall blocks of it are copied. */
    static boolean isWorthFetchingByColumns(MatrixView<?> a) {
        return isColumnMajor(a) && isFarApart(a) && comesFromMemory(a);
    }

    private static boolean comesFromMemory(MatrixView<?> a) {
        return a.cols() >= LEAST_DEPTH_TO_FETCH
                && (long) a.rows() * a.cols() * a.elementBytes() >= BYTES_WORTH_FETCHING;
    }

    private static boolean isFarApart(MatrixView<?> a) {
        return a.colStride() * a.elementBytes() >= STRIDE_WORTH_COPYING;
    }

    private static boolean isColumnMajor(MatrixView<?> a) {
        return a.rowStride() == 1 && a.colStride() != 1;
    }

    /** Takes rows {@code row … row + rows} of A at depth {@code from … from + depth}; C has {@code columns} columns. */
    void set(MatrixView<A> a, int row, int rows, int from, int depth, int columns, ProductKernels<A> kernels) {
        this.depth = depth;
        this.kernels = kernels;
        if (isReadInPlace(a, columns, kernels) && !isWorthFetching(a, columns)) {
            array = a.array();
            offset = (int) (a.offset() + row * a.rowStride() + from * a.colStride());
            rowStride = (int) a.rowStride();
            depthStride = (int) a.colStride();
            return;
        }
        boolean columnMajor = isColumnMajor(a);
        boolean keepsColumns = columnMajor && readsColumns(a, columns, kernels);
        int stride = oddLines(keepsColumns ? rows : depth, LINE / a.elementBytes());
        array = scratch.left((keepsColumns ? depth : rows) * stride);
        offset = 0;
        rowStride = keepsColumns ? 1 : stride;
        depthStride = keepsColumns ? stride : 1;
        if (keepsColumns) {
            a.transposed().copyTo(from, row, depth, rows, array, 0, stride);
        } else if (columnMajor) {
            TransposingCopy.read(a, row, from, rows, depth, array, 0, stride, kernels.pack(), scratch);
        } else {
            a.copyTo(row, from, rows, depth, array, 0, stride);
        }
    }

    /**
     * Multiplies {@code rows} of the block's rows by a panel. The first {@code direct} are stored in the target as wide
     * as the panel is; the others pass through a buffer, because the panel is wider than what is left of C.
     */
    void multiply(PanelOfB<A> panel, int row, int rows, A target, int at, int stride, int direct, double alpha,
            boolean add) {
        if (direct > 0) {
            tiles(row, panel, target, at, stride, direct, alpha, add);
        }
        if (direct < rows) {
            throughEdge(row + direct, rows - direct, panel, target, at + direct * stride, stride, alpha, add);
        }
    }

    /** Multiplies {@code rows} rows by the panel's columns from {@code skipped} on, into rows of that width. */
    void multiply(PanelOfB<A> panel, int row, int rows, int skipped, int width, A target, double alpha, boolean add) {
        kernels.gemm().column(array, offset + row * rowStride, rowStride, depthStride, panel.array,
                panel.offset + skipped, panel.stride, width, target, 0, width, rows, depth, alpha, add);
    }

    private void throughEdge(int row, int height, PanelOfB<A> panel, A target, int at, int stride, double alpha,
            boolean add) {
        A edge = scratch.edge(height * panel.width);
        if (add) {
            kernels.pack().copyPadded(target, at, stride, edge, 0, panel.width, height, panel.columns);
        }
        tiles(row, panel, edge, 0, panel.width, height, alpha, add);
        kernels.pack().copy(edge, 0, panel.width, target, at, stride, height, panel.columns);
    }

    private void tiles(int row, PanelOfB<A> panel, A c, int at, int stride, int height, double alpha, boolean add) {
        kernels.gemm().column(array, offset + row * rowStride, rowStride, depthStride, panel.array, panel.offset,
                panel.stride, panel.width, c, at, stride, height, depth, alpha, add);
    }

    /** Takes one row, with unit stride. */
    void setRow(MatrixView<A> a, int row, int from, int depth) {
        if (Views.hasHeapRows(a)) {
            array = a.array();
            offset = (int) (a.offset() + row * a.rowStride() + from);
        } else {
            array = scratch.left(depth);
            offset = 0;
            a.copyTo(row, from, 1, depth, array, 0, depth);
        }
    }

    /** Takes a few rows by columns, right behind each other. */
    void setColumns(MatrixView<A> a, int row, int rows, int from, int depth) {
        array = scratch.left(rows * depth);
        offset = 0;
        a.transposed().copyTo(from, row, depth, rows, array, 0, rows);
    }

    void forget() {
        array = null;
        kernels = null;
    }

    private static int oddLines(int length, int line) {
        return ((length + line - 1) / line | 1) * line;
    }
}
