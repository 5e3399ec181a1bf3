package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;

/** A layer at work on batches of so many rows: what it computes has a place here, made once. */
interface LayerPass {
    /** One for a layer's parameters. */
    static LayerPass of(Parameters parameters, int layer, int rows, boolean keepsAll, Execution execution) {
        if (rows < 1) throw new IllegalArgumentException("rows must be at least 1, were " + rows);
        return parameters.architecture().normalizes(layer)
                ? new NormalizedPass(parameters, layer, rows, keepsAll, execution)
                : new DensePass(parameters, layer, rows, keepsAll, execution);
    }

    /** y = f(z) of x, with the statistics of this batch. */
    Matrix forward(Matrix x);

    /** y = f(z) of x, with running statistics. */
    Matrix infer(Matrix x);

    /** z, what the activation is applied to; null unless all is kept or the backward pass reads it. */
    Matrix preActivation();

    /** y. */
    Matrix output();

    /** For ∂loss/∂y before the backward pass; ∂loss/∂(x·W + b), or ∂loss/∂(x·W), behind it. */
    Matrix gradient();

    /** Updates the parameters; dx ← ∂loss/∂x by the old weights, null for the first layer. */
    void descend(Matrix x, double learningRate, Matrix dx);

    /** The gradients of the parameters, and dx ← ∂loss/∂x, null for none; updates nothing. */
    void backward(Matrix x, LayerGradient gradients, Matrix dx);

    /** The first half of {@link #forward}: moments of these rows, not copied. Null where it was all of it. */
    default Moments beginForward(Matrix x) {
        forward(x);
        return null;
    }

    /** The second half, with the moments of a batch that these rows are a part of. */
    default void endForward(Moments batch) {
        throw new IllegalStateException("the forward pass of a layer without moments is done");
    }

    /** The first half of {@link #backward}: sums over these rows, not copied. Null where there is nothing to sum. */
    default GradientSums beginBackward(Moments batch) {
        return null;
    }

    /** The second half, with moments and sums of the batch; all of it where there is nothing to sum. */
    default void endBackward(Matrix x, Moments batch, GradientSums sums, LayerGradient gradients, Matrix dx) {
        backward(x, gradients, dx);
    }

    /** Of the columns of x·W in the last {@link #forward}; null where nothing is normalised. */
    default Moments moments() {
        return null;
    }
}
