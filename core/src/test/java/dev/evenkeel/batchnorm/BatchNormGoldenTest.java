package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import org.junit.jupiter.api.Test;

/** Figures that others have published. */
class BatchNormGoldenTest {
    private static final Execution EXECUTION = Execution.sequential();

    private static void assertClose(float[] actual, double tolerance, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("value %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    /** ONNX operator test SpatialBN_1, as copied in onnxruntime's batch_norm_op_test.cc, PositiveTestCase. */
    @Test
    void onnxInferenceOfOneChannel() {
        float[] x = {0.329876f, -0.287158f, -0.411425f, 0.473621f, 0.18156f, -0.170596f, -0.329516f, -0.170733f,
            -0.121664f, 0.4372f, -0.485668f, 0.218049f, -0.360263f, 0.107016f, 0.45358f, 0.325056f, 0.15995f,
            0.098852f, -0.283453f, -0.373051f, 0.257542f, 0.0614853f, -0.0592363f, 0.434488f, -0.0179583f, 0.398374f,
            -0.451602f, -0.132009f, -0.174468f, -0.0247169f, 0.418897f, -0.47159f, -0.131925f, 0.470943f, 0.118357f,
            0.155664f, 0.370062f, -0.279229f, 0.240311f, -0.451034f, 0.249178f, -0.294496f, 0.13683f, -0.0806475f,
            -0.309849f, -0.450604f, -0.28048f, -0.420197f, -0.433369f};
        Features features = Features.channelsFirst(x, 1, 1, 49);
        BatchNorm.infer(features, features,
                new BatchNormParameters(new float[] {0.589433f}, new float[] {-0.384622f}, 1e-5),
                new RunningStatistics(new double[] {-2.45673}, new double[] {1.37998}, 1), EXECUTION);
        assertClose(x, 6e-6, 1.01359, 0.703983, 0.641631, 1.08571, 0.939167, 0.762469, 0.682729, 0.762401, 0.787021,
                1.06744, 0.604378, 0.957476, 0.667302, 0.901764, 1.07566, 1.01117, 0.928324, 0.897667, 0.705842,
                0.660885, 0.977291, 0.878918, 0.818345, 1.06608, 0.839057, 1.04796, 0.621471, 0.781831, 0.760527,
                0.835665, 1.05825, 0.611442, 0.781873, 1.08437, 0.907454, 0.926173, 1.03375, 0.707961, 0.968646,
                0.621757, 0.973095, 0.700301, 0.916723, 0.807602, 0.692598, 0.621972, 0.707334, 0.63723, 0.63062);
    }

    /** onnxruntime's batch_norm_op_test.cc, BatchNorm1d_3d_Pytorch: 4 × 5 × 3, computed by PyTorch. */
    @Test
    void pytorchInferenceOfFiveChannels() {
        float[] x = {0.948241f, 1.23591f, -0.39321f, 1.4254f, -0.730771f, 0.439872f, 0.0265089f, 0.8748f, -0.197505f,
            0.962646f, 0.421469f, 1.94512f, 0.234179f, -0.931897f, -0.214905f, -0.982965f, -0.495436f, 0.81949f,
            -0.796605f, -0.758605f, 0.665557f, 0.0909539f, 1.10448f, 1.91214f, -1.97433f, -2.26429f, -0.384419f,
            -0.226564f, 0.230568f, 0.533968f, -1.31382f, -0.156257f, 0.532323f, -0.16714f, 0.971087f, 0.600249f,
            0.858778f, 0.423108f, -0.414433f, -1.17608f, 0.673753f, 0.278517f, -2.19044f, -0.161453f, 1.17092f,
            -0.155138f, -0.094729f, 0.19479f, -1.17344f, -0.213813f, 0.118659f, -2.39525f, 0.257687f, 0.784609f,
            0.297942f, 1.10277f, -1.58026f, 0.197625f, 0.0432784f, 1.12924f};
        float[] gamma = {0.36102f, 0.592982f, 0.808513f, 0.0531484f, 0.0960613f};
        Features features = Features.channelsFirst(x, 4, 5, 3);
        BatchNorm.infer(features, features, new BatchNormParameters(gamma, null, 1e-5), new RunningStatistics(5),
                EXECUTION);
        assertClose(x, 6e-6, 0.342332, 0.446184, -0.141956, 0.845231, -0.433332, 0.260835, 0.0214327, 0.707284,
                -0.159685, 0.0511628, 0.0224003, 0.10338, 0.0224955, -0.0895188, -0.020644, -0.354868, -0.178861,
                0.295851, -0.47237, -0.449836, 0.394661, 0.073537, 0.892985, 1.54598, -0.104932, -0.120343, -0.0204312,
                -0.021764, 0.0221486, 0.0512934, -0.474312, -0.0564117, 0.192178, -0.0991106, 0.575834, 0.355935,
                0.69433, 0.342087, -0.335073, -0.0625065, 0.0358087, 0.0148027, -0.210415, -0.0155093, 0.11248,
                -0.0560077, -0.0341989, 0.0703226, -0.695826, -0.126787, 0.0703623, -1.93658, 0.208342, 0.634363,
                0.0158351, 0.0586101, -0.0839879, 0.018984, 0.00415736, 0.108476);
    }

    /**
     * ONNX backend cases batchnorm_example_training_mode and, for inference, batchnorm_example: x = [−1 0 1], [2 3 4];
     * scale 1 and 1.5; bias 0 and 1; mean 0 and 3; variance 1 and 1.5; momentum 0.9 of the old value. Expected values
     * from the formulas of that file.
     */
    @Test
    void onnxExampleInBothModes() {
        float[] x = {-1f, 0f, 1f, 2f, 3f, 4f};
        BatchNormParameters parameters = new BatchNormParameters(new float[] {1f, 1.5f}, new float[] {0f, 1f}, 1e-5);
        RunningStatistics running = new RunningStatistics(new double[] {0, 3}, new double[] {1, 1.5}, 0);
        Features features = Features.channelsFirst(x, 1, 2, 3);
        float[] y = new float[6];
        BatchNorm.infer(features, Features.channelsFirst(y, 1, 2, 3), parameters, running, EXECUTION);
        assertClose(y, 1e-6, -0.999995, 0, 0.999995, 1 - 1.2247408, 1, 2.2247408);
        Moments saved = new Moments(2);
        BatchNorm.forward(features, Features.channelsFirst(y, 1, 2, 3), parameters, saved, EXECUTION);
        assertClose(y, 1e-6, -1.2247357, 0, 1.2247357, 1 - 1.8371035, 1, 2.8371035);
        running.update(saved, 0.1, VarianceKind.BIASED);
        assertThat(running.mean()).containsExactly(0, 3);
        assertThat(running.variance()[0]).isCloseTo(0.9666667, within(1e-7));
        assertThat(running.variance()[1]).isCloseTo(1.4166667, within(1e-7));
    }

    /** PyTorch issue 60528: BatchNorm1d(3, momentum = 0.1) of 4 × 3 × 4 values; running_var 1.1667. */
    @Test
    void pytorchTrainsWithBiasedAndKeepsUnbiasedVariance() {
        float[] x = new float[48];
        for (int i = 0; i < 48; i++) {
            x[i] = 1 + i / 12 + i % 12;
        }
        Moments saved = new Moments(3);
        Features features = Features.channelsFirst(x, 4, 3, 4);
        BatchNorm.forward(features, features, BatchNormParameters.none(1e-5), saved, EXECUTION);
        double[] first = {-1.8974, -1.2649, -0.6325, 0.0000};
        for (int n = 0; n < 4; n++) {
            for (int c = 0; c < 3; c++) {
                for (int s = 0; s < 4; s++) {
                    assertThat((double) features.get(n, c, s)).isCloseTo(first[0] + (n + s) * 0.63246, within(1e-4));
                }
            }
        }
        RunningStatistics running = new RunningStatistics(3);
        running.update(saved, 0.1, VarianceKind.UNBIASED);
        for (double variance : running.variance()) {
            assertThat(variance).isCloseTo(1.1667, within(5e-5));
        }
    }

    /**
     * PyTorch issue 106366: ones, twos, threes and fours, 16 × 2 × 3 × 3; running_var 1.0259 unbiased, 1.0250 biased.
     */
    @Test
    void pytorchRunningVarianceOfFourConstants() {
        float[] x = new float[16 * 2 * 9];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i / (4 * 2 * 9);
        }
        Moments moments = new Moments(2);
        BatchNorm.moments(Features.channelsFirst(x, 16, 2, 9), moments, EXECUTION);
        for (VarianceKind kind : VarianceKind.values()) {
            RunningStatistics running = new RunningStatistics(2);
            running.update(moments, 0.1, kind);
            double expected = kind == VarianceKind.UNBIASED ? 1.0259 : 1.0250;
            assertThat(running.variance()[1]).isCloseTo(expected, within(5e-5));
        }
    }

    /** Keras issue 10443: the values 1, 2, 3, 4 have variance 1.25, and 1.667 with Bessel's correction. */
    @Test
    void kerasVariancesOfFourNumbers() {
        Moments moments = new Moments(1);
        BatchNorm.moments(Features.of(Matrix.of(new float[] {1f, 2f, 3f, 4f}, 4, 1)), moments, EXECUTION);
        RunningStatistics running = new RunningStatistics(1);
        running.update(moments, 1, VarianceKind.BIASED);
        assertThat(running.mean()).containsExactly(2.5);
        assertThat(running.variance()).containsExactly(1.25);
        running.update(moments, 1, VarianceKind.UNBIASED);
        assertThat(running.variance()[0]).isCloseTo(1.667, within(5e-4));
    }

    /** PyTorch issue 7028: BatchNorm1d(4, momentum = 1) of 3 × 4 values. */
    @Test
    void pytorchStatisticsOfThreeRows() {
        Moments moments = new Moments(4);
        float[] x = {2f, 15f, 2f, 1f, 2f, 17f, 2f, 1f, -4f, -2f, -2f, -1f};
        BatchNorm.moments(Features.of(Matrix.of(x, 3, 4)), moments, EXECUTION);
        double[] means = {0, 10, 0.6667, 0.3333};
        double[] variances = {12, 109, 5.3333, 1.3333};
        for (int c = 0; c < 4; c++) {
            assertThat(moments.mean(c)).isCloseTo(means[c], within(5e-5));
            assertThat(moments.variance(c, VarianceKind.UNBIASED)).isCloseTo(variances[c], within(5e-5));
        }
    }
}
