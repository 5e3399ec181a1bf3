package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.largest;
import static dev.evenkeel.init.WeightMatrices.meanSquare;
import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Variances and bounds are those of the papers. */
class VarianceScalingTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    /** With a false alarm of 4e-8. */
    private static final double STANDARD_ERRORS = 5.5;

    @Test
    void variancesAreThoseOfThePapers() {
        Fans fans = new Fans(300, 100);
        assertThat(VarianceScaling.GLOROT_UNIFORM.variance(fans)).isEqualTo(2d / 400);
        assertThat(VarianceScaling.GLOROT_NORMAL.variance(fans)).isEqualTo(2d / 400);
        assertThat(VarianceScaling.GLOROT_STANDARD.variance(fans)).isEqualTo(1d / 900, offset(1e-18));
        assertThat(VarianceScaling.HE_NORMAL.variance(fans)).isEqualTo(2d / 300);
        assertThat(VarianceScaling.HE_NORMAL.with(FanMode.OUT).variance(fans)).isEqualTo(2d / 100);
        assertThat(VarianceScaling.LECUN_NORMAL.variance(fans)).isEqualTo(1d / 300);
        assertThat(VarianceScaling.LECUN_NORMAL.with(FanMode.GEOMETRIC_AVERAGE).variance(fans))
                .isCloseTo(1 / Math.sqrt(30000), offset(1e-15));
        assertThat(FixedDistribution.SMALL_RANDOM.variance(fans)).isCloseTo(1e-4, offset(1e-18));
        assertThat(new Sparse(10, 2).variance(fans)).isCloseTo(10 * 4 / 300d, offset(1e-15));
        assertThat(Orthogonal.PLAIN.variance(fans)).isEqualTo(1d / 300);
        assertThat(VarianceScaling.LECUN_NORMAL.before(Activation.RELU).variance(fans))
                .isCloseTo(VarianceScaling.HE_NORMAL.variance(fans), offset(1e-15));
        assertThat(VarianceScaling.HE_TRUNCATED.uncorrected().variance(fans))
                .isCloseTo(2d / 300 * 0.7737413035499232, offset(1e-15));
        assertThat(VarianceScaling.HE_NORMAL.fixup(16, 3).variance(fans)).isCloseTo(2d / 300 / 4, offset(1e-15));
    }

    @Test
    void uniformBoundsAreThoseOfThePapers() {
        Weights weights = Weights.inputsByOutputs(zeros(300, 100));
        VarianceScaling.GLOROT_UNIFORM.fill(weights, STREAM, SEQUENTIAL);
        assertThat(largest(weights.matrix())).isCloseTo((float) Math.sqrt(6d / 400), offset(2e-5f));
        VarianceScaling.GLOROT_STANDARD.fill(weights, STREAM, SEQUENTIAL);
        assertThat(largest(weights.matrix())).isCloseTo((float) (1 / Math.sqrt(300)), offset(2e-5f));
        VarianceScaling.HE_TRUNCATED.fill(weights, STREAM, SEQUENTIAL);
        assertThat(largest(weights.matrix())).as("2 σ")
                .isCloseTo((float) (2 * Math.sqrt(2d / 300) / 0.8796256610342398), offset(2e-3f));
    }

    @Test
    void usersAddSchemesAsData() {
        VarianceScaling mine =
                new VarianceScaling("mine", 1.5, FanMode.OUT, DistributionFamily.TRUNCATED_NORMAL, "", "");
        Weights weights = Weights.outputsByInputs(zeros(200, 400));
        mine.fill(weights, STREAM, SEQUENTIAL);
        assertThat(mine.variance(weights)).isEqualTo(1.5 / 200);
        assertThat(meanSquare(weights.matrix()) / mine.variance(weights))
                .isCloseTo(1, offset(STANDARD_ERRORS * mine.meanSquareDeviation(weights)));
        FixedDistribution constantVariance = new FixedDistribution("mine too", Distribution.uniform(-0.1, 0.1), "", "");
        assertThat(constantVariance.variance(weights)).isCloseTo(0.01 / 3, offset(1e-15));
    }
}
