package dev.evenkeel.training;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.training.ElementKernel;
import dev.evenkeel.internal.rows.RowSweep;

/** An activation of a matrix, or its derivative times a gradient, in progress. */
final class ActivationTask extends RowSweep {
    private Activation activation;
    private Matrix x;
    private Matrix result;
    private boolean backward;
    private ElementKernel kernel;

    /** {@code result = f(x)}, or {@code result = result·f′(x)}. */
    void run(Activation activation, Matrix x, Matrix result, boolean backward, Engine engine) {
        this.activation = activation;
        this.x = x;
        this.result = result;
        this.backward = backward;
        this.kernel = engine.kernelSet().element();
        sweepElements(engine, result.rows(), result.cols(), isFlat(x) && isFlat(result));
        this.x = null;
        this.result = null;
    }

    @Override
    protected void piece(int row, int rows, int col, int cols, Scratch scratch) {
        TrainingScratch kept = TrainingScratch.of(scratch);
        for (int i = row; i < row + rows; i++) {
            kept.first.read(x, i, col, cols);
            if (backward) {
                kept.second.buffer(cols);
                kept.third.read(result, i, col, cols);
                activation.applyDerivative(kept.first.array, kept.first.offset, kept.second.array, 0, cols);
                kernel.multiply(kept.third.array, kept.third.offset, kept.second.array, 0, kept.third.array,
                        kept.third.offset, cols);
            } else {
                kept.third.write(result, i, col, cols);
                activation.apply(kept.first.array, kept.first.offset, kept.third.array, kept.third.offset, cols);
            }
            kept.third.store();
        }
        kept.forget();
    }
}
