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

    /** Most of one in panels: fewer where tests let threads share small products. */
    private static final int TERMS_IN_PANELS = Math.min(TERMS, ParallelGemm.TERMS_PER_THREAD);

    /** Most rows times depth for which two of the narrowest tiles are faster than a buffer (decision 13). */
    private static final int TERMS_OF_A_COLUMN = 400;

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
     * Computes the product if it is small and one block of A. Panels of B that kernels cannot read in place are copied,
     * and where a panel is wider than what is left of C, it is stored through a buffer. Where the transposed product is
     * faster, C is transposed from a buffer.
     */
    static <A> boolean multiplyInPanels(double alpha, MatrixView<A> a, MatrixView<A> b, double beta, MatrixView<A> c,
            ProductKernels<A> kernels, GemmScratch<A> scratch) {
        if (c.cols() == 1 || c.rows() == 1 || (long) c.rows() * c.cols() * a.cols() > TERMS_IN_PANELS) {
            return false;
        }
        boolean transposed = GemmCall.isWorthTransposing(a, b, c, kernels);
        MatrixView<A> left = transposed ? b.transposed() : a;
        MatrixView<A> right = transposed ? a.transposed() : b;
        if (transposed && beta != 0 || !isOneBlockInPlace(alpha, left, beta, c, kernels)) {
            return false;
        }
        panels(alpha, left, right, beta != 0, c, transposed, kernels, scratch);
        return true;
    }

    private static <A> void panels(double alpha, MatrixView<A> a, MatrixView<A> b, boolean add, MatrixView<A> c,
            boolean transposed, ProductKernels<A> kernels, GemmScratch<A> scratch) {
        int rows = a.rows();
        int columns = b.cols();
        PanelLayout layout = GemmCall.layout(a, b, transposed, !add, kernels.gemm());
        int stride = transposed ? layout.size(columns, 1) : (int) c.rowStride();
        A target = transposed ? scratch.result(rows * stride) : c.array();
        int at = transposed ? 0 : (int) c.offset();
        boolean overlapping = !add && layout.fitsExactly(columns, true);
        BlockOfA<A> left = scratch.blockOfA;
        PanelOfB<A> right = scratch.panelOfB;
        left.set(a, 0, rows, 0, a.cols(), columns, kernels);
        int next;
        for (int j = 0; j < columns; j = next) {
            int last = overlapping ? layout.overlapping(columns - j, columns) : 0;
            int width = last > 0 ? last : layout.width(columns - j);
            right.take(b, last > 0 ? columns - last : j, width, kernels.pack(), scratch);
            int direct = transposed || right.columns == width ? rows
                    : add ? 0 : right.rowsMadeGood(columns, stride, rows);
            left.multiply(right, 0, rows, target, at + right.first, stride, direct, alpha, add);
            next = right.first + width;
        }
        left.forget();
        right.forget();
        if (transposed) {
            kernels.pack().transpose(target, 0, stride, c.array(), (int) c.offset(), (int) c.rowStride(), c.rows(),
                    c.cols());
        }
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
