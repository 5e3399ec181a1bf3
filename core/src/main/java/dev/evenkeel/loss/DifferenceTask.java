package dev.evenkeel.loss;

import dev.evenkeel.internal.rows.Row;

/** The rows of {@link MeanSquaredError}. */
final class DifferenceTask extends LossTask {
    /** 2, or 2 / elements. */
    float factor;

    @Override
    double row(int i, LossScratch scratch) {
        open(i, scratch);
        Row x = scratch.x;
        Row t = scratch.t;
        Row y = scratch.y;
        t.read(targets, i, 0, outputs.cols());
        double sum = kernel.differences(x.array, x.offset, t.array, t.offset, outputs.cols(), factor, y.array, y.offset,
                scratch.work);
        close(y);
        return sum;
    }
}
