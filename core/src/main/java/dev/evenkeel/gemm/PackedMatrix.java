package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.Kernels;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/**
 * A right-hand side B of k × n, copied once into panels: {@link Gemm#pack}. It may be used with every execution and by
 * several threads at a time; its contents never change.
 */
public final class PackedMatrix {
    private final int rows;
    private final int cols;
    private final PanelLayout layout;
    private final float[][] blocks;

    private PackedMatrix(int rows, int cols, PanelLayout layout, float[][] blocks) {
        this.rows = rows;
        this.cols = cols;
        this.layout = layout;
        this.blocks = blocks;
    }

    /**
     * Packs for the vector kernels wherever they can be had: scalar code reads their panels, but not the other way
     * round.
     */
    static PackedMatrix of(Matrix b, Engine engine) {
        KernelSet kernels = Kernels.best();
        PanelLayout layout = kernels.gemm().layout();
        float[][] blocks = new float[Views.isEmpty(b) ? 0 : Math.ceilDiv(b.rows(), GemmKernel.KC)][];
        Scratch scratch = engine.borrow();
        for (int block = 0; block < blocks.length; block++) {
            int from = block * GemmKernel.KC;
            int depth = Math.min(GemmKernel.KC, b.rows() - from);
            blocks[block] = new float[layout.size(b.cols(), depth)];
            PanelPacking.pack(kernels.pack(), layout, b, from, depth, 0, b.cols(), blocks[block], 0, scratch);
        }
        engine.giveBack(scratch);
        return new PackedMatrix(b.rows(), b.cols(), layout, blocks);
    }

    /** Rows of the matrix that was packed, k. */
    public int rows() {
        return rows;
    }

    /** Columns of the matrix that was packed, n. */
    public int cols() {
        return cols;
    }

    PanelLayout layout() {
        return layout;
    }

    /** The panels of depth {@code from} to {@code from + 512}; {@code from} is a multiple of 512. */
    float[] block(int from) {
        return blocks[from / GemmKernel.KC];
    }

    @Override
    public String toString() {
        return rows + " × " + cols + " packed matrix";
    }
}
