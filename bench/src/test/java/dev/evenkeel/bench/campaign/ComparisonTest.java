package dev.evenkeel.bench.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void theRatioIsTheMedianOfThePairs() {
        Comparison comparison = Comparison.ofPairs(new double[] {1, 2, 4}, new double[] {2, 2, 2});
        assertThat(comparison.ratio()).isEqualTo(1);
        assertThat(comparison.low()).isEqualTo(0.5);
        assertThat(comparison.high()).isEqualTo(2);
    }

    @Test
    void separatedTimesAreSignificantEitherWay() {
        double[] fast = {10, 11, 12, 13, 14};
        double[] slow = {20, 21, 22, 23, 24};
        assertThat(Comparison.ofPairs(fast, slow).mark()).isEqualTo("▲");
        assertThat(Comparison.ofPairs(slow, fast).mark()).isEqualTo("▼");
        assertThat(Comparison.ofPairs(fast, slow).pValue()).isCloseTo(2.0 / 252, within(1e-12));
    }

    @Test
    void mixedTimesAreNotSignificant() {
        assertThat(Comparison.ofPairs(new double[] {10, 12, 14, 16, 18}, new double[] {11, 13, 15, 17, 19}).mark())
                .isEqualTo("≈");
    }

    @Test
    void threePairsShowNothing() {
        Comparison comparison = Comparison.ofPairs(new double[] {1, 1.1, 1.2}, new double[] {5, 5.1, 5.2});
        assertThat(comparison.isSignificant()).isFalse();
        assertThat(comparison.mark()).isEmpty();
    }

    /**
     * With equal distributions the test calls a difference at most in 5 % of the cases (for 5 against 5 in 3.2 %: the
     * exact distribution is coarse). 2000 seeded trials expect 63; more than 100 has a probability below 10⁻⁵.
     */
    @Test
    void equalSidesAreSeldomCalledDifferent() {
        SplittableRandom random = new SplittableRandom(7);
        int called = 0;
        for (int trial = 0; trial < 2000; trial++) {
            if (Comparison.ofPairs(random.doubles(5).toArray(), random.doubles(5).toArray()).isSignificant()) called++;
        }
        assertThat(called).isBetween(30, 100);
    }

    @Test
    void timesThatAreNoPairsAreRefused() {
        assertThatThrownBy(() -> Comparison.ofPairs(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> Comparison.ofPairs(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
