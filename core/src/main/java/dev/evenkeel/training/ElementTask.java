package dev.evenkeel.training;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.training.ElementKernel;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.internal.rows.Row;
import dev.evenkeel.internal.rows.RowSweep;

/** An operation element by element in progress. */
final class ElementTask extends RowSweep {
    private Operation operation;
    private ElementKernel kernel;
    private float factor;
    private Matrix x;
    private Matrix y;
    private Matrix result;

    /** Which loop. */
    enum Operation {
        SCALE,
        AXPY,
        ADD,
        SUBTRACT,
        MULTIPLY
    }

    /** @param y null where the operation has one input */
    void run(Operation operation, float factor, Matrix x, Matrix y, Matrix result, Engine engine) {
        this.operation = operation;
        this.kernel = engine.kernelSet().element();
        this.factor = factor;
        boolean byColumns = isByColumns(result);
        this.x = byColumns ? x.transposed() : x;
        this.y = y == null || !byColumns ? y : y.transposed();
        this.result = byColumns ? result.transposed() : result;
        boolean flat = Views.isFlat(this.x) && Views.isFlat(this.result) && (y == null || Views.isFlat(this.y));
        sweepElements(engine, this.result.rows(), this.result.cols(), flat);
        this.x = null;
        this.y = null;
        this.result = null;
    }

    @Override
    protected void piece(int row, int rows, int col, int cols, Scratch scratch) {
        TrainingScratch kept = TrainingScratch.of(scratch);
        for (int i = row; i < row + rows; i++) {
            kept.first.read(x, i, col, cols);
            if (y != null) {
                kept.second.read(y, i, col, cols);
            }
            if (operation == Operation.AXPY) {
                kept.third.read(result, i, col, cols);
            } else {
                kept.third.write(result, i, col, cols);
            }
            apply(kept.first, kept.second, kept.third, cols);
            kept.third.store();
        }
        kept.forget();
    }

    /** Without a switch, whose table javac puts into the initialiser of another class. */
    private void apply(Row a, Row b, Row to, int count) {
        if (operation == Operation.SCALE) {
            kernel.scale(factor, a.array, a.offset, to.array, to.offset, count);
        } else if (operation == Operation.AXPY) {
            kernel.axpy(factor, a.array, a.offset, to.array, to.offset, count);
        } else if (operation == Operation.ADD) {
            kernel.add(a.array, a.offset, b.array, b.offset, to.array, to.offset, count);
        } else if (operation == Operation.SUBTRACT) {
            kernel.subtract(a.array, a.offset, b.array, b.offset, to.array, to.offset, count);
        } else {
            kernel.multiply(a.array, a.offset, b.array, b.offset, to.array, to.offset, count);
        }
    }
}
