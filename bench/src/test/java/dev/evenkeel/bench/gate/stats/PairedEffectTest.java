package dev.evenkeel.bench.gate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

/** Signed ranks against another implementation, and by their definition. */
class PairedEffectTest {
    private static double[] random(long seed, int length, double centre) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(length).map(value -> value - 0.5 + centre).toArray();
    }

    @Test
    void theProbabilityIsThatOfWilcoxon() {
        for (int length = 5; length <= 28; length++) {
            double[] differences = random(length, length, 0.1);
            assertThat(new PairedEffect(differences).pValueAbove(0)).isCloseTo(WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.GREATER_THAN).test(differences).getPValue(), within(1e-12));
            assertThat(new PairedEffect(differences).pValueBelow(0)).isCloseTo(WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.LESS_THAN).test(differences).getPValue(), within(1e-12));
        }
    }

    @Test
    void theEstimateIsTheMedianOfMeansOfPairs() {
        assertThat(new PairedEffect(new double[] {1, 2, 10}).estimate()).isEqualTo((2 + 5.5) / 2);
        assertThat(new PairedEffect(new double[] {7}).estimate()).isEqualTo(7);
    }

    @Test
    void oneWildForkMovesTheEstimateLittle() {
        double[] differences = random(3, 12, 0.05);
        double before = new PairedEffect(differences).estimate();
        differences[4] = 1000;
        assertThat(new PairedEffect(differences).estimate()).isCloseTo(before, within(0.15));
    }

    @Test
    void endsOfIntervalsAreWhereTheTestTurns() {
        double[] differences = random(9, 14, 0.2);
        PairedEffect effect = new PairedEffect(differences);
        double lower = effect.lower(0.01);
        assertThat(effect.pValueAbove(lower - 1e-9)).isLessThanOrEqualTo(0.01);
        assertThat(effect.pValueAbove(lower + 1e-9)).isGreaterThan(0.01);
        double upper = effect.upper(0.01);
        assertThat(effect.pValueBelow(upper + 1e-9)).isLessThanOrEqualTo(0.01);
        assertThat(effect.pValueBelow(upper - 1e-9)).isGreaterThan(0.01);
    }

    @Test
    void tooFewDifferencesHaveNoInterval() {
        PairedEffect effect = new PairedEffect(new double[] {1, 1.1, 1.2});
        assertThat(effect.lower(0.01)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(effect.upper(0.01)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(effect.pValueAbove(0)).isEqualTo(0.125);
        assertThat(effect.pValueBelow(0)).isEqualTo(1);
    }
}
