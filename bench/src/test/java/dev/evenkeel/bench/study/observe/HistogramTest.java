package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Matrix;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void aBinHoldsItsLowerEndAndTheLastBothEnds() {
        Histogram histogram =
                Histogram.of(Matrix.of(new float[] {-1, -0.5f, 0, 0.25f, 0.5f, 1, 1}, 1, 7), -1, 1, 4);
        assertThat(histogram.counts()).containsExactly(1, 1, 2, 3);
        assertThat(histogram.middle(0)).isEqualTo(-0.75);
    }

    @Test
    void whatLiesInNoBinIsCountedApart() {
        float[] values = {-2, 0, 2, Float.NaN, Float.POSITIVE_INFINITY};
        Histogram histogram = Histogram.of(Matrix.of(values, 5, 1), -1, 1, 1);
        assertThat(histogram.counts()).containsExactly(1);
        assertThat(histogram.below()).isEqualTo(1);
        assertThat(histogram.above()).isEqualTo(2);
        assertThat(histogram.notNumbers()).isEqualTo(1);
        assertThat(histogram.total()).isEqualTo(5);
    }

    @Test
    void densitiesOverTheWidthAddUpToTheShareInBins() {
        Histogram histogram = Histogram.of(Matrix.of(new float[] {0, 0.1f, 0.9f, 5}, 2, 2), 0, 1, 10);
        double sum = 0;
        for (int bin = 0; bin < 10; bin++) sum += histogram.density(bin) * 0.1;
        assertThat(sum).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void anIntervalWithoutWidthOrBinsIsRefused() {
        Matrix matrix = Matrix.allocate(1, 1);
        assertThatThrownBy(() -> Histogram.of(matrix, 1, 1, 3)).hasMessageStartingWith("low must be below high");
        assertThatThrownBy(() -> Histogram.of(matrix, Double.NaN, 1, 3)).hasMessageStartingWith("low must be");
        assertThatThrownBy(() -> Histogram.of(matrix, 0, 1, 0)).hasMessage("bins must be at least 1, were 0");
    }
}
