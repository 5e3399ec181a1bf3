package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.GuidedSchedule;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.kernel.ProductKernels;
import dev.evenkeel.internal.memory.Views;

/**
 * Carries a product out: at once if it is small, else in shares of C on as many threads as pay (decision 17).
 *
 * @param <A> arrays of the element type
 */
final class ParallelGemm<A> implements ThreadTeam.Task {
    /** Multiply-adds that are worth a thread; tests set fewer, so that threads share small products (decision 17). */
    static final int TERMS_PER_THREAD = Integer.getInteger("evenkeel.termsPerThread", 350_000);

    /** A multiply-add of a single row counts as this many, because B is read for that row alone (decision 17). */
    private static final int TERMS_PER_TERM_OF_ONE_ROW = 4;

    /** Writing an element of C counts as this many (decision 17). */
    static final int TERMS_OF_AN_ELEMENT = 4;

    /** Columns are split unless their split is this much less even: then B is packed once (decision 17). */
    private static final double UNEVENNESS_WORTH_PACKING_ONCE = 1.1;

    private final GemmCall<A> call;
    private final GuidedSchedule schedule = new GuidedSchedule();
    private Engine engine;
    private boolean byColumns;

    /** Columns or rows of one unit of {@link #schedule}. */
    private int unit;

    ParallelGemm(Elements<A> elements) {
        call = new GemmCall<>(elements);
    }

    /**
     * Carries out a checked product, with the execution's threads if {@code shared}.
     *
     * @param b null where {@code packed} is given
     */
    static <A> void multiply(Elements<A> elements, double alpha, MatrixView<A> a, MatrixView<A> b,
            PackedPanels<A> packed, double beta, MatrixView<A> c, Elements.AnyEpilogue<A> epilogue,
            Engine engine, boolean shared) {
        if (Views.isEmpty(c)) {
            return;
        }
        boolean isPlain = packed == null && elements.isEmpty(epilogue);
        ProductKernels<A> kernels = elements.kernels(engine.kernelSet(), c.rows(), c.cols(), a.cols());
        // C2 calls kernels of one class sooner than of two, and a small product waits for that (decision 4).
        if (isPlain && !kernels.areStandIns() && SmallGemm.multiply(elements, alpha, a, b, beta, c, kernels)) {
            return;
        }
        if (isPlain && elements.multiplyTiny(alpha, a, b, beta, c)) {
            return;
        }
        Scratch borrowed = engine.borrow();
        GemmScratch<A> scratch = elements.scratch(borrowed);
        if (isPlain && !kernels.areStandIns()
                && SmallGemm.multiplyInPanels(alpha, a, b, beta, c, kernels, scratch)) {
            engine.giveBack(borrowed);
            return;
        }
        ParallelGemm<A> product = scratch.product;
        product.engine = engine;
        product.call.set(alpha, a, b, packed, beta, c, epilogue, engine, kernels);
        int threads = product.run(shared ? engine.parallelism() : 1, scratch);
        if (elements.hasRowFunction(epilogue)) {
            scratch.rows.run(epilogue, c, threads, engine, scratch);
        }
        product.call.forget();
        product.engine = null;
        engine.giveBack(borrowed);
    }

    /** Returns how many threads were worth while. */
    private int run(int parallelism, GemmScratch<A> scratch) {
        MatrixView<A> c = call.c;
        int threads = parallelism == 1 ? 1 : threadsWorthWhile(parallelism);
        if (threads == 1) {
            scratch.share.compute(call, 0, c.rows(), 0, c.cols());
            return threads;
        }
        int widest = call.layout.widest();
        int height = call.kernels.gemm().tileHeight(c.rows(), widest);
        byColumns = c.cols() >= c.rows() && largestShare(c.cols(), widest, threads)
                <= UNEVENNESS_WORTH_PACKING_ONCE * largestShare(c.rows(), height, threads);
        int length = byColumns ? c.cols() : c.rows();
        unit = byColumns ? widest : height;
        int units = Math.ceilDiv(length, unit);
        schedule.set(units, Math.min(threads, units));
        engine.run(threads, schedule.count(), this);
        return threads;
    }

    private int threadsWorthWhile(int parallelism) {
        MatrixView<A> c = call.c;
        double terms = (double) c.rows() * c.cols()
                * (TERMS_OF_AN_ELEMENT + call.a.cols() / call.kernels.gemm().speed(c.cols()));
        double atFullSpeed = c.rows() == 1 ? TERMS_PER_TERM_OF_ONE_ROW * terms : terms;
        return (int) Math.max(1, Math.min(parallelism, atFullSpeed / TERMS_PER_THREAD));
    }

    /** The largest part of {@code length} rows or columns that one thread gets: of three panels one thread gets two. */
    private static double largestShare(int length, int unit, int threads) {
        return (double) Math.ceilDiv(Math.ceilDiv(length, unit), threads) * unit / length;
    }

    /** Computes one share of C; either its rows or its columns are split. */
    @Override
    public void run(int index) {
        MatrixView<A> c = call.c;
        int first = schedule.start(index) * unit;
        int end = (int) Math.min((long) schedule.start(index + 1) * unit, byColumns ? c.cols() : c.rows());
        Scratch borrowed = engine.borrow();
        GemmScratch<A> scratch = call.elements.scratch(borrowed);
        if (byColumns) {
            scratch.share.compute(call, 0, c.rows(), first, end - first);
        } else {
            scratch.share.compute(call, first, end - first, 0, c.cols());
        }
        engine.giveBack(borrowed);
    }
}
