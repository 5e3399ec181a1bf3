package dev.evenkeel.loss;

import dev.evenkeel.internal.rows.Row;

/** The rows of {@link CrossEntropy}. */
final class CrossEntropyTask extends LossTask {
    int[] labels;
    int ignored;
    float[] weights;

    /** Share of a target that stays where it is: 1 − smoothing. */
    double keep;

    /** What smoothing adds to each target before weights: smoothing / classes. */
    double spread;

    /** 1, or 1 / what a mean is divided by. */
    double scale;

    /** spread · weight for each column, where there is smoothing and labels are numbers. */
    private float[] base = {};

    void prepare() {
        if (labels != null && spread > 0) {
            base = base.length >= outputs.cols() ? base : new float[outputs.cols()];
            for (int j = 0; j < outputs.cols(); j++) {
                base[j] = (float) (spread * (weights == null ? 1 : weights[j]));
            }
        }
    }

    @Override
    double row(int i, LossScratch scratch) {
        if (labels != null && labels[i] == ignored) {
            fill(i, 0f, scratch.y);
            return 0;
        }
        open(i, scratch);
        Row x = scratch.x;
        float shift = kernel.greatest(x.array, x.offset, outputs.cols());
        if (!Float.isFinite(shift)) {
            fill(i, Float.NaN, scratch.y);
            return Double.NaN;
        }
        return labels != null ? labelled(labels[i], shift, scratch) : distributed(i, shift, scratch);
    }

    private double labelled(int label, float shift, LossScratch scratch) {
        int cols = outputs.cols();
        Row x = scratch.x;
        Row y = scratch.y;
        double own = keep * (weights == null ? 1 : weights[label]);
        double distance = (double) x.array[x.offset + label] - shift;
        if (spread > 0) {
            kernel.weigh(x.array, x.offset, base, 0, cols, shift, scratch.sums, scratch.work);
        }
        double sum = kernel.exponentials(x.array, x.offset, cols, shift, y.array, y.offset, scratch.work);
        double log = StrictMath.log(sum);
        double value = own * (log - distance);
        double total = own;
        if (spread > 0) {
            value += scratch.sums[0] * log - scratch.sums[1];
            total += scratch.sums[0];
        }
        if (gradient != null) {
            float factor = (float) (scale * total / sum);
            int at = y.offset + label;
            float power = y.array[at];
            if (spread > 0) {
                kernel.combine(y.array, y.offset, base, 0, cols, factor, (float) scale, y.array, y.offset);
                y.array[at] = Math.fma(power, factor, -(float) (scale * (own + base[label])));
            } else {
                kernel.affine(y.array, y.offset, cols, factor, 0f, y.array, y.offset);
                y.array[at] = Math.fma(power, factor, -(float) (scale * own));
            }
            close(y);
        }
        return value;
    }

    private double distributed(int i, float shift, LossScratch scratch) {
        int cols = outputs.cols();
        Row x = scratch.x;
        Row y = scratch.y;
        Row t = scratch.t;
        t.read(targets, i, 0, cols);
        float[] q = t.array;
        int from = t.offset;
        if (spread > 0 || weights != null) {
            q = scratch.q(cols);
            from = 0;
            if (weights == null) {
                kernel.affine(t.array, t.offset, cols, (float) keep, (float) spread, q, 0);
            } else {
                kernel.targets(t.array, t.offset, cols, (float) keep, (float) spread, weights, q);
            }
        }
        kernel.weigh(x.array, x.offset, q, from, cols, shift, scratch.sums, scratch.work);
        double sum = kernel.exponentials(x.array, x.offset, cols, shift, y.array, y.offset, scratch.work);
        if (gradient != null) {
            float factor = (float) (scale * scratch.sums[0] / sum);
            kernel.combine(y.array, y.offset, q, from, cols, factor, (float) scale, y.array, y.offset);
            close(y);
        }
        return scratch.sums[0] * StrictMath.log(sum) - scratch.sums[1];
    }

    @Override
    void forget() {
        super.forget();
        labels = null;
        weights = null;
    }
}
