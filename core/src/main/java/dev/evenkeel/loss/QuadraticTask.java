package dev.evenkeel.loss;

import dev.evenkeel.internal.rows.Row;
import java.util.Arrays;

/** The rows of {@link QuadraticCost}. */
final class QuadraticTask extends LossTask {
    int[] labels;

    /** 1, or 1 / rows. */
    double scale;

    @Override
    double row(int i, LossScratch scratch) {
        open(i, scratch);
        int cols = outputs.cols();
        Row x = scratch.x;
        Row y = scratch.y;
        float shift = kernel.greatest(x.array, x.offset, cols);
        if (!Float.isFinite(shift)) {
            fill(i, Float.NaN, y);
            return Double.NaN;
        }
        double sum = kernel.exponentials(x.array, x.offset, cols, shift, y.array, y.offset, scratch.work);
        kernel.affine(y.array, y.offset, cols, (float) (1 / sum), 0f, y.array, y.offset);
        Row t = target(i, scratch);
        kernel.deviations(y.array, y.offset, t.array, t.offset, cols, scratch.sums, scratch.work);
        if (gradient != null) {
            kernel.quadraticGradient(y.array, y.offset, t.array, t.offset, cols, (float) scratch.sums[1],
                    (float) (2 * scale), y.array, y.offset);
            close(y);
        }
        return scratch.sums[0];
    }

    private Row target(int i, LossScratch scratch) {
        Row t = scratch.t;
        if (labels == null) {
            t.read(targets, i, 0, outputs.cols());
        } else {
            t.buffer(outputs.cols());
            Arrays.fill(t.array, 0, outputs.cols(), 0f);
            t.array[labels[i]] = 1f;
        }
        return t;
    }

    @Override
    void forget() {
        super.forget();
        labels = null;
    }
}
