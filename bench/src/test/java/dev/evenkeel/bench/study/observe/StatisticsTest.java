package dev.evenkeel.bench.study.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theNumbersFromNoughtToAHundredHaveTheirPercentilesAsValues() {
        float[] values = new float[101];
        for (int i = 0; i < values.length; i++) values[i] = (37 * i) % 101;
        Statistics statistics = Statistics.of(Matrix.of(values, 101, 1));
        assertThat(statistics.mean()).isEqualTo(50, within(1e-12));
        assertThat(statistics.variance()).isEqualTo((101.0 * 101 - 1) / 12, within(1e-9));
        assertThat(statistics).extracting(Statistics::p2, Statistics::p15, Statistics::p50, Statistics::p85,
                Statistics::p98).containsExactly(2.0, 15.0, 50.0, 85.0, 98.0);
    }

    @Test
    void percentilesLieBetweenNeighboursAsNumPysDo() {
        Statistics statistics = Statistics.of(Matrix.of(new float[] {1, 2, 4, 8}, 2, 2));
        assertThat(statistics.p15()).isEqualTo(1.45, within(1e-12));
        assertThat(statistics.p50()).isEqualTo(3, within(1e-12));
    }

    @Test
    void aGreatMeanDoesNotDrownTheVariance() {
        Matrix matrix = Matrix.of(new float[] {1e4f - 1, 1e4f + 1, 1e4f - 1, 1e4f + 1}, 1, 4);
        assertThat(Statistics.of(matrix).variance()).isEqualTo(1, within(1e-12));
        assertThat(Statistics.of(matrix).meanSquare()).isEqualTo(1e8 + 1, within(1e-6));
    }

    @Test
    void normalNumbersHaveTheQuantilesOfTheNormalDistribution() {
        Matrix matrix = Matrix.allocate(1000, 200);
        Sampling.fill(matrix, Distribution.normal(0, 1), RandomStream.philox(1).stream(0), Execution.sequential());
        Statistics statistics = Statistics.of(matrix);
        // Five standard errors of 200,000 samples.
        assertThat(statistics.standardDeviation()).isEqualTo(1, within(0.008));
        assertThat(statistics.p98()).isEqualTo(2.0537, within(0.033));
        assertThat(statistics.p15()).isEqualTo(-1.0364, within(0.018));
    }

    @Test
    void oneValueHasNoVarianceAndNoneNoStatistics() {
        assertThat(Statistics.of(Matrix.of(new float[] {3}, 1, 1)))
                .isEqualTo(new Statistics(3, 0, 3, 3, 3, 3, 3));
        assertThatThrownBy(() -> Statistics.of(Matrix.allocate(0, 4))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix must have elements, is 0 × 4");
    }

    @Test
    void aNaNMakesAllOfThemNaN() {
        Statistics statistics = Statistics.of(Matrix.of(new float[] {1, Float.NaN, 2}, 1, 3));
        assertThat(statistics.variance()).isNaN();
        assertThat(statistics.p50()).isNaN();
    }
}
