package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.packing.TransposingCopy;

/**
 * Computes one thread's part of a product: loops 5 to 2 of the five that the page of this package draws. Loop 1 is
 * {@link GemmKernel#column}.
 *
 * @param <A> arrays of the element type
 */
class BlockedGemm<A> {
    /** NC: columns of a band of packed B, as floats (decision 13). */
    private static final int NC = 512;

    /**
     * NC where a few rows read B in place, row after row: their sums stay in the caches (decision 15). Also where C is
     * written row after row (decision 28).
     */
    private static final int NC_OF_ROWS = 4096;

    /** NC where one row reads B in place, column after column: its pages are few (decision 15). */
    private static final int NC_OF_COLUMNS = 256;

    /** Columns, and elements of B, from which two rows read it in place where panels are narrow (decision 15). */
    private static final int COLUMNS_WORTH_PAIRING = 256;

    private static final int ELEMENTS_WORTH_PAIRING = 1 << 16;

    /** MC·KC: floats of a block of A, a quarter of an L2 cache of 1 MB (decision 13). */
    private static final int MC_TIMES_KC = 130 * GemmKernel.KC;

    /** The same where A comes from memory by columns: longer stretches of each are read (decision 14). */
    private static final int MC_TIMES_KC_OF_COLUMNS = 2 * MC_TIMES_KC;

    /** MC of a few terms where C goes to memory: whole rows of it are written one after the other (decision 28). */
    private static final int MC_OF_SHALLOW = 16;

    /** Most terms of these. */
    private static final int SHALLOW = 8;

    /** MC of more terms where C goes to memory, in tiles: few lines are written at a time (decision 13). */
    private static final int TILES_OF_WRITTEN_ROWS = 2;

    /** Most terms: with more, C hardly counts. */
    private static final int MOST_TERMS_OF_WRITTEN = 128;

    /** NC·KC then, as floats: packed B is read again for each two tiles. */
    private static final int NC_TIMES_KC_OF_WRITTEN = 1 << 18;

    /** Floats of C that pass through a buffer at a time, where kernels cannot write C itself (decision 13). */
    private static final int BUFFER = 3 << 15;

    /** Most columns of that buffer. */
    private static final int BUFFER_COLUMNS = 1024;

    final Elements<A> elements;
    final GemmScratch<A> scratch;
    final BlockOfA<A> left;
    final PanelOfB<A> right;
    GemmCall<A> product;

    /** The rectangle of C that is being computed; its first element is {@code target[start]}. */
    int row;
    int rows;
    int column;
    int columns;
    A target;
    int start;
    int stride;

    /** Columns of the target that may be written: a buffer has more than the rectangle, for a panel's padding. */
    int room;

    /** MC for this product's depth. */
    private int blockRows;

    /** The depth block that is being added. */
    private int from;
    int depth;

    BlockedGemm(Elements<A> elements, GemmScratch<A> scratch) {
        this.elements = elements;
        this.scratch = scratch;
        this.left = scratch.blockOfA;
        this.right = scratch.panelOfB;
    }

    /** Computes a rectangle of the product's C. */
    void compute(GemmCall<A> product, int row, int rows, int column, int columns) {
        this.product = product;
        MatrixView<A> c = product.c;
        if (Views.hasHeapRows(c)) {
            rectangle(row, rows, column, columns, c.array(), (int) (c.offset() + row * c.rowStride() + column),
                    (int) c.rowStride(), columns);
        } else {
            throughBuffer(c, row, rows, column, columns);
        }
        this.product = null;
        target = null;
        left.forget();
        right.forget();
    }

    private void throughBuffer(MatrixView<A> c, int row, int rows, int column, int columns) {
        int widest = Math.min(BUFFER_COLUMNS, columns);
        int highest = elements.inPlaceOf(BUFFER) / product.layout.size(widest, 1);
        // Not i < rows, here and below: i + highest may overflow in the last step.
        for (int i = 0; rows - i > 0; i += highest) {
            for (int j = 0; columns - j > 0; j += widest) {
                inBuffer(c, row + i, Math.min(highest, rows - i), column + j, Math.min(widest, columns - j));
            }
        }
    }

    private void inBuffer(MatrixView<A> c, int row, int height, int column, int width) {
        int stride = product.layout.size(width, 1);
        A buffer = scratch.result(height * stride);
        if (product.beta != 0) {
            read(c, row, height, column, width, buffer, stride);
        }
        rectangle(row, height, column, width, buffer, 0, stride, stride);
        write(c, row, height, column, width, buffer, stride);
    }

    /** Reads a rectangle of C into a buffer. */
    void read(MatrixView<A> c, int row, int height, int column, int width, A buffer, int stride) {
        if (Views.hasHeapColumns(c)) {
            TransposingCopy.read(c, row, column, height, width, buffer, 0, stride, product.kernels.pack(), scratch);
        } else {
            c.copyTo(row, column, height, width, buffer, 0, stride);
        }
    }

    /** Writes a rectangle of C from a buffer. */
    void write(MatrixView<A> c, int row, int height, int column, int width, A buffer, int stride) {
        if (!Views.hasHeapColumns(c)) {
            c.copyFrom(row, column, height, width, buffer, 0, stride);
            return;
        }
        int first = (int) (c.offset() + row + column * c.colStride());
        product.kernels.pack().transpose(buffer, 0, stride, c.array(), first, (int) c.colStride(), width, height);
        if (product.transposed) {
            epilogue(c.array(), first, (int) c.colStride(), column, width, row, height);
        }
    }

    private void rectangle(int row, int rows, int column, int columns, A target, int start, int stride,
            int room) {
        this.row = row;
        this.rows = rows;
        this.column = column;
        this.columns = columns;
        this.target = target;
        this.start = start;
        this.stride = stride;
        this.room = room;
        boolean nothing = product.a.cols() == 0 || product.alpha == 0;
        if (product.beta != 0 && product.beta != 1 || nothing && product.beta == 0) {
            scale();
        }
        if (nothing) {
            epilogue(0, rows, 0, columns);
        } else {
            bands();
        }
    }

    /** C ← β·C. A later {@code fma(α, acc, c)} then has the bits of {@code fma(α, acc, β·c)}. */
    void scale() {
        for (int i = 0; i < rows; i++) {
            elements.scale(target, start + i * stride, columns, product.beta);
        }
    }

    /** Loops 5 and 4. */
    private void bands() {
        blockRows = blockRows();
        int band = bandWidth();
        for (int j = 0; columns - j > 0; j += band) {
            int width = Math.min(band, columns - j);
            for (from = 0; product.a.cols() - from > 0; from += GemmKernel.KC) {
                depth = Math.min(GemmKernel.KC, product.a.cols() - from);
                if (isThin()) {
                    thin(j, width);
                } else {
                    blocks(j, width);
                }
            }
        }
    }

    /** NC for this product. One block of rows reads nothing of B twice, but whole columns lie on many pages. */
    private int bandWidth() {
        boolean byColumns = product.packed == null && product.b.rowStride() == 1;
        if (isThin()) {
            // Even bands, none of them narrower than a vector.
            return byColumns ? NC_OF_COLUMNS : Math.ceilDiv(columns, Math.ceilDiv(columns, NC_OF_ROWS));
        }
        if (writesRows()) {
            int fit = elements.inPlaceOf(NC_TIMES_KC_OF_WRITTEN) / product.a.cols();
            return Math.min(NC_OF_ROWS, fit - fit % product.layout.widest());
        }
        return rows <= blockRows && !(byColumns && PanelOfB.comesFromMemory(product.b)) ? columns
                : elements.inPlaceOf(NC);
    }

    /** MC for this product. */
    int blockRows() {
        int terms = product.a.cols();
        if (writesRows()) {
            return terms <= SHALLOW ? MC_OF_SHALLOW
                    : TILES_OF_WRITTEN_ROWS * product.kernels.gemm().tileHeight(rows, product.layout.widest());
        }
        int size = BlockOfA.isWorthFetchingByColumns(product.a) ? MC_TIMES_KC_OF_COLUMNS : MC_TIMES_KC;
        return elements.inPlaceOf(size) / Math.min(GemmKernel.KC, terms);
    }

    /** Whether writing rows of C to memory takes a good part of the time (decisions 13 and 28). */
    private boolean writesRows() {
        return product.a.cols() <= (columns < NC ? SHALLOW : MOST_TERMS_OF_WRITTEN)
                && Views.hasHeapRows(product.c)
                && PanelOfB.comesFromMemory(product.c);
    }

    /** Loops 3 and 2, for columns {@code first … first + width} of the rectangle. */
    void blocks(int first, int width) {
        blocks(first, width, 0, rows);
    }

    /** The same for rows {@code begin … end} of it. */
    final void blocks(int first, int width, int begin, int end) {
        right.begin(product, column + first, width, from, depth, end - begin, end - begin > blockRows, scratch);
        for (int i = begin; end - i > 0; i += blockRows) {
            int height = Math.min(blockRows, end - i);
            left.set(product.a, row + i, height, from, depth, columnsOf(i, height, first, width), product.kernels);
            for (int j = 0; j < width; j = right.first + right.columns) {
                right.next(j, i == begin);
                panel(i, height, first + right.first);
                if (isLast()) {
                    epilogue(i, height, first + right.first, right.columns);
                }
            }
        }
    }

    /** How many columns of those a block of rows is multiplied by. */
    int columnsOf(int i, int height, int first, int width) {
        return width;
    }

    /** Multiplies one block of A by one panel of B. */
    void panel(int i, int height, int j) {
        int direct = j + right.width <= room ? height
                : adds() ? 0 : Math.min(height, right.rowsMadeGood(columns, stride, rows - i));
        left.multiply(right, 0, height, target, start + i * stride + j, stride, direct, product.alpha, adds());
    }

    final boolean adds() {
        return from > 0 || product.beta != 0;
    }

    private boolean isLast() {
        return from + depth == product.a.cols();
    }

    /** Whether C has so few rows that B is read once, as it lies, without tiles (decision 15). */
    boolean isThin() {
        MatrixView<A> b = product.b;
        if (rows == 1) {
            return product.packed == null
                    && product.a.array() != null
                    && (Views.hasHeapRows(b) || Views.hasHeapColumns(b));
        }
        return product.packed == null
                && rows <= product.kernels.gemv().fewRows()
                && columns >= GemvKernel.LEAST_ROOM
                && Views.hasHeapRows(b)
                && (PanelOfB.comesFromMemory(b) || isWorthPairing(b));
    }

    /** Whether two rows read B in place sooner than in panels: each line of those lies on a page of its own. */
    private boolean isWorthPairing(MatrixView<A> b) {
        return rows == 2
                && columns >= COLUMNS_WORTH_PAIRING
                && (long) b.rows() * b.cols() >= ELEMENTS_WORTH_PAIRING
                && PanelOfB.hasNarrowPanels(b, product.layout);
    }

    /** Computes columns {@code j … j + width} of a few rows without tiles. */
    private void thin(int j, int width) {
        MatrixView<A> a = product.a;
        MatrixView<A> b = product.b;
        GemvKernel<A> kernel = product.kernels.gemv();
        A sums = scratch.edge(rows * (width + GemvKernel.LEAST_ROOM));
        elements.clear(sums, 0, rows * width);
        int first = (int) (b.offset() + from * b.rowStride() + (column + j) * b.colStride());
        if (rows > 1) {
            left.setColumns(a, row, rows, from, depth);
            kernel.addOuterProducts(
                    left.array, left.offset, rows, b.array(), first, (int) b.rowStride(), sums, width, depth);
        } else if (Views.hasHeapRows(b)) {
            int x = (int) (a.offset() + row * a.rowStride() + from * a.colStride());
            kernel.axpyRows(
                    a.array(), x, (int) a.colStride(), b.array(), first, (int) b.rowStride(), sums, 0, width, depth);
        } else {
            left.setRow(a, row, from, depth);
            kernel.dotColumns(left.array, left.offset, b.array(), first, (int) b.colStride(), sums, 0, width, depth);
        }
        for (int i = 0; i < rows; i++) {
            elements.store(sums, i * width, target, start + i * stride + j, width, product.alpha, adds());
        }
        if (isLast()) {
            epilogue(0, rows, j, width);
        }
    }

    /** Applies the epilogue to finished rows of the rectangle, unless they are columns of the caller's C. */
    private void epilogue(int i, int height, int j, int width) {
        if (!product.transposed) {
            epilogue(target, start + i * stride + j, stride, row + i, height, column + j, width);
        }
    }

    private void epilogue(A array, int first, int stride, int row, int rows, int column, int columns) {
        if (elements.hasElements(product.epilogue)) {
            elements.finish(product.epilogue, array, first, stride, row, rows, column, columns, scratch,
                    product.engine);
        }
    }
}
