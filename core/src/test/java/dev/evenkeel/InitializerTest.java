package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

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

    /** Beyond 5.5 standard errors with probability 4e-8 a check; 19 schemes × 8 weights: below 1e-5 in all, for a fixed seed once. */
    private static final double STANDARD_ERRORS = 5.5;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    private static Matrix zeros(int rows, int cols) {
        return Matrix.of(new float[rows * cols], rows, cols);
    }

    private static List<Weights> weights() {
        List<Weights> all = new ArrayList<>();
        for (int[] shape : new int[][] {{300, 300}, {180, 720}, {720, 180}}) {
            all.add(Weights.inputsByOutputs(zeros(shape[0], shape[1])));
            all.add(Weights.outputsByInputs(zeros(shape[0], shape[1])));
        }
        all.add(Weights.convolution(zeros(128, 64 * 9), 128, 64, 1, 3, 3));
        all.add(Weights.convolution(zeros(128, 16 * 9), 128, 64, 4, 3, 3));
        return all;
    }

    @Test
    void meanSquaresAreTheVariancesThatSchemesPromise() {
        for (Initializer scheme : Initializer.all()) {
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
     * m₄/m₂² of N draws has variance (μ₈ − μ₄² − 4μ₄(μ₆ − μ₄) + 4μ₄²(μ₄ − 1))/N with the moments of the entries over their standard deviation, here
     * those of the draws. Where entries are not independent it has less.
     */
    @Test
    void kurtosesAreThoseThatSchemesPromise() {
        for (Initializer scheme : Initializer.all()) {
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

    private static double meanSquare(Matrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                sum += (double) matrix.get(i, j) * matrix.get(i, j);
            }
        }
        return sum / matrix.rows() / matrix.cols();
    }

    @Test
    void everyExecutionGivesTheSameWeights() {
        for (Initializer scheme : Initializer.all()) {
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
        assertThat(Initializer.all()).extracting(Initializer::name).doesNotHaveDuplicates();
        for (Initializer scheme : Initializer.all()) {
            assertThat(scheme.name()).isNotBlank();
            assertThat(scheme.purpose()).isNotBlank();
            assertThat(scheme.source()).isNotBlank();
        }
    }

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
        assertThat(Unscaled.SMALL_RANDOM.variance(fans)).isCloseTo(1e-4, offset(1e-18));
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

    private static float largest(Matrix matrix) {
        float largest = 0f;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                largest = Math.max(largest, Math.abs(matrix.get(i, j)));
            }
        }
        return largest;
    }

    @Test
    void sparseUnitsHaveTheirNumberOfWeightsWhicheverWayTheMatrixLies() {
        for (Weights weights : List.of(
                Weights.inputsByOutputs(zeros(70, 40)), Weights.outputsByInputs(zeros(70, 40)),
                Weights.inputsByOutputs(zeros(15, 40)), Weights.convolution(zeros(12, 36), 12, 4, 1, 3, 3))) {
            Sparse.MARTENS.fill(weights, STREAM, SEQUENTIAL);
            Matrix units = weights.byUnit();
            int[] perInput = new int[units.cols()];
            for (int unit = 0; unit < units.rows(); unit++) {
                int count = 0;
                for (int j = 0; j < units.cols(); j++) {
                    if (units.get(unit, j) != 0f) {
                        count++;
                        perInput[j]++;
                    }
                }
                assertThat(count).as("unit %d of %s", unit, weights).isEqualTo(15);
            }
            boolean all = weights.unitLength() == 15;
            assertThat(perInput).as("inputs share by chance").satisfies(
                    counts -> assertThat(Arrays.stream(counts).distinct().count() == 1).isEqualTo(all));
        }
    }

    /** 4,000 units × 3 of 20 places: each place has 600 ± 22.6; 6 of these with 20 places: false alarm 4e-8. */
    @Test
    void sparsePlacesAreEquallyLikely() {
        Weights weights = Weights.outputsByInputs(zeros(4000, 20));
        new Sparse(3, 1).fill(weights, STREAM, SEQUENTIAL);
        for (int j = 0; j < 20; j++) {
            int count = 0;
            for (int i = 0; i < 4000; i++) {
                count += weights.matrix().get(i, j) != 0f ? 1 : 0;
            }
            assertThat(count).isBetween(600 - 136, 600 + 136);
        }
    }

    @Test
    void usersAddSchemesAsData() {
        VarianceScaling mine = new VarianceScaling("mine", 1.5, FanMode.OUT, Distribution.TRUNCATED_NORMAL, "", "");
        Weights weights = Weights.outputsByInputs(zeros(200, 400));
        mine.fill(weights, STREAM, SEQUENTIAL);
        assertThat(mine.variance(weights)).isEqualTo(1.5 / 200);
        assertThat(meanSquare(weights.matrix()) / mine.variance(weights))
                .isCloseTo(1, offset(STANDARD_ERRORS * mine.meanSquareDeviation(weights)));
        Unscaled constantVariance = new Unscaled("mine too", Law.uniform(-0.1, 0.1), "", "");
        assertThat(constantVariance.variance(weights)).isCloseTo(0.01 / 3, offset(1e-15));
    }

    /** Blocks of reflectors and panels of columns: sizes next to their ends, and tall ones. */
    @Test
    void orthogonalMatricesOfEverySizeAreOrthonormalAndTheSameOnThreads() {
        for (int[] shape : new int[][] {{15, 15}, {16, 16}, {17, 17}, {127, 31}, {128, 128}, {129, 129}, {260, 257},
            {31, 300}}) {
            Matrix matrix = zeros(shape[0], shape[1]);
            Orthogonal.PLAIN.fill(Weights.inputsByOutputs(matrix), STREAM, SEQUENTIAL);
            orthonormal(matrix, 1);
            for (Execution execution : EXECUTIONS.all()) {
                Matrix other = zeros(shape[0], shape[1]);
                Orthogonal.PLAIN.fill(Weights.inputsByOutputs(other), STREAM, execution);
                assertMatrix(Weights.inputsByOutputs(other), matrix::get);
            }
        }
    }

    @Test
    void orthogonalColumnsOrRowsAreOrthonormal() {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {7, 7}, {64, 64}, {65, 33}, {33, 65}, {200, 150}}) {
            Matrix matrix = zeros(shape[0], shape[1]);
            new Orthogonal(1.5).fill(Weights.inputsByOutputs(matrix), STREAM, SEQUENTIAL);
            orthonormal(matrix, 1.5);
        }
    }

    private static void orthonormal(Matrix matrix, double gain) {
        Matrix tall = matrix.rows() >= matrix.cols() ? matrix : matrix.transposed();
        for (int j = 0; j < tall.cols(); j++) {
            for (int l = 0; l <= j; l++) {
                double product = 0;
                for (int i = 0; i < tall.rows(); i++) {
                    product += (double) tall.get(i, j) * tall.get(i, l);
                }
                assertThat(product / gain / gain).as("columns %d and %d of %s", j, l, matrix)
                        .isCloseTo(j == l ? 1 : 0, offset(3e-7));
            }
        }
    }

    /**
     * Over 4,000 matrices of 3 × 3, entries of a Haar matrix have mean 0 and mean square 1/3, kurtosis 9/5; without the sign fix the
     * first has a mean of −1/2. The trace has mean 0 and variance 1. 5.5 standard errors each: false alarm 4e-7 for the eleven.
     */
    @Test
    void orthogonalMatricesAreHaarDistributed() {
        int draws = 4000;
        double[] sums = new double[9];
        double[] squares = new double[9];
        double traces = 0;
        double squaredTraces = 0;
        for (int draw = 0; draw < draws; draw++) {
            Matrix matrix = zeros(3, 3);
            Orthogonal.PLAIN.fill(Weights.inputsByOutputs(matrix), RandomStream.philox(3).stream(draw), SEQUENTIAL);
            for (int i = 0; i < 9; i++) {
                float entry = matrix.get(i / 3, i % 3);
                sums[i] += entry;
                squares[i] += (double) entry * entry;
            }
            double trace = matrix.get(0, 0) + matrix.get(1, 1) + matrix.get(2, 2);
            traces += trace;
            squaredTraces += trace * trace;
        }
        for (int i = 0; i < 9; i++) {
            assertThat(sums[i] / draws).as("mean of entry %d", i).isCloseTo(0, offset(5.5 * Math.sqrt(1d / 3 / draws)));
            assertThat(squares[i] / draws).as("mean square of entry %d", i)
                    .isCloseTo(1d / 3, offset(5.5 / 3 * Math.sqrt(0.8 / draws)));
        }
        assertThat(traces / draws).isCloseTo(0, offset(5.5 * Math.sqrt(1d / draws)));
        assertThat(squaredTraces / draws).as("variance of the trace").isCloseTo(1, offset(5.5 * Math.sqrt(2d / draws)));
    }

    @Test
    void deltaOrthogonalWeightsAreOrthonormalAtTheCentreAlone() {
        Matrix matrix = zeros(12, 8 * 9);
        DeltaOrthogonal.THREE_BY_THREE.fill(Weights.convolution(matrix, 12, 8, 1, 3, 3), STREAM, SEQUENTIAL);
        Matrix centre = Matrix.of(new float[12 * 8], 12, 8);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 72; j++) {
                if (j % 9 == 4) {
                    centre.set(i, j / 9, matrix.get(i, j));
                } else {
                    assertThat(matrix.get(i, j)).isZero();
                }
            }
        }
        orthonormal(centre, 1);
        assertThatThrownBy(() -> DeltaOrthogonal.THREE_BY_THREE
                .fill(Weights.convolution(zeros(4, 45), 4, 5, 1, 3, 3), STREAM, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 and 5");
    }

    @Test
    void diracHandsEachGroupsInputsOn() {
        Matrix matrix = zeros(6, 2 * 5);
        new Dirac(2, List.of(5)).fill(Weights.convolution(matrix, 6, 4, 2, 5), STREAM, SEQUENTIAL);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 10; j++) {
                int d = i % 3;
                assertThat(matrix.get(i, j)).as("%d, %d", i, j).isEqualTo(d < 2 && j == d * 5 + 2 ? 1f : 0f);
            }
        }
        assertThatThrownBy(() -> new Dirac(4, List.of(5)).fill(Weights.convolution(matrix, 6, 4, 2, 5), STREAM,
                SEQUENTIAL)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 groups");
    }

    @Test
    void identityConstantAndForgetGateAreExact() {
        Weights weights = Weights.inputsByOutputs(zeros(4, 8));
        new Identity(2f).fill(weights, STREAM, SEQUENTIAL);
        assertMatrix(weights, (i, j) -> i == j ? 2f : 0f);
        Constant.RELU_BIAS.fill(weights, STREAM, SEQUENTIAL);
        assertMatrix(weights, (i, j) -> 0.01f);
        ForgetGateBias.LSTM.fill(weights, STREAM, SEQUENTIAL);
        assertMatrix(weights, (i, j) -> j / 2 == 1 ? 1f : 0f);
    }

    private interface Entry {
        float at(int row, int col);
    }

    private static void assertMatrix(Weights weights, Entry expected) {
        for (int i = 0; i < weights.matrix().rows(); i++) {
            for (int j = 0; j < weights.matrix().cols(); j++) {
                assertThat(weights.matrix().get(i, j)).as("%d, %d", i, j).isEqualTo(expected.at(i, j));
            }
        }
    }

    @Test
    void lsuvGivesEachLayerAnOutputOfUnitVariance() {
        Matrix signal = zeros(200, 60);
        Sampling.fill(signal, Law.normal(0.3, 4), STREAM, SEQUENTIAL);
        for (int layer = 0; layer < 5; layer++) {
            Matrix input = signal;
            Weights weights = Weights.inputsByOutputs(zeros(60, 60));
            Matrix output = zeros(200, 60);
            double variance = Lsuv.PLAIN.fill(weights, RandomStream.philox(1).stream(layer), SEQUENTIAL, () -> {
                Gemm.multiply(1f, input, weights.matrix(), 0f, output, new Epilogue(null, Activation.TANH), SEQUENTIAL);
                return Lsuv.variance(output);
            });
            if (layer == 0) {
                assertThat(variance).as("tanh never reaches 1").isLessThan(1);
            }
            double linear = Lsuv.PLAIN.fill(weights, RandomStream.philox(1).stream(layer), SEQUENTIAL, () -> {
                Gemm.multiply(input, weights.matrix(), output, SEQUENTIAL);
                return Lsuv.variance(output);
            });
            assertThat(linear).isCloseTo(1, offset(0.02));
            signal = output;
        }
        assertThatThrownBy(() -> Lsuv.PLAIN.fill(Weights.inputsByOutputs(zeros(3, 3)), STREAM, SEQUENTIAL, () -> 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.0");
    }

    @Test
    void fansCountWhatMeetsWithinAGroup() {
        assertThat(Fans.convolution(128, 64, 1, 3, 3)).isEqualTo(new Fans(576, 1152));
        assertThat(Fans.convolution(128, 64, 4, 3, 3)).isEqualTo(new Fans(144, 288));
        assertThat(Fans.convolution(16, 8, 1)).isEqualTo(Fans.dense(8, 16));
        for (Runnable bad : List.<Runnable>of(() -> Fans.dense(0, 3), () -> Fans.dense(3, -1),
                () -> Fans.convolution(6, 4, 4, 3), () -> Fans.convolution(6, 4, 0, 3),
                () -> Fans.convolution(6, 4, 1, 0),
                () -> Fans.convolution(1L << 40, 1L << 40, 1, 1 << 20, 1 << 20),
                () -> Weights.convolution(zeros(6, 35), 6, 4, 1, 3, 3),
                () -> Weights.inputsByOutputs(zeros(0, 3)))) {
            assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void badSchemesAreRefusedByName() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new VarianceScaling("bad", bad, FanMode.IN, Distribution.NORMAL, "", ""))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("scale");
            assertThatThrownBy(() -> new Orthogonal(bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gain");
            assertThatThrownBy(() -> new Sparse(3, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Sparse(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Constant("c", Float.NaN, "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Identity(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dirac(0, List.of(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dirac(1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ForgetGateBias(4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Unscaled("u", Law.normal(1, 1), "", ""))
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
