package dev.evenkeel.init;

import static dev.evenkeel.init.WeightMatrices.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units have their number of weights, at places that are equally likely. */
class SparseTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final RandomStream STREAM = RandomStream.philox(2010).stream("initializers");

    @Test
    void sparseUnitsHaveTheirNumberOfWeightsWhicheverWayTheMatrixLies() {
        for (Weights weights : List.of(
                Weights.inputsByOutputs(zeros(70, 40)), Weights.outputsByInputs(zeros(70, 40)),
                Weights.inputsByOutputs(zeros(15, 40)), Weights.convolution(zeros(12, 36), 4, 12, 1, 3, 3))) {
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
    void calibratedUnitsHaveTheGainWhateverTheirInputs() {
        Sparse sparse = Sparse.calibrated(4, 1);
        assertThat(sparse).isEqualTo(new Sparse(4, 0.5));
        assertThat(sparse.name()).isEqualTo("sparse, 4 per unit, deviation 0.500");
        assertThat(Sparse.MARTENS.name()).isEqualTo("sparse");
        for (int inputs : new int[] {20, 500}) {
            Weights weights = Weights.outputsByInputs(zeros(2000, inputs));
            Sparse.calibrated(16, Math.sqrt(2)).fill(weights, STREAM, SEQUENTIAL);
            double squares = 0;
            for (float weight : weights.matrix().toArray()) {
                squares += weight * weight;
            }
            assertThat(squares / 2000).isBetween(1.9, 2.1);
        }
        assertThatThrownBy(() -> Sparse.calibrated(4, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gain must be positive and finite, was 0.0");
        assertThatThrownBy(() -> Sparse.calibrated(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perUnit must be at least 1, was 0");
    }

    @Test
    void constantsOfAnyValueFillBiasesWithoutAStream() {
        float[] biases = new float[3];
        Constant.of(0.05f).fill(biases);
        assertThat(biases).containsExactly(0.05f, 0.05f, 0.05f);
        assertThat(Constant.of(0.05f).name()).isEqualTo("constant 0.05");
        assertThatThrownBy(() -> Constant.of(Float.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value must be finite, was NaN");
    }
}
