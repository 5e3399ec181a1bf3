package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import org.junit.jupiter.api.Test;

/** Layer after layer has the variance that it should. */
class LsuvTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    @Test
    void lsuvGivesEachLayerAnOutputOfUnitVariance() {
        Matrix signal = zeros(200, 60);
        Sampling.fill(signal, Distribution.normal(0.3, 4), STREAM, SEQUENTIAL);
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
}
