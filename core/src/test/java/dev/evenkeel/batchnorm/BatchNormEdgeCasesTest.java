package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Engine;
import dev.evenkeel.internal.sweep.FeatureCursor;
import dev.evenkeel.internal.sweep.SweepScratch;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** NaN, infinities, constants, large means, tiny deviations; expected values by hand. */
class BatchNormEdgeCasesTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final int CHANNELS = 5;
    private static final int COUNT = 300;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    private static void forAll(Consumer<Execution> check) {
        EXECUTIONS.all().forEach(check);
    }

    private static Features rows(float[] values) {
        return Features.of(Matrix.of(values, values.length / CHANNELS, CHANNELS));
    }

    private static Features planes(float[] values) {
        return Features.channelsFirst(values, 3, CHANNELS, values.length / CHANNELS / 3);
    }

    @Test
    void notANumberAndInfinityStayInTheirChannel() {
        for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            forAll(execution -> {
                float[] x = Values.ordinary(1).array(COUNT * CHANNELS);
                checkPoison(execution, poison, rows(x), rows(new float[x.length]), rows(new float[x.length]), x,
                        7 * CHANNELS + 2);
                x = Values.ordinary(1).array(COUNT * CHANNELS);
                checkPoison(execution, poison, planes(x), planes(new float[x.length]), planes(new float[x.length]), x,
                        2 * (COUNT / 3) + 13);
            });
        }
    }

    /** Large rows are walked from a line of the cache on, wherever the machine's headers let it begin. */
    @Test
    void whereRowsBeginInMemoryChangesNoBit() {
        int channels = 64;
        int samples = 6150;
        float[] values = Values.ordinary(2).array(samples * channels);
        forAll(execution -> {
            float[] expected = normalized(execution, values, samples, channels, 0);
            for (int offset = 1; offset < 16; offset++) {
                assertThat(normalized(execution, values, samples, channels, offset)).as("offset %d", offset)
                        .isEqualTo(expected);
            }
        });
    }

    private static float[] normalized(Execution execution, float[] values, int samples, int channels, int offset) {
        float[] y = new float[offset + values.length];
        BatchNorm.forward(Features.of(Matrix.of(values, samples, channels)),
                Features.of(Matrix.of(y, offset, samples, channels, channels, 1)), BatchNormParameters.none(1e-5),
                new Moments(channels), Fusion.none(), execution);
        return Arrays.copyOfRange(y, offset, y.length);
    }

    /** Poisons a value of channel 2. */
    private static void checkPoison(
            Execution execution, float poison, Features x, Features y, Features dx, float[] values, int index) {
        float[] before = values.clone();
        BatchNormParameters parameters = BatchNormParameters.none(1e-5);
        Moments healthy = new Moments(CHANNELS);
        Moments saved = new Moments(CHANNELS);
        BatchNorm.moments(x, healthy, execution);
        values[index] = poison;
        BatchNorm.forward(x, y, parameters, saved, execution);
        float[] dGamma = new float[CHANNELS];
        BatchNorm.backward(x, x, saved, parameters, ReluGate.relu(), dx, dGamma, null, execution);
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(Double.isNaN(saved.m2()[c])).as("M2 of channel %d", c).isEqualTo(c == 2);
            assertThat(saved.mean()[c]).as("mean of channel %d", c)
                    .isEqualTo(Double.valueOf(c == 2 ? poison : healthy.mean()[c]));
            assertThat(Float.isNaN(dGamma[c])).as("dγ of channel %d", c).isEqualTo(c == 2);
            for (int m = 0; m < COUNT; m++) {
                assertThat(Float.isNaN(y.at(m, c))).as("y %d of channel %d", m, c).isEqualTo(c == 2);
                assertThat(Float.isNaN(dx.at(m, c))).as("dx %d of channel %d", m, c).isEqualTo(c == 2);
            }
            if (c != 2) {
                assertThat(saved.m2()[c]).isEqualTo(healthy.m2()[c]);
            }
        }
        System.arraycopy(before, 0, values, 0, before.length);
    }

    /** As of NumPy and PyTorch: a mean of ∞ in one sign, NaN in both; a variance of NaN. */
    @Test
    void infinitiesHaveAnInfiniteMeanUnlessTheirSignsDiffer() {
        float infinity = Float.POSITIVE_INFINITY;
        float[][] valuesAndMean = {{infinity, 1f, infinity}, {-infinity, 1f, -infinity}, {infinity, infinity, infinity},
            {-infinity, -infinity, -infinity}, {infinity, -infinity, Float.NaN}, {infinity, Float.NaN, Float.NaN}};
        forAll(execution -> {
            for (float[] expected : valuesAndMean) {
                for (ChannelLayout layout : ChannelLayout.values()) {
                    checkInfinities(execution, layout, expected[0], expected[1], expected[2]);
                }
            }
        });
    }

    /** Channel 1 of 2 alternates between two values. */
    private static void checkInfinities(
            Execution execution, ChannelLayout layout, float even, float odd, float mean) {
        int samples = 70;
        Features x = GuardedFeatures.view(layout, Matrix.of(new float[samples * 2 * 9], samples, 18), 2, 9);
        Features y = GuardedFeatures.view(layout, Matrix.of(new float[samples * 2 * 9], samples, 18), 2, 9);
        for (int m = 0; m < x.count(); m++) {
            x.view.run.array()[(int) x.view.element(m, 0)] = m % 5;
            x.view.run.array()[(int) x.view.element(m, 1)] = m % 2 == 0 ? even : odd;
        }
        Moments saved = new Moments(2);
        BatchNorm.moments(x, saved, execution);
        assertMeans(saved.mean(), saved.m2(), mean);
        BatchNorm.forward(x, y, BatchNormParameters.none(1e-5), saved, execution);
        assertMeans(saved.mean(), saved.m2(), mean);
        for (int m = 0; m < x.count(); m++) {
            assertThat(y.at(m, 0)).isFinite();
            assertThat(y.at(m, 1)).isNaN();
        }
        RunningStatistics running = new RunningStatistics(2);
        running.update(saved, 0.1, VarianceKind.UNBIASED);
        assertMeans(running.mean(), running.variance(), mean);
        BatchNorm.infer(x, y, BatchNormParameters.none(1e-5), running, execution);
        assertThat(y.at(0, 0)).isFinite();
        assertThat(y.at(1, 1)).isNaN();
        Moments whole = new Moments(2, new double[] {3, 3}, new double[] {1, 1});
        whole.setCount(7);
        whole.merge(saved);
        assertMeans(whole.mean(), whole.m2(), mean);
        saved.merge(new Moments(7, new double[] {3, 3}, new double[] {1, 1}));
        assertMeans(saved.mean(), saved.m2(), mean);
    }

    private static void assertMeans(double[] means, double[] variances, float poisoned) {
        assertThat(means[0]).isFinite();
        assertThat(variances[0]).isFinite();
        assertThat(means[1]).isEqualTo(Double.valueOf(poisoned));
        assertThat(variances[1]).isNaN();
    }

    /** Deviations of both sides cancel, and their squares are less than the least float32. */
    @Test
    void deviationsWhoseSquaresVanishAreNormalisedLikeAnyOther() {
        forAll(execution -> {
            for (ChannelLayout layout : ChannelLayout.values()) {
                float[] values = {0f, -1e-25f, 1e-25f};
                Features x = GuardedFeatures.view(layout, Matrix.of(values, 1, 3), 1, 3);
                Features y = GuardedFeatures.view(layout, Matrix.of(new float[3], 1, 3), 1, 3);
                Moments saved = new Moments(1);
                BatchNorm.forward(x, y, BatchNormParameters.none(0), saved, execution);
                double variance = 2.0 / 3 * 1e-25f * 1e-25f;
                assertThat(saved.mean(0)).isZero();
                assertThat(saved.variance(0)).isCloseTo(variance, within(1e-15 * variance));
                assertThat(y.at(0, 0)).isZero();
                assertThat(y.at(1, 0)).isCloseTo(-1.2247449f, within(2e-7f));
                assertThat(y.at(2, 0)).isCloseTo(1.2247449f, within(2e-7f));
            }
        });
    }

    @Test
    void frozenStatisticsKeepNaNWhereItIs() {
        forAll(execution -> {
            float[] x = Values.ordinary(1).array(COUNT * CHANNELS);
            x[17] = Float.NaN;
            float[] y = new float[x.length];
            BatchNorm.infer(rows(x), rows(y), BatchNormParameters.none(1e-5), new RunningStatistics(CHANNELS),
                    Fusion.relu(), execution);
            for (int i = 0; i < x.length; i++) {
                assertThat(Float.isNaN(y[i])).isEqualTo(i == 17);
            }
        });
    }

    @Test
    void aConstantChannelBecomesBetaAndHasNoGradient() {
        forAll(execution -> {
            float[] x = new float[COUNT * CHANNELS];
            Arrays.fill(x, 3.7f);
            float[] y = new float[x.length];
            float[] dx = new float[x.length];
            float[] beta = {1f, 2f, 3f, 4f, 5f};
            Moments saved = new Moments(CHANNELS);
            BatchNormParameters parameters = new BatchNormParameters(null, beta, 1e-5);
            BatchNorm.forward(rows(x), rows(y), parameters, saved, execution);
            float[] dy = new float[x.length];
            Arrays.fill(dy, 0.25f);
            BatchNorm.backward(rows(x), rows(dy), saved, parameters, rows(dx), null, null, execution);
            for (int i = 0; i < x.length; i++) {
                assertThat(y[i]).isEqualTo(beta[i % CHANNELS]);
                assertThat(dx[i]).isZero();
            }
        });
    }

    @Test
    void aConstantChannelWithoutEpsilonIsNaN() {
        float[] x = new float[COUNT * CHANNELS];
        float[] y = new float[x.length];
        BatchNorm.forward(rows(x), rows(y), BatchNormParameters.none(0), new Moments(CHANNELS), Execution.sequential());
        assertThat(y).containsOnly(Float.NaN);
    }

    @Test
    void oneValuePerChannelBecomesBeta() {
        float[] y = new float[CHANNELS];
        Moments saved = new Moments(CHANNELS);
        BatchNorm.forward(rows(new float[] {1f, 2f, 3f, 4f, 5f}), rows(y), BatchNormParameters.none(1e-5), saved,
                Execution.sequential());
        assertThat(y).containsOnly(0f);
        assertThat(saved.mean()).containsExactly(1, 2, 3, 4, 5);
        assertThat(saved.m2()).containsOnly(0);
    }

    /** Multiples of 2⁻¹³⁰, the smallest normal number being 2⁻¹²⁶: neither lost nor flushed to 0. */
    @Test
    void subnormalInputsAreNormalisedLikeAnyOther() {
        for (ChannelLayout layout : ChannelLayout.values()) {
            int positions = 40;
            float[] x = new float[positions];
            double mean = 0;
            for (int i = 0; i < positions; i++) {
                x[i] = (i * 7 % 31 - 15) * 0x1p-130f;
                mean += x[i] / (double) positions;
            }
            double variance = 0;
            for (float value : x) {
                variance += (value - mean) * (value - mean) / positions;
            }
            float[] y = new float[positions];
            Features in = layout == ChannelLayout.CHANNELS_FIRST ? Features.channelsFirst(x, 1, 1, positions)
                    : Features.channelsLast(x, 1, positions, 1);
            Features out = layout == ChannelLayout.CHANNELS_FIRST ? Features.channelsFirst(y, 1, 1, positions)
                    : Features.channelsLast(y, 1, positions, 1);
            Moments saved = new Moments(1);
            BatchNorm.forward(in, out, BatchNormParameters.none(0), saved, Execution.sequential());
            assertThat(saved.variance(0)).isCloseTo(variance, within(1e-12 * variance));
            for (int i = 0; i < positions; i++) {
                assertThat((double) y[i]).isCloseTo((x[i] - mean) / Math.sqrt(variance), within(1e-6));
            }
        }
    }

    /** A mean of 10⁶ in float32 would be off by .03 of the deviation. */
    @Test
    void farFromZeroOutputsAreAsAccurateAsTheInputAllows() {
        forAll(execution -> {
            float[] x = Values.ordinary(1).array(COUNT * CHANNELS);
            for (int i = 0; i < x.length; i++) {
                x[i] = 1e6f + 2f * x[i];
            }
            float[] y = new float[x.length];
            Moments saved = new Moments(CHANNELS);
            BatchNorm.forward(rows(x), rows(y), BatchNormParameters.none(1e-5), saved, execution);
            for (int i = 0; i < x.length; i++) {
                int c = i % CHANNELS;
                double expected = (x[i] - saved.mean(c)) * saved.inverseStandardDeviation(c, 1e-5);
                assertThat((double) y[i]).isCloseTo(expected, within(0x1p-24 * 4 * (Math.abs(expected) + 0.1)));
            }
        });
    }

    @Test
    void outputsAreWithinTheDocumentedErrorOfTheFormula() {
        float[] gamma = {2f, -0.1f, 30f, 1f, 0f};
        float[] beta = {0f, 5f, -7f, 0.3f, 1f};
        for (double deviation : new double[] {1e-30, 1e-3, 1, 1e5}) {
            float[] x = Values.ordinary(1).array(COUNT * CHANNELS);
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (deviation * (x[i] + 0.7));
            }
            float[] y = new float[x.length];
            Moments saved = new Moments(CHANNELS);
            BatchNormParameters parameters = new BatchNormParameters(gamma, beta, deviation == 1e-30 ? 0 : 1e-5);
            BatchNorm.forward(planes(x), planes(y), parameters, saved, Execution.sequential());
            for (int c = 0; c < CHANNELS; c++) {
                for (int m = 0; m < COUNT; m++) {
                    double scaled = gamma[c] * (planes(x).at(m, c) - saved.mean(c))
                            * saved.inverseStandardDeviation(c, parameters.epsilon());
                    double expected = scaled + beta[c];
                    double bound = 0x1p-24 * (3 * Math.abs(scaled) + 2 * Math.abs(beta[c]) + Math.abs(expected));
                    assertThat((double) planes(y).at(m, c)).isCloseTo(expected, within(bound));
                }
            }
        }
    }

    @Test
    void noChannelsAreNoWork() {
        Features none = Features.of(Matrix.of(new float[0], 4, 0));
        BatchNorm.forward(none, none, BatchNormParameters.none(1), new Moments(0), Execution.sequential());
        BatchNorm.infer(none, none, BatchNormParameters.none(1), new RunningStatistics(0), Execution.sequential());
    }

    @Test
    void inferenceOfNothingIsNoWorkAndItsMomentsAreOfNothing() {
        Features empty = Features.channelsFirst(new float[0], 0, 3, 7);
        BatchNorm.infer(empty, empty, BatchNormParameters.none(1), new RunningStatistics(3), Execution.sequential());
        Moments moments = new Moments(5, new double[] {1, 2, 3}, new double[] {1, 2, 3});
        BatchNorm.moments(empty, moments, Execution.sequential());
        assertThat(moments.count()).isZero();
        assertThat(moments.m2()).containsExactly(0, 0, 0);
    }

    /** An execution may live as long as a program, its callers' arrays need not. */
    @Test
    void theExecutionLetsGoOfArraysWhenAPassIsOver() {
        Execution execution = Execution.sequential();
        forwardAndBackward(Features.channelsLast(new float[40], 2, 5, 4), execution);
        forwardAndBackward(Features.channelsFirst(new float[40], 2, 4, 5), execution);
        SweepScratch left = SweepScratch.of(((Engine) execution).borrow());
        assertThat(left.sums).as("a work space that was used").isNotEmpty();
        for (FeatureCursor cursor : List.of(left.lanes, left.planes)) {
            assertThat(cursor.x.array).isNull();
            assertThat(cursor.dy.array).isNull();
            assertThat(cursor.other.array).isNull();
            assertThat(cursor.output.array).isNull();
        }
    }

    private static void forwardAndBackward(Features x, Execution execution) {
        BatchNormParameters plain = new BatchNormParameters(null, null, 1e-5);
        Moments saved = new Moments(x.channels());
        BatchNorm.forward(x, x, plain, saved, Fusion.none(), execution);
        BatchNorm.backward(x, x, saved, plain, ReluGate.none(), x, new float[x.channels()], new float[x.channels()],
                execution);
    }
}
