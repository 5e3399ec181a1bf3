package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/**
 * The operands of one product in the form in which they are multiplied, perhaps transposed or padded (decision 14).
 *
 * @param <A> arrays of the element type
 */
final class GemmCall<A> {
    /** Depth from which a few columns of C are padded. */
    private static final int LEAST_DEPTH_TO_PAD = 16;

    /** Terms at full speed in the time that transposing an element takes, in blocks of vectors. */
    private static final int COST_OF_TRANSPOSING = 9;

    /** The same between a few lines and short rows that lie right behind each other. */
    private static final int COST_OF_NARROW = 5;

    /** The same, element by element. */
    private static final int COST_OF_ONE_BY_ONE = 150;

    /** The same in blocks, where C is not in the L2 cache. */
    private static final int COST_OF_LARGE = 30;

    /** Bytes of a C that is taken not to be in the L2 cache. */
    private static final int LARGE = 1 << 20;

    /** Rows and columns from which a C is transposed in blocks. */
    private static final int BLOCK = 16;

    /** Depth from which operands are. */
    private static final int LEAST_DEPTH_OF_BLOCKS = 3;

    final Elements<A> elements;
    double alpha;
    double beta;
    MatrixView<A> a;
    MatrixView<A> b;
    PackedPanels<A> packed;
    MatrixView<A> c;

    Elements.AnyEpilogue<A> epilogue;
    Engine engine;
    ProductKernels<A> kernels;
    PanelLayout layout;

    /** Whether a C that lies in rows is computed transposed; it is then transposed back where it is written. */
    boolean transposed;

    GemmCall(Elements<A> elements) {
        this.elements = elements;
    }

    /** Sets the operands; {@code b} is null where {@code packed} is given. */
    void set(double alpha, MatrixView<A> a, MatrixView<A> b, PackedPanels<A> packed, double beta, MatrixView<A> c,
            Elements.AnyEpilogue<A> epilogue, Engine engine, ProductKernels<A> kernels) {
        this.kernels = kernels;
        boolean columnMajor = c.rowStride() == 1 && (!Views.hasHeapRows(c) || c.cols() == 1);
        boolean isTransposed = !columnMajor && packed == null && isWorthTransposing(a, b, c, kernels);
        boolean swapped = isTransposed || columnMajor && packed == null && elements.isEmpty(epilogue);
        setAsTheyAre(alpha, swapped ? b.transposed() : a, swapped ? a.transposed() : b, packed, beta,
                swapped ? c.transposed() : c, epilogue, engine, kernels);
        transposed = isTransposed;
        if (packed == null) {
            layout = layout(this.a, this.b, transposed, mayWriteTwice(), kernels.gemm());
        }
    }

    /** How a product's columns are cut: one padded panel takes those left over where rows and terms are many. */
    static PanelLayout layout(MatrixView<?> a, MatrixView<?> b, boolean transposed, boolean mayOverlap,
            GemmKernel<?> kernel) {
        boolean copied = !Views.hasHeapRows(b);
        boolean deep = copied || transposed || a.cols() >= LEAST_DEPTH_TO_PAD;
        boolean padded = deep && a.rows() >= kernel.rowsWorthPadding(b.cols(), mayOverlap, copied);
        return padded ? kernel.paddedLayout() : kernel.layout();
    }

    /** Sets operands that are neither transposed nor exchanged; columns left over are padded unless they are packed. */
    void setAsTheyAre(double alpha, MatrixView<A> a, MatrixView<A> b, PackedPanels<A> packed, double beta,
            MatrixView<A> c, Elements.AnyEpilogue<A> epilogue, Engine engine, ProductKernels<A> kernels) {
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.packed = packed;
        this.beta = beta;
        this.c = c;
        this.epilogue = epilogue;
        this.engine = engine;
        this.kernels = kernels;
        transposed = false;
        layout = packed != null ? packed.layout : kernels.gemm().paddedLayout();
    }

    /**
     * Whether Cᵀ = Bᵀ·Aᵀ is faster: C then has more of its lanes filled, or a column-major B is read as it lies, but Aᵀ
     * and C may have to be transposed.
     */
    static <A> boolean isWorthTransposing(MatrixView<A> a, MatrixView<A> b, MatrixView<A> c,
            ProductKernels<A> kernels) {
        boolean transposesB = b.rowStride() == 1 && b.colStride() != 1;
        boolean transposesA = a.rowStride() != 1;
        if (!transposesB && transposesA || !Views.hasHeapRows(c) || c.rows() == 1 || c.cols() == 1) {
            return false;
        }
        GemmKernel<A> kernel = kernels.gemm();
        double terms = (double) a.cols() * c.rows() * c.cols();
        int operands = a.cols() >= LEAST_DEPTH_OF_BLOCKS ? COST_OF_TRANSPOSING : COST_OF_ONE_BY_ONE;
        boolean inBlocks = c.rows() >= BLOCK && (c.cols() >= BLOCK || c.rowStride() == c.cols());
        int result = !inBlocks ? COST_OF_ONE_BY_ONE
                : (long) c.rows() * c.cols() * c.elementBytes() < LARGE ? COST_OF_TRANSPOSING : COST_OF_LARGE;
        double asItIs =
                terms / kernel.speed(c.cols())
                        + (transposesB ? costOfTransposing(b.transposed(), operands, kernels) : 0);
        double transposed = terms / kernel.speed(c.rows()) + (transposesA ? costOfTransposing(a, operands, kernels) : 0)
                + costOfTransposing(c, result, kernels);
        return transposed < asItIs;
    }

    /** What it takes to transpose a matrix of rows to columns, or to write it from columns, unless it is narrow. */
    private static double costOfTransposing(MatrixView<?> m, int perElement, ProductKernels<?> kernels) {
        boolean narrow = m.rowStride() == m.cols() && kernels.pack().isNarrow(m.cols(), m.rows());
        return (double) (narrow ? COST_OF_NARROW : perElement) * m.rows() * m.cols();
    }

    /** Whether an element may be computed twice: not where C is read, and not where an epilogue follows. */
    boolean mayWriteTwice() {
        return beta == 0 && a.cols() <= GemmKernel.KC && elements.isEmpty(epilogue);
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
