package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import dev.evenkeel.internal.memory.Overlap;
import dev.evenkeel.internal.memory.Views;
import java.util.List;
import java.util.Objects;

/** What the operations of this package refuse, before anything is written. */
final class TrainingChecks {
    private static final int MOST_STATES = 2;

    private TrainingChecks() {}

    /** Checks everything that an update is given; returns nothing, or throws. */
    static void update(Matrix weights, Matrix gradient, List<Matrix> state, int states, long step, double gradientScale,
            Execution execution) {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(execution, "execution");
        if (state.size() != states) {
            throw new IllegalArgumentException(
                    "state must hold " + states + " matrices, newState makes them; it holds " + state.size());
        }
        if (step < 1) {
            throw new IllegalArgumentException("step must be at least 1, was " + step);
        }
        if (!Float.isFinite((float) gradientScale)) {
            throw new IllegalArgumentException("gradientScale must be finite in float32, was " + gradientScale);
        }
        sameShape("gradient", gradient, "weights", weights);
        OperandChecks.output("weights", weights, execution);
        OperandChecks.readable("gradient", gradient, execution);
        apart("gradient", gradient, "weights", weights);
        for (int i = 0; i < states; i++) {
            Matrix one = Objects.requireNonNull(state.get(i), "state");
            String name = i == 0 ? "state[0]" : "state[1]";
            sameShape(name, one, "weights", weights);
            OperandChecks.output(name, one, execution);
            apart(name, one, "weights", weights);
            apart(name, one, "gradient", gradient);
        }
        if (states == MOST_STATES) {
            apart("state[0]", state.get(0), "state[1]", state.get(1));
        }
    }

    static void sameShape(String name, Matrix matrix, String otherName, Matrix other) {
        if (matrix.rows() != other.rows() || matrix.cols() != other.cols()) {
            throw new IllegalArgumentException(name + " must have the shape of " + otherName + ", is "
                    + Views.shape(matrix) + ", " + otherName + " is " + Views.shape(other));
        }
    }

    static void apart(String name, Matrix matrix, String otherName, Matrix other) {
        if (Overlap.between(matrix, other)) {
            throw new IllegalArgumentException(name + " overlaps " + otherName + ": " + name + " is "
                    + Views.description(matrix) + ", " + otherName + " is " + Views.description(other));
        }
    }

    /** The same for an array, of which no view is made where it lies elsewhere. */
    static void apart(String name, float[] values, String otherName, Matrix other) {
        boolean elsewhere = other.array() != null ? other.array() != values : other.segment().isNative();
        if (!elsewhere) {
            apart(name, Matrix.of(values, 1, values.length), otherName, other);
        }
    }

    /** Refuses an output that shares elements with an input without being the same view. */
    static void apartOrSame(String name, Matrix matrix, String otherName, Matrix other) {
        if (!Views.isSameAs(matrix, other)) {
            apart(name, matrix, otherName, other);
        }
    }
}
