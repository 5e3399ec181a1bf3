package dev.evenkeel.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.OperandChecks;
import java.util.List;
import java.util.Objects;

/**
 * Clipping by the global norm: all gradients of a network are multiplied by one factor, so that the root of the sum of
 * all their squares is at most a given norm. Semantics are those of PyTorch's {@code torch.nn.utils.clip_grad_norm_}.
 *
 * {@snippet :
 * Matrix gradient = Matrix.of(new float[] {30, 40}, 1, 2);
 * double norm = GradientClipping.norm(List.of(gradient), Execution.sequential());
 * double factor = GradientClipping.factor(norm, 5);            // hand it to Optimizer.update as gradientScale
 * IO.println(norm + " " + (float) factor);                     // 50.0 0.1
 * }
 *
 * <p>The norm is computed in float64 in the order of {@link Sums#sumOfSquares}, gradient after gradient. An optimizer
 * that is given the factor as {@code gradientScale} needs no pass of its own; {@link #clip} takes one, with the same
 * bits.
 *
 * <p>Thread-safe, as long as no call writes what another reads or writes.
 */
public final class GradientClipping {
    /** What PyTorch adds to the norm. */
    private static final double GUARD = 1e-6;

    private GradientClipping() {}

    /** √Σ g² over all elements of all gradients; 0 of none. */
    public static double norm(List<Matrix> gradients, Execution execution) {
        check(gradients, execution);
        double sum = 0;
        for (int i = 0; i < gradients.size(); i++) {
            sum += Sums.sumOfSquares(gradients.get(i), execution);
        }
        return Math.sqrt(sum);
    }

    /**
     * {@code maxNorm/(norm + 10⁻⁶)}, but not above 1; NaN for a norm that is NaN, 0 for one that is infinite. An
     * optimizer refuses NaN as {@code gradientScale}: where gradients may hold it, test the norm first.
     *
     * @throws IllegalArgumentException if {@code maxNorm} is negative, infinite or NaN
     */
    public static double factor(double norm, double maxNorm) {
        Hyperparameters.atLeastZero("maxNorm", maxNorm);
        return Math.min(1, maxNorm / (norm + GUARD));
    }

    /**
     * Multiplies the gradients by {@link #factor}; returns the norm that they had.
     *
     * @throws IllegalArgumentException if {@code maxNorm} is negative, infinite or NaN, or a gradient is read-only or
     * holds an element more than once
     */
    public static double clip(List<Matrix> gradients, double maxNorm, Execution execution) {
        Hyperparameters.atLeastZero("maxNorm", maxNorm);
        check(gradients, execution);
        for (int i = 0; i < gradients.size(); i++) {
            OperandChecks.output("gradient " + i, gradients.get(i), execution);
        }
        double norm = norm(gradients, execution);
        float factor = (float) factor(norm, maxNorm);
        if (factor != 1f) {
            for (int i = 0; i < gradients.size(); i++) {
                MatrixOperations.scale(factor, gradients.get(i), gradients.get(i), execution);
            }
        }
        return norm;
    }

    private static void check(List<Matrix> gradients, Execution execution) {
        Objects.requireNonNull(gradients, "gradients");
        Objects.requireNonNull(execution, "execution");
        OperandChecks.usable(execution);
        for (int i = 0; i < gradients.size(); i++) {
            Objects.requireNonNull(gradients.get(i), "gradients");
            if (gradients.get(i).segment() != null) {
                OperandChecks.readable("gradient " + i, gradients.get(i), execution);
            }
        }
    }
}
