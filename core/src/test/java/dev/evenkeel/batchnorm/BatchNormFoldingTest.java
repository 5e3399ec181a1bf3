package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Values;
import org.junit.jupiter.api.Test;

/** A convolution and the normalisation after it are one convolution. */
class BatchNormFoldingTest {
    private static final int IMAGES = 2;
    private static final int IN = 3;
    private static final int OUT = 4;
    private static final int SIZE = 6;
    private static final int KERNEL = 3;
    private static final int RESULT = SIZE - KERNEL + 1;

    private final float[] images = Values.ordinary(21).array(IMAGES * IN * SIZE * SIZE);
    private final Matrix weights = Values.ordinary(22).matrix(OUT, IN * KERNEL * KERNEL);
    private final BatchNormParameters parameters =
            new BatchNormParameters(new float[] {2f, -3f, 0.5f, 0f}, new float[] {1f, 0.3f, -4f, 2f}, 1e-3);
    private final RunningStatistics running =
            new RunningStatistics(new double[] {0.3, -2, 5, 1}, new double[] {0.01, 4, 30, 1e-6}, 1);

    @Test
    void aConvolutionWithBiasFolds() {
        check(new float[] {0.7f, -0.1f, 2f, 5f});
    }

    /** Where there was no bias, the shift still needs one. */
    @Test
    void aConvolutionWithoutBiasFolds() {
        check(null);
    }

    private void check(float[] bias) {
        float[] expected = convolve(weights, bias);
        Features features = Features.channelsFirst(expected, IMAGES, OUT, RESULT * RESULT);
        BatchNorm.infer(features, features, parameters, running, Execution.sequential());
        Matrix folded = Matrix.of(new float[OUT * weights.cols()], OUT, weights.cols());
        float[] foldedBias = new float[OUT];
        BatchNorm.fold(weights, bias, parameters, running, folded, foldedBias);
        float[] actual = convolve(folded, foldedBias);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(2e-5f * (1 + Math.abs(expected[i]))));
        }
    }

    /** Without padding, in float64, rounded once. */
    private float[] convolve(Matrix kernels, float[] bias) {
        float[] result = new float[IMAGES * OUT * RESULT * RESULT];
        int index = 0;
        for (int n = 0; n < IMAGES; n++) {
            for (int out = 0; out < OUT; out++) {
                for (int row = 0; row < RESULT; row++) {
                    for (int column = 0; column < RESULT; column++) {
                        double sum = bias == null ? 0 : bias[out];
                        for (int k = 0; k < kernels.cols(); k++) {
                            int in = k / (KERNEL * KERNEL);
                            int i = row + k / KERNEL % KERNEL;
                            int j = column + k % KERNEL;
                            sum += (double) kernels.get(out, k) * images[((n * IN + in) * SIZE + i) * SIZE + j];
                        }
                        result[index++] = (float) sum;
                    }
                }
            }
        }
        return result;
    }
}
