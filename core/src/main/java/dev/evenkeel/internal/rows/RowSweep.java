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
    private int piecesPerRow;

    /** Walks whole rows. */
    protected final void sweepRows(Engine engine, int rows, int cols) {
        sweepTiles(engine, rows, cols, rowsOfAPiece(cols), cols);
    }

    /** Walks elements in any order, all of them as one row where every matrix {@link Views#isFlat}. */
    protected final void sweepElements(Engine engine, int rows, int cols, boolean flat) {
        int length = flat ? rows * cols : cols;
        sweepTiles(engine, flat ? Math.min(rows, 1) : rows, length, rowsOfAPiece(length), PIECE);
    }

    /** Walks pieces of at most so many rows and columns. */
    protected final void sweepTiles(Engine engine, int rows, int cols, int rowsPerPiece, int colsPerPiece) {
        if (rows == 0 || cols == 0) {
            return;
        }
        this.engine = engine;
        this.rows = rows;
        this.cols = cols;
        this.rowsPerPiece = rowsPerPiece;
        this.colsPerPiece = colsPerPiece;
        this.piecesPerRow = Math.ceilDiv(cols, colsPerPiece);
        int pieces = Math.multiplyExact(piecesPerRow, Math.ceilDiv(rows, rowsPerPiece));
        if (engine.parallelism() > 1 && pieces > 1) {
            engine.run(pieces, this);
        } else {
            for (int i = 0; i < pieces; i++) {
                run(i);
            }
        }
        this.engine = null;
    }

    private static int rowsOfAPiece(int cols) {
        return Math.max(1, PIECE / Math.max(1, cols));
    }

    /** Whether elements lie together along columns alone, so that the transpose is what to walk. */
    public static boolean isByColumns(Matrix m) {
        return m.colStride() != 1 && m.rowStride() == 1 && m.rows() > 1;
    }

    @Override
    public final void run(int index) {
        Scratch scratch = engine.borrow();
        int row = index / piecesPerRow * rowsPerPiece;
        int col = index % piecesPerRow * colsPerPiece;
        piece(row, Math.min(rowsPerPiece, rows - row), col, Math.min(colsPerPiece, cols - col), scratch);
        engine.giveBack(scratch);
    }

    /** Does these rows and columns. */
    protected abstract void piece(int row, int rows, int col, int cols, Scratch scratch);
}
