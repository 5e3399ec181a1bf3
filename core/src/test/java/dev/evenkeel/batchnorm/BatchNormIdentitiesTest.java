package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.testing.Values;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What follows from the formula, whatever the data. */
class BatchNormIdentitiesTest {
    private static final int SAMPLES = 20;
    private static final int CHANNELS = 3;
    private static final int POSITIONS = 11;
    private static final int COUNT = SAMPLES * POSITIONS;
    private static final int LENGTH = COUNT * CHANNELS;

    private static Features features(float[] values) {
        return Features.channelsFirst(values, SAMPLES, CHANNELS, POSITIONS);
    }

    private static float[] normal(long seed, double mean, double deviation) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] forward(float[] x, double epsilon) {
        float[] y = new float[x.length];
        BatchNorm.forward(features(x), features(y), BatchNormParameters.none(epsilon), new Moments(CHANNELS),
                Execution.sequential());
        return y;
    }

    @Test
    void scalingTheInputByAPowerOfTwoChangesNoBitWithoutEpsilon() {
        float[] x = normal(1, 0.5, 2);
        float[] scaled = x.clone();
        for (int i = 0; i < LENGTH; i++) {
            scaled[i] *= 0x1p20f;
        }
        assertThat(forward(scaled, 0)).isEqualTo(forward(x, 0));
    }

    @Test
    void scalingTheInputChangesNothingWithoutEpsilon() {
        float[] x = normal(1, 0.5, 2);
        float[] scaled = x.clone();
        for (int i = 0; i < LENGTH; i++) {
            scaled[i] *= 37.3f;
        }
        float[] expected = forward(x, 0);
        float[] actual = forward(scaled, 0);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(2e-6f));
        }
    }

    @Test
    void anExactConstantAddedToTheInputChangesNoBit() {
        float[] x = new float[LENGTH];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < LENGTH; i++) {
            x[i] = random.nextInt(256) / 256f;
        }
        float[] shifted = x.clone();
        for (int i = 0; i < LENGTH; i++) {
            shifted[i] += 4096f;
        }
        float[] expected = forward(x, 1e-5);
        float[] actual = forward(shifted, 1e-5);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void outputHasTheMeanBetaAndTheDeviationThatEpsilonLeaves() {
        float[] x = normal(4, 7, 0.01);
        float[] y = new float[LENGTH];
        float[] gamma = {2f, -3f, 0.5f};
        float[] beta = {1f, 0f, -4f};
        Moments saved = new Moments(CHANNELS);
        BatchNorm.forward(features(x), features(y), new BatchNormParameters(gamma, beta, 1e-5), saved,
                Execution.sequential());
        Moments moments = new Moments(CHANNELS);
        BatchNorm.moments(features(y), moments, Execution.sequential());
        for (int c = 0; c < CHANNELS; c++) {
            double variance = saved.variance(c);
            assertThat(moments.mean(c)).isCloseTo(beta[c], within(1e-6));
            assertThat(moments.variance(c)).isCloseTo(gamma[c] * gamma[c] * variance / (variance + 1e-5), within(1e-5));
        }
    }

    /** Σdx·x̂ = γ·invstd·dγ·ε/(σ² + ε), which is not 0: σ = 0.01 with ε = 1e-5 leaves a tenth. */
    @Test
    void inputGradientIsOrthogonalToOnesAndAsFarFromNormalisedInputAsEpsilonSays() {
        for (double deviation : new double[] {0.01, 1, 30}) {
            float[] x = normal(5, 2, deviation);
            float[] dy = normal(6, 0.3, 1);
            float[] dx = new float[LENGTH];
            float[] dGamma = new float[CHANNELS];
            float[] gamma = {2f, -3f, 0.5f};
            BatchNormParameters parameters = new BatchNormParameters(gamma, null, 1e-5);
            Moments saved = new Moments(CHANNELS);
            BatchNorm.forward(features(x), features(new float[LENGTH]), parameters, saved, Execution.sequential());
            BatchNorm.backward(features(x), features(dy), saved, parameters, features(dx), dGamma, null,
                    Execution.sequential());
            for (int c = 0; c < CHANNELS; c++) {
                double inverse = saved.inverseStandardDeviation(c, 1e-5);
                double sum = 0;
                double product = 0;
                double size = 0;
                for (int m = 0; m < COUNT; m++) {
                    double normalized = (features(x).at(m, c) - saved.mean(c)) * inverse;
                    sum += features(dx).at(m, c);
                    product += features(dx).at(m, c) * normalized;
                    size += Math.abs(features(dx).at(m, c));
                }
                double expected = gamma[c] * inverse * dGamma[c] * 1e-5 / (saved.variance(c) + 1e-5);
                assertThat(sum).as("Σdx, σ = %s", deviation).isCloseTo(0, within(1e-6 * size));
                assertThat(product).as("Σdx·x̂, σ = %s", deviation).isCloseTo(expected, within(1e-6 * size));
            }
        }
    }

    @Test
    void layoutsAgreeWithinTheirRounding() {
        float[] x = normal(8, 3, 2);
        float[] last = new float[LENGTH];
        for (int n = 0; n < SAMPLES; n++) {
            for (int c = 0; c < CHANNELS; c++) {
                for (int s = 0; s < POSITIONS; s++) {
                    last[(n * POSITIONS + s) * CHANNELS + c] = x[(n * CHANNELS + c) * POSITIONS + s];
                }
            }
        }
        Moments first = new Moments(CHANNELS);
        Moments other = new Moments(CHANNELS);
        Features channelsLast = Features.channelsLast(last, SAMPLES, POSITIONS, CHANNELS);
        float[] y = forward(x, 1e-5);
        BatchNorm.moments(features(x), first, Execution.sequential());
        BatchNorm.forward(channelsLast, channelsLast, BatchNormParameters.none(1e-5), other, Execution.sequential());
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(other.mean(c)).isCloseTo(first.mean(c), within(1e-6));
            assertThat(other.m2()[c]).isCloseTo(first.m2()[c], within(2e-6 * first.m2()[c]));
            for (int m = 0; m < COUNT; m++) {
                assertThat(channelsLast.at(m, c)).isCloseTo(features(y).at(m, c), within(4e-6f));
            }
        }
    }

    @Test
    void oneChannelHasTheSameMomentsInBothLayoutsWithinTheirRounding() {
        float[] x = normal(9, 3, 2);
        Moments planes = new Moments(1);
        Moments rows = new Moments(1);
        BatchNorm.moments(Features.channelsFirst(x, 2, 1, LENGTH / 2), planes, Execution.sequential());
        BatchNorm.moments(Features.channelsLast(x, 2, LENGTH / 2, 1), rows, Execution.sequential());
        double deviation = Math.sqrt(planes.variance(0));
        assertThat(rows.m2()[0]).isCloseTo(planes.m2()[0], within(2e-7 * planes.m2()[0]));
        assertThat(rows.mean(0)).isCloseTo(planes.mean(0), within(2e-7 * deviation));
    }

    @Test
    void foldedLayersDoWhatTheTwoLayersDid() {
        int inputs = 7;
        Matrix input = Values.ordinary(10).matrix(9, inputs);
        Matrix weights = Values.ordinary(11).matrix(CHANNELS, inputs);
        BatchNormParameters parameters =
                new BatchNormParameters(new float[] {2f, -3f, 0.5f}, new float[] {1f, 0.3f, -4f}, 1e-3);
        RunningStatistics running =
                new RunningStatistics(new double[] {0.3, -2, 5}, new double[] {0.01, 4, 30}, 1);
        for (float[] bias : new float[][] {null, {0.7f, -0.1f, 2f}}) {
            Matrix expected = Matrix.of(new float[9 * CHANNELS], 9, CHANNELS);
            Epilogue epilogue = new Epilogue(bias, Activation.IDENTITY);
            Gemm.multiply(1f, input, weights.transposed(), 0f, expected, epilogue, Execution.sequential());
            BatchNorm.infer(Features.of(expected), Features.of(expected), parameters, running, Execution.sequential());
            Matrix folded = Matrix.of(new float[CHANNELS * inputs], CHANNELS, inputs);
            float[] foldedBias = new float[CHANNELS];
            BatchNorm.fold(weights, bias, parameters, running, folded, foldedBias);
            Matrix actual = Matrix.of(new float[9 * CHANNELS], 9, CHANNELS);
            Gemm.multiply(1f, input, folded.transposed(), 0f, actual, new Epilogue(foldedBias, Activation.IDENTITY),
                    Execution.sequential());
            for (int i = 0; i < 9; i++) {
                for (int c = 0; c < CHANNELS; c++) {
                    assertThat(actual.get(i, c)).isCloseTo(expected.get(i, c), within(2e-5f));
                }
            }
        }
    }

    @Test
    void foldingInPlaceGivesTheSame() {
        float[] weights = Values.ordinary(12).array(6);
        float[] bias = {1f, 2f};
        BatchNormParameters parameters = BatchNormParameters.none(0.1);
        RunningStatistics running = new RunningStatistics(2);
        Matrix folded = Matrix.of(new float[6], 2, 3);
        float[] foldedBias = new float[2];
        BatchNorm.fold(Matrix.of(weights, 2, 3), bias, parameters, running, folded, foldedBias);
        BatchNorm.fold(Matrix.of(weights, 2, 3), bias, parameters, running, Matrix.of(weights, 2, 3), bias);
        assertThat(weights).isEqualTo(folded.array());
        assertThat(bias).isEqualTo(foldedBias);
    }
}
