package dev.evenkeel.bench.study.claim.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.init.FixedDistribution;
import dev.evenkeel.init.Orthogonal;
import dev.evenkeel.init.VarianceScaling;
import org.junit.jupiter.api.Test;

class LayerRatioTest {
    @Test
    void nIsInputsForwardAndOutputsBack() {
        Matrix weights = Matrix.allocate(300, 50);
        assertThat(LayerRatio.factor(VarianceScaling.LECUN_NORMAL, true, weights)).isEqualTo(1, within(1e-9));
        assertThat(LayerRatio.factor(VarianceScaling.LECUN_NORMAL, false, weights)).isEqualTo(1 / 6d, within(1e-9));
        assertThat(LayerRatio.factor(FixedDistribution.SMALL_RANDOM, false, weights)).isEqualTo(50e-4, within(1e-9));
    }

    @Test
    void ratiosMultiplyAndRelativeSquaresOfErrorsAddUp() {
        LayerRatio both = new LayerRatio(2, 0.6).behind(new LayerRatio(0.5, 0.2));
        assertThat(both.relative()).isEqualTo(1);
        assertThat(both.standardError()).isEqualTo(0.5, within(1e-12));
        assertThat(new LayerRatio(1.5, 0.25).z()).isEqualTo(2);
    }

    /** Orthogonal weights keep each example's square, so nothing is left to chance. */
    @Test
    void orthogonalLayersObeyTheFormulaExactly() {
        FirstStep step =
                FirstStep.ofNoise(Activation.TANH, Orthogonal.PLAIN, 20, 7, Execution.sequential(), 30, 30, 30);
        for (int layer = 0; layer < 2; layer++) {
            assertThat(LayerRatio.of(step, layer, true, Orthogonal.PLAIN).relative()).isEqualTo(1, within(1e-5));
            assertThat(LayerRatio.of(step, layer, false, Orthogonal.PLAIN).relative()).isEqualTo(1, within(1e-5));
        }
    }
}
