package dev.evenkeel.loss;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.loss.LossKernel;
import dev.evenkeel.internal.rows.Row;
import dev.evenkeel.internal.rows.RowSweep;
import java.util.Arrays;

/** A loss in progress: each row by itself, then the sum of their values in ascending order. */
abstract class LossTask extends RowSweep {
    Matrix outputs;
    Matrix targets;
    Matrix gradient;
    LossKernel kernel;
    private double[] values;
    private double[] own = {};

    /** Everything that a call gives; targets and gradient may be null. */
    final void set(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Engine engine) {
        this.outputs = outputs;
        this.targets = targets;
        this.gradient = gradient;
        this.kernel = engine.kernelSet().loss();
        if (rowValues == null && own.length < outputs.rows()) {
            own = new double[outputs.rows()];
        }
        this.values = rowValues == null ? own : rowValues;
    }

    /** Evaluates all rows; returns the sum of their values. */
    final double sum(Engine engine) {
        sweepRows(engine, outputs.rows(), outputs.cols());
        double sum = 0;
        for (int i = 0; i < outputs.rows(); i++) {
            sum += values[i];
        }
        return sum;
    }

    void forget() {
        outputs = null;
        targets = null;
        gradient = null;
        values = own;
    }

    @Override
    protected final void piece(int row, int rows, int col, int cols, Scratch scratch) {
        LossScratch kept = LossScratch.of(scratch);
        for (int i = row; i < row + rows; i++) {
            values[i] = row(i, kept);
        }
        kept.forget();
    }

    /** Evaluates one row. */
    abstract double row(int i, LossScratch scratch);

    /** Reads the row's outputs, and finds the place of its gradient, or one for what nobody wants. */
    final void open(int i, LossScratch scratch) {
        scratch.x.read(outputs, i, 0, outputs.cols());
        if (gradient != null) {
            scratch.y.write(gradient, i, 0, outputs.cols());
        } else {
            scratch.y.buffer(outputs.cols());
        }
    }

    final void close(Row y) {
        if (gradient != null) {
            y.store();
        }
    }

    /** Fills the row's gradient. */
    final void fill(int i, float value, Row y) {
        if (gradient != null) {
            y.write(gradient, i, 0, outputs.cols());
            Arrays.fill(y.array, y.offset, y.offset + outputs.cols(), value);
            y.store();
        }
    }
}
