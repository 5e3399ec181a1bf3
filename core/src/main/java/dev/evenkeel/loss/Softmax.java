package dev.evenkeel.loss;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.memory.OperandChecks;
import java.util.Objects;

/**
 * The softmax of each row of a matrix, {@code p_j = e^x_j / Σ e^x}, and its logarithm. To train, use {@link
 * CrossEntropy}, which has the softmax inside.
 *
 * {@snippet :
 * Matrix scores = Matrix.of(new float[] {1, 1, 1, 1, 7, Float.NEGATIVE_INFINITY, 7, 7}, 2, 4);
 * Softmax.apply(scores, scores, Execution.sequential());       // in place
 * IO.println(Arrays.toString(scores.toArray()));               // [0.25, 0.25, 0.25, 0.25, 0.33333334, 0.0, 0.33333334, 0.33333334]
 * }
 *
 * <p>The greatest value of a row is subtracted first, and the powers are summed in the order that {@link Loss} states.
 * A power below 2^−126.5 counts as 0. p is within {@code (10⁻⁷ + ε + 2⁻²³·|log p|)·p + 2⁻¹²⁶} of the exact one, its
 * logarithm within ε plus a unit in the last place; ε is that of {@link CrossEntropy}. Of a value of −∞ they are 0 and
 * −∞. NaN, +∞, or −∞ in all columns make a row NaN.
 *
 * <p><b>Errors</b>, all thrown before anything is written, are those of {@link Loss}. Thread-safe, as long as no call
 * writes what another reads or writes.
 */
public final class Softmax {
    private Softmax() {}

    /** {@code result} ← softmax of each row; may be the same view as the outputs. */
    public static void apply(Matrix outputs, Matrix result, Execution execution) {
        run(outputs, result, false, execution);
    }

    /** {@code result} ← logarithm of the softmax of each row; may be the same view as the outputs. */
    public static void logarithm(Matrix outputs, Matrix result, Execution execution) {
        run(outputs, result, true, execution);
    }

    private static void run(Matrix outputs, Matrix result, boolean logarithm, Execution execution) {
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.readable("outputs", outputs, execution);
        LossChecks.output("result", result, outputs, execution);
        Engine engine = (Engine) execution;
        Scratch scratch = engine.borrow();
        LossScratch.of(scratch).softmax.softmax(outputs, result, logarithm, engine);
        engine.giveBack(scratch);
    }
}
