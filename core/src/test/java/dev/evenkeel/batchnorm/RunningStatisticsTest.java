package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RunningStatisticsTest {
    private static Moments batch(long count, double mean, double variance) {
        return new Moments(count, new double[] {mean}, new double[] {variance * count});
    }

    @Test
    void theWeightIsTheNewValues() {
        RunningStatistics running = new RunningStatistics(1);
        running.update(batch(8, 10, 4), 0.25, VarianceKind.BIASED);
        assertThat(running.mean()).containsExactly(2.5);
        assertThat(running.variance()).containsExactly(0.75 + 1);
        running.update(batch(8, 10, 7), 0.5, VarianceKind.UNBIASED);
        assertThat(running.mean()).containsExactly(6.25);
        assertThat(running.variance()).containsExactly(0.5 * 1.75 + 0.5 * 8);
        assertThat(running.batches()).isEqualTo(2);
    }

    @Test
    void weightsOfZeroAndOneKeepAndReplace() {
        RunningStatistics running = new RunningStatistics(new double[] {Double.NaN}, new double[] {Double.NaN}, 0);
        running.update(batch(3, 5, 2), 1, VarianceKind.BIASED);
        running.update(batch(3, Double.NaN, Double.NaN), 0, VarianceKind.BIASED);
        assertThat(running.mean()).containsExactly(5);
        assertThat(running.variance()).containsExactly(2);
    }

    @Test
    void cumulativeAveragesCountAllBatchesAlike() {
        RunningStatistics running = new RunningStatistics(1);
        for (int k = 1; k <= 4; k++) {
            running.updateCumulative(batch(2, k, 10 * k), VarianceKind.BIASED);
        }
        assertThat(running.mean()[0]).isCloseTo(2.5, within(1e-15));
        assertThat(running.variance()[0]).isCloseTo(25, within(1e-14));
    }

    @Test
    void badWeightsAndBatchesAreRefusedAndNothingChanges() {
        RunningStatistics running = new RunningStatistics(1);
        for (double weight : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> running.update(batch(3, 5, 2), weight, VarianceKind.BIASED))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batchWeight")
                    .hasMessageContaining(Double.toString(weight));
        }
        assertThatThrownBy(() -> running.update(batch(1, 5, 0), 0.1, VarianceKind.UNBIASED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 2")
                .hasMessageContaining("of 1");
        assertThatThrownBy(() -> running.update(new Moments(1), 0.1, VarianceKind.BIASED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("of 0");
        assertThatThrownBy(() -> running.update(new Moments(2), 0.1, VarianceKind.BIASED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 channels");
        assertThatThrownBy(() -> new RunningStatistics(new double[2], new double[3], 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 variances");
        assertThatThrownBy(() -> new RunningStatistics(new double[2], new double[2], -1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1 batches");
        assertThat(running.mean()).containsExactly(0);
        assertThat(running.variance()).containsExactly(1);
        assertThat(running.batches()).isZero();
    }
}
