package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/** Computes a small product without blocks or threads, straight from its operands where it can (decision 13). */
final class SmallGemm {
    /** Most multiply-adds of a small product (decision 13). */
    private static final int TERMS = 150_000;

    /** Most rows times depth for which two of the narrowest tiles are faster than a buffer (decision 13). */
    private static final int TERMS_OF_A_COLUMN = 400;

    /**
     * Most multiply-adds of a small product narrower than tiles, with padding: C's copy counts little (decision 13).
     */
    private static final int TERMS_OF_NARROW = 20_000;

    /** Most multiply-adds of a small product of one row: more are shared among threads (decision 17). */
    private static final int TERMS_OF_A_ROW = 80_000;

    private SmallGemm() {}

    /** Computes the product if it is small and kernels can read all operands in place; returns false otherwise. */
    static <A> boolean multiply(Elements<A> elements, double alpha, MatrixView<A> a, MatrixView<A> b, double beta,
            MatrixView<A> c, ProductKernels<A> kernels) {
        PanelLayout layout = kernels.gemm().layout();
        int depth = a.cols();
        if (c.rows() == 1) {
            return multiplyRow(elements, alpha, a, b, beta, c, kernels.gemv());
        }
        if ((long) c.rows() * c.cols() * depth > TERMS
                || !Views.hasHeapRows(b)
                || !isOneBlockInPlace(alpha, a, beta, c, kernels)) {
            return false;
        }
        boolean fits = layout.fitsExactly(c.cols(), beta == 0);
        int narrowest = layout.narrowest();
        if (!fits && (beta != 0 || c.cols() < narrowest || c.cols() > 2 * narrowest
                || c.rows() * depth > TERMS_OF_A_COLUMN)) {
            return false;
        }
        int next;
        for (int j = 0; j < c.cols(); j = next) {
            int overlapping =
                    !fits ? narrowest : beta == 0 ? layout.overlapping(c.cols() - j, c.cols()) : 0;
            int width = overlapping > 0 ? overlapping : layout.width(c.cols() - j);
            int first = overlapping > 0 ? Math.min(j, c.cols() - width) : j;
            kernels.gemm().column(a.array(), (int) a.offset(), (int) a.rowStride(), (int) a.colStride(), b.array(),
                    (int) b.offset() + first, (int) b.rowStride(), width, c.array(), (int) c.offset() + first,
                    (int) c.rowStride(), c.rows(), depth, alpha, beta != 0);
            next = first + width;
        }
        return true;
    }

    /**
     * Computes the product if it is small and C narrower than any tile: B and C pass through buffers of a tile's width.
     * With both operands by columns the transposed product reads them as they lie.
     */
    static <A> boolean multiplyNarrow(double alpha, MatrixView<A> a, MatrixView<A> b, double beta, MatrixView<A> c,
            ProductKernels<A> kernels, GemmScratch<A> scratch) {
        int width = kernels.gemm().layout().narrowest();
        int rows = c.rows();
        int depth = a.cols();
        if (c.cols() >= width
                || c.cols() == 1
                || rows == 1
                || (long) rows * width * depth > TERMS_OF_NARROW
                || !Views.hasHeapRows(b) && !(Views.hasHeapColumns(b) && a.colStride() == 1)
                || !isOneBlockInPlace(alpha, a, beta, c, kernels)) {
            return false;
        }
        PackKernel<A> pack = kernels.pack();
        int at = (int) c.offset();
        int stride = (int) c.rowStride();
        A panel = scratch.right(depth * width);
        A edge = scratch.edge(rows * width);
        if (Views.hasHeapRows(b)) {
            pack.copyPadded(b.array(), (int) b.offset(), (int) b.rowStride(), panel, 0, width, depth, c.cols());
        } else {
            pack.transposePadded(b.array(), (int) b.offset(), (int) b.colStride(), panel, 0, width, depth, c.cols());
        }
        if (beta != 0) {
            pack.copyPadded(c.array(), at, stride, edge, 0, width, rows, c.cols());
        }
        kernels.gemm().column(a.array(), (int) a.offset(), (int) a.rowStride(), (int) a.colStride(), panel, 0, width,
                width, edge, 0, width, rows, depth, alpha, beta != 0);
        pack.copy(edge, 0, width, c.array(), at, stride, rows, c.cols());
        return true;
    }

    /** Whether the product is one depth block that needs no factor β, and kernels read A and store C in place. */
    private static <A> boolean isOneBlockInPlace(double alpha, MatrixView<A> a, double beta, MatrixView<A> c,
            ProductKernels<A> kernels) {
        int depth = a.cols();
        return depth > 0
                && depth <= GemmKernel.KC
                && alpha != 0
                && (beta == 0 || beta == 1)
                && Views.hasHeapRows(c)
                && BlockOfA.isReadInPlace(a, c.cols(), kernels);
    }

    /** A row times B in rows: the sums are made in C itself, where α = 1 leaves them as they are. */
    private static <A> boolean multiplyRow(Elements<A> elements, double alpha, MatrixView<A> a, MatrixView<A> b,
            double beta, MatrixView<A> c, GemvKernel<A> kernel) {
        int depth = a.cols();
        if (alpha != 1
                || beta != 0
                || depth == 0
                || depth > GemmKernel.KC
                || c.cols() < GemvKernel.LEAST_ROOM
                || (long) c.cols() * depth > TERMS_OF_A_ROW
                || !Views.hasHeapRows(c)
                || !Views.hasHeapRows(b)
                || a.array() == null) {
            return false;
        }
        int first = (int) c.offset();
        elements.clear(c.array(), first, first + c.cols());
        kernel.axpyRows(a.array(), (int) a.offset(), (int) a.colStride(), b.array(), (int) b.offset(),
                (int) b.rowStride(), c.array(), first, c.cols(), depth);
        return true;
    }
}
