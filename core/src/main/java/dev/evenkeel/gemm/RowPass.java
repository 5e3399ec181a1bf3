package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.memory.Views;

/**
 * Hands whole rows of a finished C to a caller's function, in a pass of its own: a function that sums along a row would
 * be wrong for parts of it, without a sign of it in narrow products.
 */
final class RowPass implements ThreadTeam.Task {
    /** Shares per thread: they may not be equally fast. */
    private static final int SHARES_PER_THREAD = 4;

    private Epilogue.RowFunction function;
    private Matrix c;
    private Engine engine;
    private int share;

    /** Calls the function for each row on at most so many threads. */
    void run(Epilogue.RowFunction function, Matrix c, int threads, Engine engine, Scratch scratch) {
        this.function = function;
        this.c = c;
        this.engine = engine;
        if (threads == 1) {
            rows(0, c.rows(), scratch);
        } else {
            share = (int) Math.ceilDiv(c.rows(), (long) threads * SHARES_PER_THREAD);
            engine.run(threads, Math.ceilDiv(c.rows(), share), this);
        }
        this.function = null;
        this.c = null;
        this.engine = null;
    }

    @Override
    public void run(int index) {
        Scratch scratch = engine.borrow();
        int from = index * share;
        rows(from, Math.min(share, c.rows() - from), scratch);
        engine.giveBack(scratch);
    }

    private void rows(int from, int count, Scratch scratch) {
        int columns = c.cols();
        boolean isInPlace = Views.hasHeapRows(c);
        float[] row = isInPlace ? c.array() : scratch.result(columns);
        for (int i = from; i < from + count; i++) {
            if (isInPlace) {
                function.apply(row, (int) (c.offset() + i * c.rowStride()), columns, i, 0);
            } else {
                c.copyTo(i, 0, 1, columns, row, 0, columns);
                function.apply(row, 0, columns, i, 0);
                c.copyFrom(i, 0, 1, columns, row, 0, columns);
            }
        }
    }
}
