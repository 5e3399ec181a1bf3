package dev.evenkeel.bench.netlib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static Measurement found(double seconds, double... answer) {
        return new Measurement("job", seconds, Double.NaN, 1e-6, answer);
    }

    @Test
    void theRatioIsThatOfTheMedians() {
        Comparisons comparisons = new Comparisons();
        for (double seconds : new double[] {9, 3, 2}) comparisons.add(Side.NETLIB, found(seconds, 1));
        for (double seconds : new double[] {1.5, .1, 7}) comparisons.add(Side.EVENKEEL, found(seconds, 1));
        assertThat(comparisons.lines().getFirst().ratio()).isEqualTo(2);
        assertThat(comparisons.markdown()).contains("| job | 3000.00 ms | 1500.00 ms | – | 2.00 |");
    }

    @Test
    void oneWrongAnswerOfOneJvmIsFound() {
        Comparisons comparisons = new Comparisons();
        comparisons.add(Side.NETLIB, found(1, 1, -1000));
        comparisons.add(Side.EVENKEEL, found(1, 1.0009, -1000));
        assertThat(comparisons.wrong()).isEmpty();
        comparisons.add(Side.EVENKEEL, found(1, 1.0011, -1000));
        assertThat(comparisons.wrong()).containsExactly("job");
    }

    @Test
    void whatIsNoNumberOrMissingIsADifference() {
        assertThat(Comparisons.difference(new double[] {1}, new double[] {Double.NaN})).isInfinite();
        assertThat(Comparisons.difference(new double[] {1, 2}, new double[] {1})).isInfinite();
        assertThat(Comparisons.difference(new double[] {0}, new double[] {0})).isZero();
        assertThat(Comparisons.difference(new double[] {0}, new double[] {1})).isInfinite();
    }
}
