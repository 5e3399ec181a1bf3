package dev.evenkeel.internal.rows;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;

/**
 * Part of a row as kernels see it: in the matrix's own array where its columns lie there side by side, else in a copy.
 * It is kept from row to row and from call to call.
 */
public final class Row {
    /** Holds value j at {@link #offset} + j. */
    public float[] array;

    public int offset;

    private float[] copy = {};
    private Matrix matrix;
    private int row;
    private int col;
    private int count;

    /** Columns {@code col … col + count − 1} of a row, to be read. */
    public void read(Matrix matrix, int row, int col, int count) {
        write(matrix, row, col, count);
        if (array == copy) {
            matrix.copyTo(row, col, 1, count, copy, 0, count);
        }
    }

    /** The same, to be written; what it holds before is of no use. */
    public void write(Matrix matrix, int row, int col, int count) {
        this.matrix = matrix;
        this.row = row;
        this.col = col;
        this.count = count;
        if (Views.hasHeapRows(matrix)) {
            array = matrix.array();
            offset = (int) (matrix.offset() + row * matrix.rowStride() + col);
        } else {
            buffer(count);
        }
    }

    /** Room for so many values that belong to no matrix. */
    public void buffer(int count) {
        copy = copy.length >= count ? copy : new float[count];
        array = copy;
        offset = 0;
    }

    /** Puts what was written where it belongs. */
    public void store() {
        if (array == copy) {
            matrix.copyFrom(row, col, 1, count, copy, 0, count);
        }
    }

    /** Forgets the caller's matrix. */
    public void forget() {
        matrix = null;
        array = null;
    }
}
