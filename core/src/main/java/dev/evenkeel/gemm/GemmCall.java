package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/** The operands of one product in the form in which they are multiplied, perhaps transposed or padded (decision 14). */
final class GemmCall {
    /** Depth from which a few columns of C are padded. */
    private static final int LEAST_DEPTH_TO_PAD = 100;

    /** Transposing an element takes as long as this many rows of C take with it. */
    private static final int COST_OF_TRANSPOSING = 9;

    float alpha;
    float beta;
    Matrix a;
    Matrix b;
    PackedMatrix packed;
    Matrix c;
    Epilogue epilogue;
    Engine engine;
    KernelSet kernels;
    PanelLayout layout;

    /** Whether a C that lies in rows is computed transposed; it is then transposed back where it is written. */
    boolean transposed;

    /** Sets the operands; {@code b} is null where {@code packed} is given. */
    void set(float alpha, Matrix a, Matrix b, PackedMatrix packed, float beta, Matrix c, Epilogue epilogue,
            Engine engine) {
        this.alpha = alpha;
        this.beta = beta;
        this.packed = packed;
        this.epilogue = epilogue;
        this.engine = engine;
        this.kernels = engine.kernelSet();
        boolean columnMajor = c.rowStride() == 1 && (!Views.hasHeapRows(c) || c.cols() == 1);
        transposed = !columnMajor && packed == null && isWorthTransposing(a, b, c);
        boolean swapped = transposed || columnMajor && packed == null && epilogue.isEmpty();
        this.a = swapped ? b.transposed() : a;
        this.b = swapped ? a.transposed() : b;
        this.c = swapped ? c.transposed() : c;
        GemmKernel kernel = kernels.gemm();
        if (packed != null) {
            layout = packed.layout();
        } else {
            boolean padded = transposed || a.cols() >= LEAST_DEPTH_TO_PAD
                    && kernel.isWorthPadding(this.c.cols(), mayWriteTwice());
            layout = padded ? kernel.paddedLayout() : kernel.layout();
        }
    }

    /** Whether Cᵀ = Bᵀ·Aᵀ is faster: a column-major B is then read as it lies, and only Aᵀ and C are transposed. */
    private boolean isWorthTransposing(Matrix a, Matrix b, Matrix c) {
        boolean bIsColumnMajor = b.rowStride() == 1 && b.colStride() != 1;
        if (!bIsColumnMajor || !Views.hasHeapRows(c) || c.rows() == 1) {
            return false;
        }
        double ofB = (double) b.rows() * b.cols();
        double others = (double) c.rows() * ((a.rowStride() == 1 ? 0 : a.cols()) + c.cols());
        return c.rows() / kernels.gemm().speed(c.rows()) * ofB + COST_OF_TRANSPOSING * others
                < (c.rows() + COST_OF_TRANSPOSING) * ofB;
    }

    /** Whether an element may be computed twice: not where C is read, and not where an epilogue follows. */
    boolean mayWriteTwice() {
        return beta == 0f && a.cols() <= GemmKernel.KC && epilogue.isEmpty();
    }

    /** Drops all references to the caller's operands. */
    void forget() {
        a = null;
        b = null;
        packed = null;
        c = null;
        epilogue = null;
        engine = null;
    }
}
