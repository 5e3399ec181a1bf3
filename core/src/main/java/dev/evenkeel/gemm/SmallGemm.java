package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/** Computes a product straight from its operands, without scratch, threads or packing (decision 13). */
final class SmallGemm {
    /** Most multiply-adds of a small product (decision 13). */
    private static final int TERMS = 150_000;

    /** Most rows times depth for which two of the narrowest tiles are faster than a buffer (decision 13). */
    private static final int TERMS_OF_A_COLUMN = 400;

    private SmallGemm() {}

    /** Computes the product if it is small and kernels can read all operands in place; returns false otherwise. */
    static boolean multiply(float alpha, Matrix a, Matrix b, float beta, Matrix c, Engine engine) {
        KernelSet kernels = engine.kernelSet();
        PanelLayout layout = kernels.gemm().layout();
        int depth = a.cols();
        if (c.rows() == 1
                || (long) c.rows() * c.cols() * depth > TERMS
                || depth == 0
                || depth > GemmKernel.KC
                || alpha == 0f
                || beta != 0f && beta != 1f
                || !Views.hasHeapRows(c)
                || !Views.hasHeapRows(b)
                || !BlockOfA.isReadInPlace(a, c.cols(), kernels)) {
            return false;
        }
        boolean fits = layout.fitsExactly(c.cols(), beta == 0f);
        int narrowest = layout.narrowest();
        if (!fits && (beta != 0f || c.cols() < narrowest || c.cols() > 2 * narrowest
                || c.rows() * depth > TERMS_OF_A_COLUMN)) {
            return false;
        }
        int next;
        for (int j = 0; j < c.cols(); j = next) {
            int overlapping =
                    !fits ? narrowest : beta == 0f ? layout.overlapping(c.cols() - j, c.cols()) : 0;
            int width = overlapping > 0 ? overlapping : layout.width(c.cols() - j);
            int first = overlapping > 0 ? Math.min(j, c.cols() - width) : j;
            kernels.gemm().column(a.array(), (int) a.offset(), (int) a.rowStride(), (int) a.colStride(), b.array(),
                    (int) b.offset() + first, (int) b.rowStride(), width, c.array(), (int) c.offset() + first,
                    (int) c.rowStride(), c.rows(), depth, alpha, beta != 0f);
            next = first + width;
        }
        return true;
    }
}
