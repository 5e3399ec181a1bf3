package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import org.junit.jupiter.api.Test;

class SecondMomentTest {
    @Test
    void theErrorComesFromTheScatterOfTheColumns() {
        SecondMoment moment = SecondMoment.ofColumns(Matrix.of(new float[] {1, 2, 3, 1, 2, 3}, 2, 3));
        assertThat(moment.value()).isEqualTo(14 / 3.0, within(1e-12));
        double scatter = Math.pow(1 - 14 / 3.0, 2) + Math.pow(4 - 14 / 3.0, 2) + Math.pow(9 - 14 / 3.0, 2);
        assertThat(moment.standardError()).isEqualTo(Math.sqrt(scatter / 2 / 3), within(1e-12));
    }

    @Test
    void ofOneColumnThereIsNoScatter() {
        assertThat(SecondMoment.ofColumns(Matrix.of(new float[] {3, 4}, 2, 1)))
                .isEqualTo(new SecondMoment(12.5, Double.NaN));
    }

    /** Were the errors too small or too large, so would be the deviation of z over 300 layers; 5 errors either way. */
    @Test
    void theErrorIsWhatLayersOfRandomWeightsScatterBy() {
        Execution execution = Execution.sequential();
        RandomStream.Seed seed = RandomStream.philox(11);
        Matrix x = Matrix.allocate(20, 60);
        Sampling.fill(x, Distribution.normal(0, 1), seed.stream("x"), execution);
        double in = SecondMoment.ofColumns(x).value();
        Matrix w = Matrix.allocate(60, 80);
        Matrix z = Matrix.allocate(20, 80);
        int layers = 300;
        double sum = 0;
        double squares = 0;
        for (int layer = 0; layer < layers; layer++) {
            VarianceScaling.LECUN_NORMAL.fill(Weights.inputsByOutputs(w), seed.stream(layer), execution);
            Gemm.multiply(x, w, z, execution);
            SecondMoment out = SecondMoment.ofColumns(z);
            double distance = (out.value() - in) / out.standardError();
            sum += distance / layers;
            squares += distance * distance / layers;
        }
        assertThat(sum).isEqualTo(0, within(5 / Math.sqrt(layers)));
        assertThat(Math.sqrt(squares)).isEqualTo(1, within(5 / Math.sqrt(2.0 * layers)));
    }
}
