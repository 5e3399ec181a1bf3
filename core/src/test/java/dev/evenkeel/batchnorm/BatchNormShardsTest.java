package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Values;
import org.junit.jupiter.api.Test;

/** One batch in seven unequal shards gives the whole batch's results. */
class BatchNormShardsTest {
    private static final int CHANNELS = 5;
    private static final int POSITIONS = 13;
    private static final int[] SHARDS = {1, 7, 2, 0, 40, 3, 11};
    private static final int SAMPLES = 64;
    private static final Execution EXECUTION = Execution.sequential();

    private final float[] x = shifted(Values.ordinary(1).array(SAMPLES * CHANNELS * POSITIONS));
    private final float[] dy = Values.ordinary(2).array(x.length);
    private final float[] residual = Values.ordinary(3).array(x.length);
    private final BatchNormParameters parameters =
            new BatchNormParameters(Values.ordinary(4).array(CHANNELS), Values.ordinary(5).array(CHANNELS), 1e-4);

    /** Shards whose means differ. */
    private static float[] shifted(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += i / 500;
        }
        return values;
    }

    private static Features shard(float[] values, int first, int samples) {
        Matrix all = Matrix.of(values, SAMPLES, CHANNELS * POSITIONS).slice(first, 0, samples, CHANNELS * POSITIONS);
        return GuardedFeatures.view(ChannelLayout.CHANNELS_FIRST, all, CHANNELS, POSITIONS);
    }

    private static Features whole(float[] values) {
        return shard(values, 0, SAMPLES);
    }

    private interface Shard {
        void run(int first, int samples);
    }

    private static void forEachShard(Shard body) {
        int first = 0;
        for (int samples : SHARDS) {
            body.run(first, samples);
            first += samples;
        }
        assertThat(first).isEqualTo(SAMPLES);
    }

    private Moments mergedMoments() {
        Moments merged = new Moments(CHANNELS);
        forEachShard((first, samples) -> {
            Moments part = new Moments(samples, Values.ordinary(9).doubles(CHANNELS), new double[CHANNELS]);
            BatchNorm.moments(shard(x, first, samples), part, EXECUTION);
            merged.merge(part);
        });
        return merged;
    }

    @Test
    void momentsMergeToTheWholes() {
        Moments merged = mergedMoments();
        Moments expected = new Moments(CHANNELS);
        BatchNorm.moments(whole(x), expected, EXECUTION);
        assertThat(merged.count()).isEqualTo(expected.count());
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(merged.mean(c)).isCloseTo(expected.mean(c), within(1e-6));
            assertThat(merged.m2()[c]).isCloseTo(expected.m2()[c], within(1e-6 * expected.m2()[c]));
        }
    }

    @Test
    void forwardAndBackwardOverShardsGiveTheWholesResults() {
        for (boolean add : new boolean[] {false, true}) {
            float[] y = new float[x.length];
            float[] dx = new float[x.length];
            float[] dResidual = new float[x.length];
            check(add, y, dx, dResidual);
        }
    }

    private void check(boolean add, float[] y, float[] dx, float[] dResidual) {
        Moments merged = mergedMoments();
        GradientSums sums = new GradientSums(CHANNELS);
        forEachShard((first, samples) -> {
            Fusion fusion = add ? Fusion.addRelu(shard(residual, first, samples)) : Fusion.relu();
            BatchNorm.normalize(shard(x, first, samples), shard(y, first, samples), parameters, merged, fusion,
                    EXECUTION);
        });
        forEachShard((first, samples) -> {
            ReluGate gate = add ? ReluGate.addRelu(shard(y, first, samples), shard(dResidual, first, samples))
                    : ReluGate.relu();
            GradientSums part = new GradientSums(Values.ordinary(8).doubles(CHANNELS), new double[CHANNELS]);
            BatchNorm.gradientSums(shard(x, first, samples), shard(dy, first, samples), merged, parameters, gate, part,
                    EXECUTION);
            sums.merge(part);
        });
        forEachShard((first, samples) -> BatchNorm.inputGradient(shard(x, first, samples),
                shard(add ? dResidual : dy, first, samples), merged, sums, parameters,
                add ? ReluGate.none() : ReluGate.relu(), shard(dx, first, samples), EXECUTION));
        compareWithWhole(add, merged, sums, y, dx, dResidual);
    }

    private void compareWithWhole(
            boolean add, Moments merged, GradientSums sums, float[] y, float[] dx, float[] dResidual) {
        float[] expectedY = new float[x.length];
        float[] expectedDx = new float[x.length];
        float[] expectedDResidual = new float[x.length];
        float[] dGamma = new float[CHANNELS];
        float[] dBeta = new float[CHANNELS];
        Fusion fusion = add ? Fusion.addRelu(whole(residual)) : Fusion.relu();
        BatchNorm.normalize(whole(x), whole(expectedY), parameters, merged, fusion, EXECUTION);
        ReluGate gate = add ? ReluGate.addRelu(whole(expectedY), whole(expectedDResidual)) : ReluGate.relu();
        BatchNorm.backward(whole(x), whole(dy), merged, parameters, gate, whole(expectedDx), dGamma, dBeta, EXECUTION);
        assertThat(y).isEqualTo(expectedY);
        assertThat(dResidual).isEqualTo(expectedDResidual);
        double[] inverse = merged.inverseDeviations(parameters.epsilon());
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(sums.dy()[c]).isCloseTo(dBeta[c], within(1e-5 * (1 + Math.abs(dBeta[c]))));
            assertThat(sums.dyTimesDeviation()[c] * inverse[c]).isCloseTo(dGamma[c],
                    within(1e-5 * (1 + Math.abs(dGamma[c]))));
        }
        for (int i = 0; i < dx.length; i++) {
            assertThat(dx[i]).isCloseTo(expectedDx[i], within(2e-6f));
        }
    }
}
