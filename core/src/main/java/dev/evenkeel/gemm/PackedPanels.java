package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.Kernels;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.packing.PanelPacking;

/**
 * The panels of a packed B, one array for each depth block.
 *
 * @param <A> arrays of the element type
 */
final class PackedPanels<A> {
    final int rows;
    final int cols;
    final PanelLayout layout;
    private final Object[] blocks;

    /**
     * Packs for the vector kernels wherever they can be had: scalar code reads their panels, but not the other way
     * round.
     */
    PackedPanels(MatrixView<A> b, Elements<A> elements, Engine engine) {
        ProductKernels<A> kernels = elements.kernels(Kernels.best());
        rows = b.rows();
        cols = b.cols();
        layout = kernels.gemm().layout();
        blocks = new Object[Views.isEmpty(b) ? 0 : Math.ceilDiv(b.rows(), GemmKernel.KC)];
        Scratch scratch = engine.borrow();
        for (int block = 0; block < blocks.length; block++) {
            int from = block * GemmKernel.KC;
            int depth = Math.min(GemmKernel.KC, b.rows() - from);
            A panels = elements.newArray(layout.size(b.cols(), depth));
            PanelPacking.pack(kernels.pack(), layout, b, from, depth, 0, b.cols(), panels, 0,
                    elements.scratch(scratch));
            blocks[block] = panels;
        }
        engine.giveBack(scratch);
    }

    /** The panels of depth {@code from} to {@code from + 512}; {@code from} is a multiple of 512. */
    @SuppressWarnings("unchecked") // There are no arrays of a type parameter.
    A block(int from) {
        return (A) blocks[from / GemmKernel.KC];
    }
}
