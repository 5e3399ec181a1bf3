package dev.evenkeel.loss;

import dev.evenkeel.internal.rows.Row;
import java.util.Arrays;

/** The rows of {@link BinaryCrossEntropy}. */
final class LogisticTask extends LossTask {
    /** 1, or 1 / elements. */
    float factor;

    /** Weights of positives. */
    float[] weights;

    private float[] ones = {};

    /** Weights for each column: the caller's, or ones. */
    void prepare(float[] given) {
        if (given == null && ones.length < outputs.cols()) {
            ones = new float[outputs.cols()];
            Arrays.fill(ones, 1f);
        }
        weights = given == null ? ones : given;
    }

    @Override
    double row(int i, LossScratch scratch) {
        open(i, scratch);
        int cols = outputs.cols();
        Row x = scratch.x;
        Row t = scratch.t;
        Row y = scratch.y;
        t.read(targets, i, 0, cols);
        double sum = kernel.logistic(x.array, x.offset, t.array, t.offset, weights, cols, y.array, y.offset,
                scratch.work);
        if (gradient != null && factor != 1f) {
            kernel.affine(y.array, y.offset, cols, factor, 0f, y.array, y.offset);
        }
        close(y);
        return sum;
    }

    @Override
    void forget() {
        super.forget();
        weights = null;
    }
}
