package dev.evenkeel;

import dev.evenkeel.kernel.GemmKernel;
import dev.evenkeel.kernel.KernelSet;
import java.util.Arrays;

/**
 * One product in progress: how C is cut into blocks and tiles, what is packed and what is read in place. Part of a work space, so that
 * a call makes no garbage.
 *
 * <p>Five loops, from outside (Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34, 2008): (5) bands
 * of columns whose panels of B stay in the L3 cache; (4) depth blocks; (3) blocks of rows of A that stay in L2; (2) panels of B, one
 * at a time; (1) tiles, down the panel. Rows are cut into tiles of almost equal height, so that the last is not small.
 */
final class Product implements Crew.Task {
    /** Columns of one band: 1 MB of packed B, read again for each block of rows; with 4 MB 128 × 4096 × 1024 was 8 % slower. */
    private static final int BAND = 512;

    /** Rows of one block: 400 KB of A, which leaves an L2 cache of 1 MB room for panels of B and for pages that collide. */
    private static final int BLOCK = 192;

    /**
     * Rows of C and row stride of B from which B is packed although the kernels could read it in place. Packing takes the time of eight
     * rows; in place, each row of B is a page of its own, which costs up to 10 % when the machine is busy. A in place was never slower.
     */
    private static final int ROWS_WORTH_PACKING = 128;

    private static final int STRIDE_WORTH_PACKING = 512;

    /** Terms below which a product is small. */
    private static final int SMALL_TERMS = 150_000;

    /** Terms that are worth the hand-over to another thread. */
    private static final long TERMS_WORTH_SHARING = 150_000;

    /** Rows and columns of C that pass through a buffer at a time, where its storage is not for kernels. */
    private static final int BUFFER_ROWS = 96;

    private static final int BUFFER_COLUMNS = 1024;

    private Execution execution;
    private KernelSet kernels;
    private Panels panels;
    private float alpha;
    private float beta;
    private Matrix a;
    private Matrix b;
    private PackedMatrix packed;
    private Matrix c;
    private Epilogue epilogue;
    private int shareRows;
    private int shareColumns;

    /**
     * Carries out a checked product, with the execution's threads if {@code shared}.
     *
     * @param b null where {@code packed} is given
     */
    static void multiply(
            float alpha,
            Matrix a,
            Matrix b,
            PackedMatrix packed,
            float beta,
            Matrix c,
            Epilogue epilogue,
            Execution execution,
            boolean shared) {
        if (c.isEmpty() || packed == null && epilogue.isEmpty() && small(alpha, a, b, beta, c, execution)) {
            return;
        }
        Workspace workspace = execution.borrow();
        Product product = workspace.product();
        product.execution = execution;
        product.kernels = execution.kernelSet();
        product.alpha = alpha;
        product.beta = beta;
        product.packed = packed;
        product.epilogue = epilogue;
        boolean upright = c.rowStride == 1 && (!c.hasHeapRows() || c.cols == 1);
        boolean standing = upright && packed == null && epilogue.isEmpty();
        product.a = standing ? b.transposed() : a;
        product.b = standing ? a.transposed() : b;
        product.c = standing ? c.transposed() : c;
        product.panels = packed != null ? packed.panels() : execution.panels();
        product.run(shared ? execution.parallelism() : 1, workspace);
        product.forget();
        execution.giveBack(workspace);
    }

    /**
     * A product that needs neither work space nor threads nor packing, straight from its operands: half of a product of 16 × 16 would be
     * spent on bookkeeping. False if it is none.
     */
    private static boolean small(float alpha, Matrix a, Matrix b, float beta, Matrix c, Execution execution) {
        Panels panels = execution.panels();
        int depth = a.cols;
        if (c.rows == 1
                || (long) c.rows * c.cols * depth > SMALL_TERMS
                || depth == 0
                || depth > GemmKernel.DEPTH_BLOCK
                || alpha == 0f
                || beta != 0f && beta != 1f
                || !c.hasHeapRows()
                || !b.hasHeapRows()
                || !LeftBlock.isReadInPlace(a, c.cols, execution.kernelSet())
                || panels.unpadded(c.cols) != c.cols) {
            return false;
        }
        int width;
        for (int j = 0; j < c.cols; j += width) {
            width = panels.width(c.cols - j);
            tiles(execution.kernelSet().gemm(), a.array, (int) a.offset, (int) a.rowStride, (int) a.colStride, b.array,
                    (int) b.offset + j, (int) b.rowStride, width, c.array, (int) c.offset + j, (int) c.rowStride,
                    c.rows, depth,
                    alpha, beta != 0f);
        }
        return true;
    }

    private void forget() {
        execution = null;
        a = null;
        b = null;
        packed = null;
        c = null;
        epilogue = null;
    }

    private void run(int parallelism, Workspace workspace) {
        long terms = (long) c.rows * c.cols * Math.max(1, a.cols);
        int shares = (int) Math.max(1, Math.min(parallelism, terms / TERMS_WORTH_SHARING));
        if (shares == 1) {
            part(0, c.rows, 0, c.cols, workspace);
            return;
        }
        boolean byColumns = c.cols >= c.rows;
        shareColumns = byColumns ? share(c.cols, shares, panels.widest()) : c.cols;
        shareRows = byColumns ? c.rows : share(c.rows, shares, kernels.gemm().tallestTile(panels.widest()));
        execution.run(ceilDiv(c.cols, shareColumns) * ceilDiv(c.rows, shareRows), this);
    }

    private static int share(int length, int shares, int multiple) {
        return ceilDiv(ceilDiv(length, shares), multiple) * multiple;
    }

    private static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }

    /** One share of C; either the rows or the columns are shared out. */
    @Override
    public void run(int index) {
        int row = shareRows < c.rows ? index * shareRows : 0;
        int column = shareColumns < c.cols ? index * shareColumns : 0;
        Workspace workspace = execution.borrow();
        part(row, Math.min(shareRows, c.rows - row), column, Math.min(shareColumns, c.cols - column), workspace);
        execution.giveBack(workspace);
    }

    private void part(int row, int rows, int column, int columns, Workspace workspace) {
        if (c.hasHeapRows()) {
            int offset = (int) (c.offset + row * c.rowStride + column);
            bands(row, rows, column, columns, c.array, offset, (int) c.rowStride, workspace);
            return;
        }
        for (int i = 0; i < rows; i += BUFFER_ROWS) {
            int height = Math.min(BUFFER_ROWS, rows - i);
            for (int j = 0; j < columns; j += BUFFER_COLUMNS) {
                int width = Math.min(BUFFER_COLUMNS, columns - j);
                float[] buffer = workspace.result(height * width);
                if (beta != 0f) {
                    c.read(row + i, column + j, height, width, buffer, 0, width);
                }
                bands(row + i, height, column + j, width, buffer, 0, width, workspace);
                c.write(row + i, column + j, height, width, buffer, 0, width);
            }
        }
    }

    /** Loops 5 and 4. */
    private void bands(
            int row, int rows, int column, int columns, float[] target, int offset, int stride, Workspace workspace) {
        int depth = a.cols;
        if (beta != 0f && beta != 1f) {
            scale(rows, columns, target, offset, stride);
        }
        if (depth == 0 || alpha == 0f) {
            if (beta == 0f) {
                scale(rows, columns, target, offset, stride);
            }
            epilogue(true, row, rows, column, columns, target, offset, stride);
            return;
        }
        for (int j = 0; j < columns; j += BAND) {
            int width = Math.min(BAND, columns - j);
            for (int from = 0; from < depth; from += GemmKernel.DEPTH_BLOCK) {
                int block = Math.min(GemmKernel.DEPTH_BLOCK, depth - from);
                band(row, rows, column + j, width, from, block, target, offset + j, stride, workspace);
            }
        }
    }

    /** C ← β·C. What is added later, {@code fma(α, acc, c)}, then has the bits of {@code fma(α, acc, β·c)}. */
    private void scale(int rows, int columns, float[] target, int offset, int stride) {
        for (int i = 0; i < rows; i++) {
            int from = offset + i * stride;
            for (int j = from; j < from + columns; j++) {
                target[j] = beta == 0f ? 0f : beta * target[j];
            }
        }
    }

    /** Loops 3 and 2: some columns of C, one depth block. */
    private void band(
            int row,
            int rows,
            int column,
            int columns,
            int from,
            int depth,
            float[] target,
            int offset,
            int stride,
            Workspace workspace) {
        boolean last = from + depth == a.cols;
        if (rows == 1 && packed == null && a.array != null && (b.hasHeapRows() || b.hasHeapColumns())) {
            row(row, column, columns, from, depth, target, offset, workspace);
            epilogue(last, row, 1, column, columns, target, offset, stride);
            return;
        }
        boolean inPlace =
                packed == null && b.hasHeapRows() && (rows < ROWS_WORTH_PACKING || b.rowStride < STRIDE_WORTH_PACKING);
        int firstPacked = inPlace ? panels.unpadded(columns) : 0;
        float[] panel =
                packed != null ? packed.block(from) : workspace.right(panels.size(columns - firstPacked, depth));
        int panelStart = packed != null ? panels.offset(column, depth) : 0;
        if (packed == null) {
            panels.pack(b, from, depth, column + firstPacked, columns - firstPacked, panel, workspace);
        }
        for (int i = 0; i < rows; i += BLOCK) {
            int height = Math.min(BLOCK, rows - i);
            LeftBlock left = workspace.leftBlock();
            left.set(a, row + i, height, from, depth, columns, kernels, workspace);
            int width;
            for (int j = 0; j < columns; j += width) {
                width = panels.columns(columns - j);
                int at = offset + i * stride + j;
                if (j < firstPacked) {
                    int start = (int) (b.offset + from * b.rowStride + column + j);
                    panel(left, b.array, start, (int) b.rowStride, width, target, at, stride, height, width, from,
                            depth, workspace);
                } else {
                    int start = panelStart + panels.offset(j - firstPacked, depth);
                    int stored = panels.width(columns - j);
                    panel(left, panel, start, stored, stored, target, at, stride, height, width, from, depth,
                            workspace);
                }
            }
            epilogue(last, row + i, height, column, columns, target, offset + i * stride, stride);
        }
    }

    private void epilogue(
            boolean last, int row, int rows, int column, int columns, float[] target, int offset, int stride) {
        if (last && !epilogue.isEmpty()) {
            for (int i = 0; i < rows; i++) {
                epilogue.apply(target, offset + i * stride, columns, row + i, column);
            }
        }
    }

    /** One row of C without tiles. */
    private void row(
            int row, int column, int columns, int from, int depth, float[] target, int offset, Workspace workspace) {
        float[] sums = workspace.edge(columns);
        Arrays.fill(sums, 0, columns, 0f);
        int x = (int) (a.offset + row * a.rowStride + from * a.colStride);
        int start = (int) (b.offset + from * b.rowStride + column * b.colStride);
        if (b.hasHeapRows()) {
            kernels.row().addRows(
                    a.array, x, (int) a.colStride, b.array, start, (int) b.rowStride, sums, 0, columns, depth);
        } else {
            kernels.row().addColumns(
                    a.array, x, (int) a.colStride, b.array, start, (int) b.colStride, sums, 0, columns, depth);
        }
        boolean add = from > 0 || beta != 0f;
        for (int j = 0; j < columns; j++) {
            target[offset + j] = add ? Math.fma(alpha, sums[j], target[offset + j]) : alpha * sums[j];
        }
    }

    /** One panel of B, {@code stored} columns wide, of which {@code width} are C's. */
    private void panel(
            LeftBlock left,
            float[] panel,
            int start,
            int panelStride,
            int stored,
            float[] target,
            int offset,
            int stride,
            int height,
            int width,
            int from,
            int depth,
            Workspace workspace) {
        boolean add = from > 0 || beta != 0f;
        if (stored == width) {
            tiles(kernels.gemm(), left.array, left.offset, left.rowStride, left.depthStride, panel, start, panelStride,
                    stored,
                    target, offset, stride, height, depth, alpha, add);
            return;
        }
        float[] edge = workspace.edge(height * stored);
        if (add) {
            kernels.panels().copy(target, offset, stride, edge, 0, stored, height, width);
        }
        tiles(kernels.gemm(), left.array, left.offset, left.rowStride, left.depthStride, panel, start, panelStride,
                stored, edge, 0,
                stored, height, depth, alpha, add);
        kernels.panels().copy(edge, 0, stored, target, offset, stride, height, width);
    }

    /** Loop 1: {@code height} rows in tiles of two heights that differ by one. */
    private static void tiles(
            GemmKernel gemm,
            float[] left,
            int leftStart,
            int rowStride,
            int depthStride,
            float[] panel,
            int start,
            int panelStride,
            int columns,
            float[] target,
            int offset,
            int stride,
            int height,
            int depth,
            float alpha,
            boolean add) {
        int count = ceilDiv(height, gemm.tallestTile(columns));
        int low = height / count;
        int high = height - low * count;
        if (high > 0) {
            gemm.tiles(high, left, leftStart, rowStride, depthStride, (low + 1) * rowStride, panel, start, panelStride,
                    target,
                    offset, stride, low + 1, columns, depth, alpha, add);
        }
        int done = high * (low + 1);
        gemm.tiles(count - high, left, leftStart + done * rowStride, rowStride, depthStride, low * rowStride, panel,
                start,
                panelStride, target, offset + done * stride, stride, low, columns, depth, alpha, add);
    }
}
