package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.memory.OperandChecks;
import java.util.Objects;

/**
 * The class that a network predicts for each row of its outputs: the column of the greatest value, the first of equal
 * ones. NaN counts as the greatest, as in PyTorch and NumPy.
 *
 * {@snippet :
 * Matrix outputs = Matrix.of(new float[] {1, 5, 5, 2, 0, 1}, 2, 3);
 * int[] classes = new int[2];
 * Predictions.argmax(outputs, classes, Execution.sequential());
 * IO.println(Arrays.toString(classes));                        // [1, 0]
 * IO.println(Predictions.accuracy(outputs, new int[] {1, 2}, Execution.sequential()));     // 0.5
 * }
 *
 * <p>Thread-safe, as long as no call writes what another reads or writes.
 */
public final class Predictions {
    private Predictions() {}

    /**
     * {@code classes[i]} ← the predicted column of row i.
     *
     * @throws IllegalArgumentException if there is not one class per row, rows have no columns, or the outputs lie in
     * the array of classes
     */
    public static void argmax(Matrix outputs, int[] classes, Execution execution) {
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(classes, "classes");
        Objects.requireNonNull(execution, "execution");
        LossChecks.onePerRow("classes", "number", classes.length, outputs);
        LossChecks.outputs(outputs, execution);
        OperandChecks.apart("outputs", outputs, "classes", classes);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        LossScratch.of(scratch).softmax.argmax(outputs, classes, engine);
        engine.giveBack(scratch);
    }

    /**
     * The number of rows whose predicted column is their label.
     *
     * @throws IllegalArgumentException if there is not one label per row; a label that is no column counts as wrong
     */
    public static int correct(Matrix outputs, int[] labels, Execution execution) {
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(execution, "execution");
        LossChecks.onePerRow("labels", "number", labels.length, outputs);
        LossChecks.outputs(outputs, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        LossScratch kept = LossScratch.of(scratch);
        int[] classes = kept.classes(labels.length);
        kept.softmax.argmax(outputs, classes, engine);
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += classes[i] == labels[i] ? 1 : 0;
        }
        engine.giveBack(scratch);
        return correct;
    }

    /**
     * The share of rows whose predicted column is their label; NaN of no rows.
     *
     * @throws IllegalArgumentException if there is not one label per row; a label that is no column counts as wrong
     */
    public static double accuracy(Matrix outputs, int[] labels, Execution execution) {
        return (double) correct(outputs, labels, execution) / labels.length;
    }
}
