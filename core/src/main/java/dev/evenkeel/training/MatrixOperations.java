package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * What else is done to matrices between products: copies, also transposed ones, fills, sums, differences and products
 * element by element, one-hot rows, and rows gathered to a batch.
 *
 * {@snippet :
 * Execution execution = Execution.sequential();
 * Matrix data = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);       // three examples
 * Matrix batch = Matrix.allocate(2, 2);
 * MatrixOperations.gatherRows(data, new int[] {2, 0}, batch, execution);
 * IO.println(Arrays.toString(batch.toArray()));                // [5.0, 6.0, 1.0, 2.0]
 * Matrix turned = Matrix.allocate(2, 3);
 * MatrixOperations.copy(data.transposed(), turned, execution);
 * IO.println(Arrays.toString(turned.toArray()));               // [1.0, 3.0, 5.0, 2.0, 4.0, 6.0]
 * Matrix half = turned.copy();
 * MatrixOperations.axpy(-0.5f, turned, half, execution);
 * IO.println(Arrays.toString(half.toArray()));                 // [0.5, 1.5, 2.5, 1.0, 2.0, 3.0]
 * Matrix targets = Matrix.allocate(2, 3);
 * MatrixOperations.oneHot(new int[] {1, 2}, targets, execution);
 * IO.println(Arrays.toString(targets.toArray()));              // [0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
 * }
 *
 * <p>Each element is one operation of float32, so equal inputs give equal bits on every machine. A result may be the
 * same view as an input of an operation element by element.
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes do not match, a row or
 * a column that is asked for is not there, or the result is read-only, holds an element more than once, or shares an
 * element with an input without being the same view; IllegalStateException for a closed segment; WrongThreadException
 * for a confined segment that another thread would have to touch; RejectedExecutionException for a pool that is shut
 * down.
 *
 * <p>Thread-safe, as long as no call writes what another reads or writes.
 */
public final class MatrixOperations {
    private MatrixOperations() {}

    /** {@code result ← x}; of {@code x.transposed()} it makes a transposed copy, by blocks that fit the cache. */
    public static void copy(Matrix x, Matrix result, Execution execution) {
        check(x, result, execution);
        if (!Views.isSameAs(x, result)) {
            Engine engine = (Engine) execution;
            Scratch scratch = engine.borrow();
            TrainingScratch.of(scratch).copy.copy(x, result, engine);
            engine.giveBack(scratch);
        }
    }

    /** {@code result ← value} everywhere. */
    public static void fill(float value, Matrix result, Execution execution) {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.output("result", result, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        TrainingScratch.of(scratch).copy.fill(value, result, engine);
        engine.giveBack(scratch);
    }

    /** {@code result ← α·x}. */
    public static void scale(float alpha, Matrix x, Matrix result, Execution execution) {
        check(x, result, execution);
        run(ElementTask.Operation.SCALE, alpha, x, null, result, execution);
    }

    /** {@code y ← α·x + y}, by fma. */
    public static void axpy(float alpha, Matrix x, Matrix y, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.readable("x", x, execution);
        OperandChecks.output("y", y, execution);
        TrainingChecks.sameShape("y", y, "x", x);
        TrainingChecks.apartOrSame("y", y, "x", x);
        run(ElementTask.Operation.AXPY, alpha, x, null, y, execution);
    }

    /** {@code result ← x + y}. */
    public static void add(Matrix x, Matrix y, Matrix result, Execution execution) {
        combine(ElementTask.Operation.ADD, x, y, result, execution);
    }

    /** {@code result ← x − y}. */
    public static void subtract(Matrix x, Matrix y, Matrix result, Execution execution) {
        combine(ElementTask.Operation.SUBTRACT, x, y, result, execution);
    }

    /** {@code result ← x·y}, element by element. */
    public static void multiply(Matrix x, Matrix y, Matrix result, Execution execution) {
        combine(ElementTask.Operation.MULTIPLY, x, y, result, execution);
    }

    /** Row i of the result ← row {@code rows[i]} of x; a row may be asked for more than once. */
    public static void gatherRows(Matrix x, int[] rows, Matrix result, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        if (result.cols() != x.cols() || result.rows() != rows.length) {
            throw new IllegalArgumentException("result must be " + rows.length + " × " + x.cols()
                    + ", a row for each of rows and as wide as x, is " + Views.shape(result));
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= x.rows()) {
                throw new IllegalArgumentException("rows[" + i + "] must be a row of x, which is " + Views.shape(x)
                        + ", was " + rows[i]);
            }
        }
        OperandChecks.readable("x", x, execution);
        OperandChecks.output("result", result, execution);
        TrainingChecks.apart("result", result, "x", x);
        OperandChecks.apart("result", result, "rows", rows);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        TrainingScratch.of(scratch).copy.gather(x, rows, result, engine);
        engine.giveBack(scratch);
    }

    /** Row i of the result ← 1 in column {@code labels[i]}, 0 elsewhere. */
    public static void oneHot(int[] labels, Matrix result, Execution execution) {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        if (labels.length != result.rows()) {
            throw new IllegalArgumentException("labels must have one number per row of result, has " + labels.length
                    + " for result of " + Views.shape(result));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= result.cols()) {
                throw new IllegalArgumentException("labels[" + i + "] must be a column of result, which is "
                        + Views.shape(result) + ", was " + labels[i]);
            }
        }
        OperandChecks.output("result", result, execution);
        OperandChecks.apart("result", result, "labels", labels);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        TrainingScratch.of(scratch).copy.oneHot(labels, result, engine);
        engine.giveBack(scratch);
    }

    private static void combine(
            ElementTask.Operation operation, Matrix x, Matrix y, Matrix result, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        check(x, result, execution);
        OperandChecks.readable("y", y, execution);
        TrainingChecks.sameShape("y", y, "x", x);
        TrainingChecks.apartOrSame("result", result, "y", y);
        run(operation, 0f, x, y, result, execution);
    }

    private static void check(Matrix x, Matrix result, Execution execution) {
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.readable("x", x, execution);
        OperandChecks.output("result", result, execution);
        TrainingChecks.sameShape("result", result, "x", x);
        TrainingChecks.apartOrSame("result", result, "x", x);
    }

    private static void run(ElementTask.Operation operation, float factor, Matrix x, Matrix y, Matrix result,
            Execution execution) {
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        TrainingScratch.of(scratch).elements.run(operation, factor, x, y, result, engine);
        engine.giveBack(scratch);
    }
}
