package dev.evenkeel;

import static dev.evenkeel.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/** Layer after layer has the variance that it should. */
class LsuvTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

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
}
