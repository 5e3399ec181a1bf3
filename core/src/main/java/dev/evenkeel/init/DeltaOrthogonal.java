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
 * Convolution weights [out, in, kernel…] with an {@link Orthogonal} out × in matrix at the kernel's centre and 0
 * elsewhere. Needs at least as many outputs as inputs. The centre of an even extent n is n/2.
 */
public record DeltaOrthogonal(double gain, List<Integer> kernel) implements Initializer, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Gain 1, 3 × 3. */
    public static final DeltaOrthogonal THREE_BY_THREE = new DeltaOrthogonal(1, List.of(3, 3));

    /** @throws IllegalArgumentException if the gain is not positive and finite, or an extent not positive */
    public DeltaOrthogonal {
        kernel = ConvolutionWeights.checked(kernel);
        new Orthogonal(gain);
    }

    @Override
    public String name() {
        return "delta-orthogonal";
    }

    @Override
    public String purpose() {
        return "very deep convolutional networks without normalisation: keeps lengths, in space too";
    }

    @Override
    public String source() {
        return "Xiao, Bahri, Sohl-Dickstein, Schoenholz and Pennington, Dynamical isometry and a mean field theory of "
                + "CNNs, ICML 2018, algorithm 1";
    }

    /** gain²/(out·k²), out counting the channels of all groups. */
    @Override
    public String formula() {
        return Initializers.number(gain * gain) + "/(out·k²)";
    }

    @Override
    public double variance(Fans fans) {
        Objects.requireNonNull(fans, "fans");
        return gain * gain / Math.max(fans.in(), fans.out());
    }

    @Override
    public double variance(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return gain * gain / weights.unitCount() / ConvolutionWeights.volume(kernel);
    }

    /** That of a coordinate on the sphere, times k². */
    @Override
    public double kurtosis(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        int outputs = weights.unitCount();
        return ConvolutionWeights.volume(kernel) * 3d * outputs / (outputs + 2d);
    }

    @Override
    public double meanSquareDeviation(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        return 0;
    }

    @Override
    public boolean accepts(Weights weights) {
        Objects.requireNonNull(weights, "weights");
        int volume = ConvolutionWeights.volume(kernel);
        return Views.isEmpty(weights.matrix())
                || weights.unitLength() % volume == 0 && weights.unitLength() / volume <= weights.unitCount();
    }

    @Override
    public void fill(Weights weights, RandomStream stream, Execution execution) {
        WeightChecks.fill(weights, stream, execution);
        Matrix matrix = weights.byUnit();
        if (Views.isEmpty(matrix)) {
            return;
        }
        int inputs = ConvolutionWeights.inputs(matrix, kernel);
        if (inputs > matrix.rows()) {
            throw new IllegalArgumentException("delta-orthogonal weights need at least as many outputs as inputs, were "
                    + matrix.rows() + " and " + inputs);
        }
        HaarMatrix centre = Orthogonal.draw(matrix.rows(), inputs, stream, execution);
        matrix.fill(0f);
        centre.store(gain, ConvolutionWeights.centres(matrix, kernel));
    }
}
