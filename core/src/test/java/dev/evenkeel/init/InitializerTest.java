package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.largest;
import static dev.evenkeel.init.WeightMatrices.meanSquare;
import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.DistributionFamily;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.testing.Executions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each scheme keeps what it promises, in both orientations, and refuses what it cannot fill. */
class InitializerTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    /**
     * Beyond 5.5 standard errors with probability 4e-8 a check; 19 schemes × 8 weights: below 1e-5 in all, for a fixed
     * seed once.
     */
    private static final double STANDARD_ERRORS = 5.5;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    private static List<Weights> weights() {
        List<Weights> all = new ArrayList<>();
        for (int[] shape : new int[][] {{300, 300}, {180, 720}, {720, 180}}) {
            all.add(Weights.inputsByOutputs(zeros(shape[0], shape[1])));
            all.add(Weights.outputsByInputs(zeros(shape[0], shape[1])));
        }
        all.add(Weights.convolution(zeros(128, 64 * 9), 64, 128, 1, 3, 3));
        all.add(Weights.convolution(zeros(128, 16 * 9), 64, 128, 4, 3, 3));
        return all;
    }

    @Test
    void meanSquaresAreTheVariancesThatSchemesPromise() {
        for (Initializer scheme : Initializers.all()) {
            for (Weights weights : weights()) {
                if (scheme.accepts(weights)) {
                    scheme.fill(weights, STREAM, SEQUENTIAL);
                    double expected = scheme.meanSquare(weights);
                    if (expected > 0) {
                        double error = Math.max(scheme.meanSquareDeviation(weights) * STANDARD_ERRORS, 1e-6);
                        assertThat(meanSquare(weights.matrix()) / expected)
                                .as("%s in %s", scheme.name(), weights).isCloseTo(1, offset(error));
                    }
                } else {
                    assertThatThrownBy(() -> scheme.fill(weights, STREAM, SEQUENTIAL)).as(scheme.name())
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    /**
     * m₄/m₂² of N draws has variance (μ₈ − μ₄² − 4μ₄(μ₆ − μ₄) + 4μ₄²(μ₄ − 1))/N with the moments of the entries over
     * their standard deviation, here those of the draws. Where entries are not independent it has less.
     */
    @Test
    void kurtosesAreThoseThatSchemesPromise() {
        for (Initializer scheme : Initializers.all()) {
            for (Weights weights : weights()) {
                double expected = scheme.kurtosis(weights);
                if (scheme.accepts(weights) && !Double.isNaN(expected)) {
                    scheme.fill(weights, STREAM, SEQUENTIAL);
                    double[] moments = standardMoments(weights.matrix());
                    double four = moments[2];
                    double variance = moments[4] - four * four - 4 * four * (moments[3] - four)
                            + 4 * four * four * (four - 1);
                    assertThat(four).as("%s in %s", scheme.name(), weights)
                            .isCloseTo(expected, offset(STANDARD_ERRORS * Math.sqrt(variance / weights.size())));
                }
            }
        }
    }

    /** E[x^2p] / E[x²]^p for p = 0 … 4. */
    private static double[] standardMoments(Matrix matrix) {
        double square = meanSquare(matrix);
        double[] sums = new double[5];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                double x = matrix.get(i, j) * matrix.get(i, j) / square;
                for (int p = 0; p < sums.length; p++) {
                    sums[p] += Math.pow(x, p) / matrix.rows() / matrix.cols();
                }
            }
        }
        return sums;
    }

    @Test
    void everyExecutionGivesTheSameWeights() {
        for (Initializer scheme : Initializers.all()) {
            Weights expected = Weights.outputsByInputs(zeros(128, 9 * 28));
            scheme.fill(expected, STREAM, SEQUENTIAL.withScalarKernels());
            for (Execution execution : EXECUTIONS.all()) {
                Weights actual = Weights.outputsByInputs(zeros(128, 9 * 28));
                scheme.fill(actual, STREAM, execution);
                for (int i = 0; i < 128; i++) {
                    for (int j = 0; j < 9 * 28; j++) {
                        assertThat(actual.matrix().get(i, j)).as("%s, %s", scheme.name(), execution)
                                .isEqualTo(expected.matrix().get(i, j));
                    }
                }
            }
        }
    }

    @Test
    void everySchemeSaysWhatItIs() {
        assertThat(Initializers.all()).extracting(Initializer::name).doesNotHaveDuplicates();
        for (Initializer scheme : Initializers.all()) {
            assertThat(scheme.name()).isNotBlank();
            assertThat(scheme.purpose()).isNotBlank();
            assertThat(scheme.source()).isNotBlank();
        }
    }

    @Test
    void badSchemesAreRefusedByName() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new VarianceScaling("bad", bad, FanMode.IN, DistributionFamily.NORMAL, "", ""))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("scale");
            assertThatThrownBy(() -> new Orthogonal(bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gain");
            assertThatThrownBy(() -> new Sparse(3, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double bad : new double[] {0, -0.0, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            1e-200,
            1e200}) {
            assertThatThrownBy(() -> VarianceScaling.HE_NORMAL.withGain(bad))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("gain")
                    .hasMessageContaining("" + bad);
            assertThatThrownBy(() -> new Orthogonal(bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("gain");
            assertThatThrownBy(() -> new DeltaOrthogonal(bad, List.of(3))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("gain");
        }
        for (double bad : new double[] {0, -2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Sparse(1, bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("deviation");
            assertThatThrownBy(() -> new Lsuv(bad, 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tolerance");
            assertThatThrownBy(() -> DistributionFamily.UNIFORM.withVariance(bad))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("variance");
        }
        for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> new Lsuv(1, bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("trials");
            assertThatThrownBy(() -> new Sparse(bad, 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("perUnit");
            assertThatThrownBy(() -> new Dirac(bad, List.of(3))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("groups");
            assertThatThrownBy(() -> new DeltaOrthogonal(1, List.of(3, bad)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("kernel");
            assertThatThrownBy(() -> new ForgetGateBias(bad, bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gates");
        }
        assertThatThrownBy(() -> new Dirac(1, Arrays.asList(3, null))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3, null]");
        assertThatThrownBy(() -> new Dirac(1, List.of(1 << 16, 1 << 15))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kernel is too large");
        assertThatThrownBy(() -> new Sparse(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Constant("c", Float.NaN, "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Identity(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dirac(0, List.of(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dirac(1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ForgetGateBias(4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FixedDistribution("u", Distribution.normal(1, 1), "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VarianceScaling.HE_NORMAL.fixup(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VarianceScaling.HE_NORMAL.fixup(4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lsuv(0, 1)).isInstanceOf(IllegalArgumentException.class);
        Weights few = Weights.inputsByOutputs(zeros(14, 40));
        assertThatThrownBy(() -> Sparse.MARTENS.fill(few, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("14");
        assertThat(largest(few.matrix())).isZero();
        Weights ragged = Weights.inputsByOutputs(zeros(1, 6));
        assertThatThrownBy(() -> ForgetGateBias.LSTM.fill(ragged, STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 gates");
    }
}
