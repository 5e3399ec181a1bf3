package dev.evenkeel.internal.rows;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.exec.ThreadTeam;
import dev.evenkeel.internal.memory.Views;

/**
 * Walks the rows of a matrix in pieces, shared among the execution's threads. Which rows make a piece never shows in a
 * result.
 */
public abstract class RowSweep implements ThreadTeam.Task {
    /** Elements that are worth a hand-over to another thread (decision 27). */
    private static final int PIECE = 1 << 14;

    private Engine engine;
    private int rows;
    private int cols;
    private int rowsPerPiece;
    private int colsPerPiece;

    /** Walks whole rows. */
    protected final void sweepRows(Engine engine, int rows, int cols) {
        sweep(engine, rows, cols, cols);
    }

    /**
     * Walks elements in any order: all as one row where every matrix {@link #isFlat}, else row by row, of which a
     * single
     * long one may be cut.
     */
    protected final void sweepElements(Engine engine, int rows, int cols, boolean flat) {
        int length = flat ? rows * cols : cols;
        sweep(engine, flat ? Math.min(rows, 1) : rows, length, flat || rows == 1 ? Math.min(PIECE, length) : length);
    }

    /** Whether rows follow each other without gaps in an array, so that all elements are one row. */
    public static boolean isFlat(Matrix m) {
        return Views.hasHeapRows(m) && (m.rowStride() == m.cols() || m.rows() <= 1);
    }

    /** Whether columns lie side by side. */
    protected static boolean isAlongRows(Matrix m) {
        return m.colStride() == 1 || m.cols() <= 1;
    }

    private void sweep(Engine engine, int rows, int cols, int colsPerPiece) {
        if (rows == 0 || cols == 0) {
            return;
        }
        this.engine = engine;
        this.rows = rows;
        this.cols = cols;
        this.colsPerPiece = colsPerPiece;
        this.rowsPerPiece = Math.max(1, PIECE / cols);
        int pieces = colsPerPiece < cols ? Math.ceilDiv(cols, colsPerPiece) : Math.ceilDiv(rows, rowsPerPiece);
        if (engine.parallelism() > 1 && pieces > 1) {
            engine.run(pieces, this);
        } else {
            Scratch scratch = engine.borrow();
            piece(0, rows, 0, cols, scratch);
            engine.giveBack(scratch);
        }
        this.engine = null;
    }

    @Override
    public final void run(int index) {
        Scratch scratch = engine.borrow();
        if (colsPerPiece < cols) {
            int col = index * colsPerPiece;
            piece(0, rows, col, Math.min(colsPerPiece, cols - col), scratch);
        } else {
            int row = index * rowsPerPiece;
            piece(row, Math.min(rowsPerPiece, rows - row), 0, cols, scratch);
        }
        engine.giveBack(scratch);
    }

    /** Does these rows and columns. */
    protected abstract void piece(int row, int rows, int col, int cols, Scratch scratch);
}
