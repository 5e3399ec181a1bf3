package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.GuidedSchedule;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.KernelSet;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/**
 * One product in progress: its operands, and how C is shared out among threads. Part of a scratch memory, so that a call makes no garbage.
 */
final class GemmCall implements ThreadTeam.Task {
    /** Terms worth a thread: as long as a hand-over takes, some 4 µs. The property lets tests share small products, too. */
    private static final int TERMS_PER_THREAD = Integer.getInteger("evenkeel.termsPerThread", 350_000);

    /** A term of one row alone takes so many times as long: B is read for it. */
    private static final int TERMS_PER_TERM_OF_ONE_ROW = 4;

    /** By so much may shares of columns be less even than shares of rows: where columns are shared out, no two threads pack the same ones. */
    private static final double UNEVENNESS_WORTH_PACKING_ONCE = 1.1;

    /** Depth from which, and parts of the widest panel below which, C may be copied. */
    private static final int TERMS_WORTH_COPYING = 100;

    private static final int NARROW = 4;

    /** Turning an element takes as long as so many rows of C take with it: 8 to 12 measured. */
    private static final int COST_OF_TRANSPOSING = 9;

    float alpha;
    float beta;
    Matrix a;
    Matrix b;
    PackedMatrix packed;
    Matrix c;
    Epilogue epilogue;
    KernelSet kernels;
    PanelLayout layout;

    /** Whether the operands are transposed although the caller's C lies in rows: where C is written it is turned back. */
    boolean transposed;

    private Engine engine;
    private final GuidedSchedule schedule = new GuidedSchedule();
    private boolean byColumns;

    /** Columns or rows of one unit of {@link #schedule}. */
    private int unit;

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
            Engine engine,
            boolean shared) {
        if (Views.isEmpty(c) || packed == null && epilogue.isEmpty()
                && SmallGemm.multiply(alpha, a, b, beta, c, engine)) {
            return;
        }
        Scratch scratch = engine.borrow();
        GemmCall product = GemmScratch.of(scratch).product;
        product.engine = engine;
        product.kernels = engine.kernelSet();
        product.alpha = alpha;
        product.beta = beta;
        product.packed = packed;
        product.epilogue = epilogue;
        boolean columnMajor = c.rowStride() == 1 && (!Views.hasHeapRows(c) || c.cols() == 1);
        product.transposed = !columnMajor && packed == null && isWorthTransposing(a, b, c, engine.kernelSet());
        boolean transposed = product.transposed || columnMajor && packed == null && epilogue.isEmpty();
        product.a = transposed ? b.transposed() : a;
        product.b = transposed ? a.transposed() : b;
        product.c = transposed ? c.transposed() : c;
        boolean padded = product.transposed || isWorthCopying(product.c, a.cols(), product.kernels.gemm().layout());
        product.layout = packed != null ? packed.layout()
                : padded ? product.kernels.gemm().paddedLayout() : product.kernels.gemm().layout();
        product.run(shared ? engine.parallelism() : 1, scratch);
        product.forget();
        engine.giveBack(scratch);
    }

    /**
     * Whether Cᵀ = Bᵀ·Aᵀ takes less time: an column-major B is then read as it lies, and Aᵀ and C are turned in its place, which are small where C has
     * few rows. 32 × 1000 × 1000 takes three quarters of the time.
     */
    private static boolean isWorthTransposing(Matrix a, Matrix b, Matrix c, KernelSet kernels) {
        boolean bIsColumnMajor = b.rowStride() == 1 && b.colStride() != 1;
        if (!bIsColumnMajor || !Views.hasHeapRows(c) || c.rows() == 1) {
            return false;
        }
        double ofB = (double) b.rows() * b.cols();
        double others = (double) c.rows() * ((a.rowStride() == 1 ? 0 : a.cols()) + c.cols());
        return c.rows() / kernels.gemm().speed(c.rows()) * ofB + COST_OF_TRANSPOSING * others
                < (c.rows() + COST_OF_TRANSPOSING) * ofB;
    }

    /**
     * Whether one padded panel, from which C is copied, is better than two narrow ones: with fewer columns than a vector of 512 bits and enough terms.
     * 256 × 10 × 1000 takes three quarters of the time; 61 columns take a quarter more.
     */
    private static boolean isWorthCopying(Matrix c, int depth, PanelLayout layout) {
        return c.cols() < layout.widest() / NARROW && depth >= TERMS_WORTH_COPYING;
    }

    /** Whether an element may be computed twice: not where what is there is read, or handed on. */
    boolean mayWriteTwice() {
        return beta == 0f && a.cols() <= GemmKernel.KC && epilogue.isEmpty();
    }

    private void forget() {
        engine = null;
        a = null;
        b = null;
        packed = null;
        c = null;
        epilogue = null;
    }

    private void run(int parallelism, Scratch scratch) {
        int threads = parallelism == 1 ? 1 : threadsWorthWhile(parallelism);
        if (threads == 1) {
            GemmScratch.of(scratch).share.compute(this, 0, c.rows(), 0, c.cols());
            return;
        }
        int widest = layout.widest();
        int height = kernels.gemm().tileHeight(c.rows(), widest);
        byColumns = c.cols() >= c.rows() && largestShare(c.cols(), widest, threads)
                <= UNEVENNESS_WORTH_PACKING_ONCE * largestShare(c.rows(), height, threads);
        int length = byColumns ? c.cols() : c.rows();
        unit = byColumns ? widest : height;
        int units = Math.ceilDiv(length, unit);
        schedule.set(units, Math.min(threads, units));
        engine.run(threads, schedule.count(), this);
    }

    private int threadsWorthWhile(int parallelism) {
        double terms = (double) c.rows() * c.cols() * Math.max(1, a.cols()) / kernels.gemm().speed(c.cols());
        double atFullSpeed = c.rows() == 1 ? TERMS_PER_TERM_OF_ONE_ROW * terms : terms;
        return (int) Math.max(1, Math.min(parallelism, atFullSpeed / TERMS_PER_THREAD));
    }

    /** The part of so many rows or columns that one thread gets at least: 192 columns are three panels, of which one thread gets two. */
    private static double largestShare(int length, int unit, int threads) {
        return (double) Math.ceilDiv(Math.ceilDiv(length, unit), threads) * unit / length;
    }

    /** One share of C; either the rows or the columns are shared out. */
    @Override
    public void run(int index) {
        int first = schedule.start(index) * unit;
        int end = (int) Math.min((long) schedule.start(index + 1) * unit, byColumns ? c.cols() : c.rows());
        Scratch scratch = engine.borrow();
        if (byColumns) {
            GemmScratch.of(scratch).share.compute(this, 0, c.rows(), first, end - first);
        } else {
            GemmScratch.of(scratch).share.compute(this, first, end - first, 0, c.cols());
        }
        engine.giveBack(scratch);
    }
}
