package dev.evenkeel.gemm;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.memory.Views;

/**
 * Hands whole rows of a finished C to a caller's function, in a pass of its own: a function that sums along a row would
 * be wrong for parts of it, without a sign of it in narrow products.
 *
 * @param <A> arrays of the element type
 */
final class RowPass<A> implements ThreadTeam.Task {
    /** Shares per thread: they may not be equally fast. */
    private static final int SHARES_PER_THREAD = 4;

    private final Elements<A> elements;
    private Elements.AnyEpilogue<A> epilogue;
    private MatrixView<A> c;
    private Engine engine;
    private int share;

    RowPass(Elements<A> elements) {
        this.elements = elements;
    }

    /** Calls the epilogue's function for each row on at most so many threads. */
    void run(Elements.AnyEpilogue<A> epilogue, MatrixView<A> c, int threads, Engine engine, GemmScratch<A> scratch) {
        this.epilogue = epilogue;
        this.c = c;
        this.engine = engine;
        if (threads == 1) {
            rows(0, c.rows(), scratch);
        } else {
            share = (int) Math.ceilDiv(c.rows(), (long) threads * SHARES_PER_THREAD);
            engine.run(threads, Math.ceilDiv(c.rows(), share), this);
        }
        this.epilogue = null;
        this.c = null;
        this.engine = null;
    }

    @Override
    public void run(int index) {
        Scratch borrowed = engine.borrow();
        GemmScratch<A> scratch = elements.scratch(borrowed);
        int from = index * share;
        rows(from, Math.min(share, c.rows() - from), scratch);
        engine.giveBack(borrowed);
    }

    private void rows(int from, int count, GemmScratch<A> scratch) {
        int columns = c.cols();
        boolean isInPlace = Views.hasHeapRows(c);
        A row = isInPlace ? c.array() : scratch.result(columns);
        for (int i = from; i < from + count; i++) {
            if (isInPlace) {
                elements.finishRow(epilogue, row, (int) (c.offset() + i * c.rowStride()), columns, i);
            } else {
                c.copyTo(i, 0, 1, columns, row, 0, columns);
                elements.finishRow(epilogue, row, 0, columns, i);
                c.copyFrom(i, 0, 1, columns, row, 0, columns);
            }
        }
    }
}
