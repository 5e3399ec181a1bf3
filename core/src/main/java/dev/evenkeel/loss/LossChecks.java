package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/** Everything that a loss refuses, before anything is written. */
final class LossChecks {
    private LossChecks() {}

    static void rows(Matrix outputs, Matrix targets, Matrix gradient, double[] rowValues, Execution execution) {
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(execution, "execution");
        sameShape("targets", targets, outputs);
        common(outputs, gradient, rowValues, execution);
        OperandChecks.readable("targets", targets, execution);
        if (gradient != null && Overlap.between(gradient, targets)) {
            throw overlap("gradient", gradient, "targets", targets);
        }
        if (rowValues != null) {
            OperandChecks.apart("targets", targets, "rowValues", rowValues);
        }
    }

    /** @param ignored the number that is no label; any number of a column for none */
    static void labels(
            Matrix outputs, int[] labels, int ignored, Matrix gradient, double[] rowValues, Execution execution) {
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(execution, "execution");
        labels(outputs, labels, ignored);
        common(outputs, gradient, rowValues, execution);
        if (gradient != null) {
            OperandChecks.apart("gradient", gradient, "labels", labels);
        }
    }

    static void labels(Matrix outputs, int[] labels, int ignored) {
        onePerRow("labels", "number", labels.length, outputs);
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] < 0 || labels[i] >= outputs.cols()) && labels[i] != ignored) {
                String other = ignored < 0 ? ", or " + ignored + " to be ignored" : "";
                throw new IllegalArgumentException("labels[" + i + "] must be from 0 to " + (outputs.cols() - 1) + other
                        + ", was " + labels[i]);
            }
        }
    }

    private static void common(Matrix outputs, Matrix gradient, double[] rowValues, Execution execution) {
        outputs(outputs, execution);
        if (gradient != null) {
            output("gradient", gradient, outputs, execution);
        }
        if (rowValues != null) {
            onePerRow("rowValues", "value", rowValues.length, outputs);
            OperandChecks.apart("outputs", outputs, "rowValues", rowValues);
            if (gradient != null) {
                OperandChecks.apart("gradient", gradient, "rowValues", rowValues);
            }
        }
    }

    /** Refuses outputs that cannot be read, or rows without columns. */
    static void outputs(Matrix outputs, Execution execution) {
        if (outputs.cols() == 0 && outputs.rows() > 0) {
            throw new IllegalArgumentException("outputs must have columns, is " + Views.shape(outputs));
        }
        OperandChecks.usable(execution);
        OperandChecks.readable("outputs", outputs, execution);
    }

    /** Refuses an array that has not one element for each row. */
    static void onePerRow(String name, String element, int length, Matrix outputs) {
        if (length != outputs.rows()) {
            throw new IllegalArgumentException(name + " must have one " + element + " per row of outputs, has "
                    + length + " for outputs of " + Views.shape(outputs));
        }
    }

    /** An output beside outputs of a network. */
    static void output(String name, Matrix matrix, Matrix outputs, Execution execution) {
        sameShape(name, matrix, outputs);
        OperandChecks.output(name, matrix, execution);
        if (!Views.isSameAs(matrix, outputs) && Overlap.between(matrix, outputs)) {
            throw overlap(name, matrix, "outputs", outputs);
        }
    }

    private static void sameShape(String name, Matrix matrix, Matrix outputs) {
        if (matrix.rows() != outputs.rows() || matrix.cols() != outputs.cols()) {
            throw new IllegalArgumentException(
                    name + " must have the shape of outputs, is " + Views.shape(matrix) + ", outputs is "
                            + Views.shape(outputs));
        }
    }

    private static IllegalArgumentException overlap(String name, Matrix matrix, String otherName, Matrix other) {
        return new IllegalArgumentException(name + " overlaps " + otherName + ": " + name + " is "
                + Views.description(matrix) + ", " + otherName + " is " + Views.description(other));
    }

    /** Refuses weights of which there are not as many as columns. */
    static void weights(String name, float[] weights, Matrix outputs) {
        if (weights != null && weights.length != outputs.cols()) {
            throw new IllegalArgumentException(name + " must have one value per column of outputs, has "
                    + weights.length + " for outputs of " + Views.shape(outputs));
        }
    }

    /** Refuses weights that are negative, infinite or NaN; returns a copy. */
    static float[] weights(String name, float[] weights) {
        Objects.requireNonNull(weights, name);
        for (int j = 0; j < weights.length; j++) {
            if (!(weights[j] >= 0 && weights[j] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        name + "[" + j + "] must be finite and at least 0, was " + weights[j]);
            }
        }
        return weights.clone();
    }
}
