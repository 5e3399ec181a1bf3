package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.rows.RowSweep;
import java.util.Arrays;

/** A copy, a fill or a gathering of rows in progress. */
final class CopyTask extends RowSweep {
    /** Rows and columns of a block that is transposed in the cache. */
    private static final int BLOCK = 64;

    /** Columns of a piece of transposed blocks. */
    private static final int TILE = 4 * BLOCK;

    private PackKernel<float[]> pack;
    private Matrix x;
    private Matrix result;
    private int[] rows;
    private float value;
    private boolean oneHot;

    void copy(Matrix x, Matrix result, Engine engine) {
        boolean byColumns = isByColumns(result);
        this.x = byColumns ? x.transposed() : x;
        this.result = byColumns ? result.transposed() : result;
        run(engine, Views.isFlat(this.x) && Views.isFlat(this.result));
    }

    void fill(float value, Matrix result, Engine engine) {
        boolean byColumns = isByColumns(result);
        this.value = value;
        this.result = byColumns ? result.transposed() : result;
        run(engine, Views.isFlat(this.result));
    }

    /** Row i is row {@code rows[i]} of x. */
    void gather(Matrix x, int[] rows, Matrix result, Engine engine) {
        this.x = x;
        this.rows = rows;
        this.result = result;
        run(engine, false);
    }

    /** Row i is 1 in column {@code columns[i]}, else 0. */
    void oneHot(int[] columns, Matrix result, Engine engine) {
        this.value = 0f;
        this.rows = columns;
        this.oneHot = true;
        this.result = result;
        run(engine, false);
    }

    private void run(Engine engine, boolean flat) {
        pack = engine.kernelSet().pack();
        if (isTransposed()) {
            sweepTiles(engine, result.rows(), result.cols(), BLOCK, TILE);
        } else {
            sweepElements(engine, result.rows(), result.cols(), flat);
        }
        x = null;
        result = null;
        rows = null;
        oneHot = false;
    }

    private boolean isTransposed() {
        return x != null && rows == null && x.array() != null && isByColumns(x) && Views.hasHeapRows(result);
    }

    @Override
    protected void piece(int row, int rows, int col, int cols, Scratch scratch) {
        if (isTransposed()) {
            transpose(row, rows, col, cols);
            return;
        }
        TrainingScratch kept = TrainingScratch.of(scratch);
        for (int i = row; i < row + rows; i++) {
            kept.third.write(result, i, col, cols);
            float[] array = kept.third.array;
            int to = kept.third.offset;
            if (x == null) {
                Arrays.fill(array, to, to + cols, value);
            } else {
                copy(this.rows == null ? i : this.rows[i], col, cols, array, to);
            }
            if (oneHot && this.rows[i] >= col && this.rows[i] < col + cols) {
                array[to + this.rows[i] - col] = 1f;
            }
            kept.third.store();
        }
        kept.forget();
    }

    /** All elements are one row of a flat matrix, so its columns are not asked. */
    private void copy(int row, int col, int cols, float[] array, int to) {
        if (Views.hasHeapRows(x)) {
            System.arraycopy(x.array(), (int) (x.offset() + row * x.rowStride() + col), array, to, cols);
        } else {
            x.copyTo(row, col, 1, cols, array, to, cols);
        }
    }

    private void transpose(int row, int rows, int col, int cols) {
        for (int i = row; i < row + rows; i += BLOCK) {
            for (int j = col; j < col + cols; j += BLOCK) {
                pack.transpose(x.array(), (int) (x.offset() + i + j * x.colStride()), (int) x.colStride(),
                        result.array(), (int) (result.offset() + i * result.rowStride() + j), (int) result.rowStride(),
                        Math.min(BLOCK, row + rows - i), Math.min(BLOCK, col + cols - j));
            }
        }
    }
}
