package dev.evenkeel.loss;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.loss.LossKernel;
import dev.evenkeel.internal.rows.Row;
import dev.evenkeel.internal.rows.RowSweep;
import java.util.Arrays;

/** The rows of {@link Softmax} and {@link Predictions}. */
final class SoftmaxTask extends RowSweep {
    private Matrix logits;
    private Matrix result;
    private boolean logarithm;
    private int[] places;
    private LossKernel kernel;

    void softmax(Matrix logits, Matrix result, boolean logarithm, Engine engine) {
        this.logits = logits;
        this.result = result;
        this.logarithm = logarithm;
        this.kernel = engine.kernelSet().loss();
        sweepRows(engine, logits.rows(), logits.cols());
        this.logits = null;
        this.result = null;
    }

    void argmax(Matrix scores, int[] places, Engine engine) {
        this.logits = scores;
        this.places = places;
        this.kernel = engine.kernelSet().loss();
        sweepRows(engine, scores.rows(), scores.cols());
        this.logits = null;
        this.places = null;
    }

    @Override
    protected void piece(int row, int rows, int col, int cols, Scratch scratch) {
        LossScratch kept = LossScratch.of(scratch);
        for (int i = row; i < row + rows; i++) {
            kept.x.read(logits, i, 0, cols);
            float greatest = kernel.greatest(kept.x.array, kept.x.offset, cols);
            if (places != null) {
                places[i] = place(kept.x, greatest);
            } else {
                kept.y.write(result, i, 0, cols);
                row(kept, greatest);
                kept.y.store();
            }
        }
        kept.forget();
    }

    private void row(LossScratch scratch, float greatest) {
        Row x = scratch.x;
        Row y = scratch.y;
        int cols = logits.cols();
        if (!Float.isFinite(greatest)) {
            Arrays.fill(y.array, y.offset, y.offset + cols, Float.NaN);
        } else if (logarithm) {
            double sum = kernel.exponentials(x.array, x.offset, cols, greatest, scratch.q(cols), 0, scratch.work);
            kernel.subtract(x.array, x.offset, cols, greatest, (float) StrictMath.log(sum), y.array, y.offset);
        } else {
            double sum = kernel.exponentials(x.array, x.offset, cols, greatest, y.array, y.offset, scratch.work);
            kernel.affine(y.array, y.offset, cols, (float) (1 / sum), 0f, y.array, y.offset);
        }
    }

    private int place(Row x, float greatest) {
        if (greatest == greatest) {
            return kernel.place(x.array, x.offset, logits.cols(), greatest);
        }
        int j = 0;
        while (!Float.isNaN(x.array[x.offset + j])) {
            j++;
        }
        return j;
    }
}
