package dev.evenkeel.loss;

import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.loss.LossKernel;
import dev.evenkeel.internal.rows.Row;

/** What a thread keeps from call to call. */
final class LossScratch {
    final Row x = new Row();
    final Row t = new Row();
    final Row y = new Row();
    final float[] work = new float[LossKernel.WORK];
    final double[] sums = new double[2];

    /** Targets as they count. */
    private float[] q = {};

    private int[] classes = {};

    final CrossEntropyTask crossEntropy = new CrossEntropyTask();
    final QuadraticTask quadratic = new QuadraticTask();
    final DifferenceTask differences = new DifferenceTask();
    final LogisticTask logistic = new LogisticTask();
    final SoftmaxTask softmax = new SoftmaxTask();

    static LossScratch of(Scratch scratch) {
        LossScratch known = scratch.kept(LossScratch.class);
        return known != null ? known : scratch.keep(new LossScratch());
    }

    float[] q(int columns) {
        return q = q.length >= columns ? q : new float[columns];
    }

    /** Predicted columns, until they are counted. */
    int[] classes(int rows) {
        return classes = classes.length >= rows ? classes : new int[rows];
    }

    void forget() {
        x.forget();
        t.forget();
        y.forget();
    }
}
