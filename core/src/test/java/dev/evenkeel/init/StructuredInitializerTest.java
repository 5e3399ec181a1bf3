package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schemes that draw nothing write exactly what they say. */
class StructuredInitializerTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    @Test
    void diracHandsEachGroupsInputsOn() {
        Matrix matrix = zeros(6, 2 * 5);
        new Dirac(2, List.of(5)).fill(Weights.convolution(matrix, 4, 6, 2, 5), STREAM, SEQUENTIAL);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 10; j++) {
                int d = i % 3;
                assertThat(matrix.get(i, j)).as("%d, %d", i, j).isEqualTo(d < 2 && j == d * 5 + 2 ? 1f : 0f);
            }
        }
        assertThatThrownBy(() -> new Dirac(4, List.of(5)).fill(Weights.convolution(matrix, 4, 6, 2, 5), STREAM,
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

    @Test
    void constantsFillRowsOfAnyLength() {
        for (int length : new int[] {0, 1, (1 << 14) - 1, 1 << 14, (1 << 14) + 1, 3 << 14}) {
            float[] storage = new float[2 * length + 1];
            Constant.RELU_BIAS.fill(
                    new Weights(Matrix.of(storage, 2, length), Fans.dense(1, 1), Weights.Units.ROWS), STREAM,
                    SEQUENTIAL);
            for (int i = 0; i < 2 * length; i++) {
                assertThat(storage[i]).as("%d of 2 × %d", i, length).isEqualTo(0.01f);
            }
            assertThat(storage[2 * length]).isZero();
        }
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
}
