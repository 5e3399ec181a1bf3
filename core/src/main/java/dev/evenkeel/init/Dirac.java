package dev.evenkeel.init;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.random.RandomStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Convolution weights [out, in/groups, kernel…] that hand their input on: in each group, output d has a 1 at the
 * kernel's centre for input d, as far as there are both; all others are 0. Draws nothing. The centre of an even extent
 * n is n/2, as in PyTorch.
 */
public record Dirac(int groups, List<Integer> kernel) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** One group, 3 × 3. */
    public static final Dirac THREE_BY_THREE = new Dirac(1, List.of(3, 3));

    /** @throws IllegalArgumentException if groups or an extent is not positive */
    public Dirac {
        kernel = ConvolutionWeights.checked(kernel);
        if (groups < 1) {
            throw new IllegalArgumentException("groups must be at least 1, was " + groups);
        }
    }

    @Override
    public String name() {
        return "dirac";
    }

    @Override
    public String purpose() {
        return "convolutions that should start by passing their input on";
    }

    @Override
    public String source() {
        return "Zagoruyko and Komodakis, DiracNets, 2017";
    }

    /** 1/(max(in, out)·k²), in and out counting the channels of a group. */
    @Override
    public String formula() {
        return "1/(max(in, out)·k²)";
    }

    @Override
    public double meanSquare(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        int inputs = ConvolutionWeights.inputs(weights.byUnit(), kernel);
        return (double) groups * Math.min(weights.unitCount() / groups, inputs) / weights.size();
    }

    @Override
    public boolean accepts(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return Views.isEmpty(weights.matrix())
                || weights.unitLength() % ConvolutionWeights.volume(kernel) == 0 && weights.unitCount() % groups == 0;
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        Matrix matrix = weights.byUnit();
        if (Views.isEmpty(matrix)) {
            return;
        }
        int inputs = ConvolutionWeights.inputs(matrix, kernel);
        if (matrix.rows() % groups != 0) {
            throw new IllegalArgumentException(groups + " groups do not divide " + matrix.rows() + " outputs");
        }
        matrix.fill(0f);
        int outputs = matrix.rows() / groups;
        Matrix centres = ConvolutionWeights.centres(matrix, kernel);
        for (int group = 0; group < groups; group++) {
            for (int d = 0; d < Math.min(outputs, inputs); d++) {
                centres.set(group * outputs + d, d, 1f);
            }
        }
    }
}
