package dev.evenkeel.bench.gate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;

/** Ranks of two samples against another implementation, and what rulers agree on. */
class UnpairedEffectTest {
    private static double[] random(long seed, int length, double centre) {
        return new SplittableRandom(seed).doubles(length).map(value -> value - 0.5 + centre).toArray();
    }

    @Test
    void theProbabilityIsThatOfMannAndWhitney() {
        MannWhitneyUTest exact = MannWhitneyUTest.withDefaults().with(PValueMethod.EXACT);
        for (int before = 3; before <= 28; before += 5) {
            for (int after = 4; after <= 28; after += 8) {
                double[] x = random(before, before, 0);
                double[] y = random(100 + after, after, 0.1);
                UnpairedEffect effect = new UnpairedEffect(x, y);
                assertThat(effect.pValueAbove(0)).isCloseTo(
                        exact.with(AlternativeHypothesis.GREATER_THAN).test(y, x).getPValue(), within(1e-12));
                assertThat(effect.pValueBelow(0)).isCloseTo(
                        exact.with(AlternativeHypothesis.LESS_THAN).test(y, x).getPValue(), within(1e-12));
                assertThat(effect.pValue()).isCloseTo(exact.test(y, x).getPValue(), within(1e-12));
            }
        }
    }

    @Test
    void theEstimateIsTheMedianOfDifferences() {
        assertThat(new UnpairedEffect(new double[] {1, 2}, new double[] {4, 8}).estimate()).isEqualTo((3 + 6) / 2.0);
        assertThat(new UnpairedEffect(new double[] {1}, new double[] {4}).estimate()).isEqualTo(3);
    }

    @Test
    void endsOfIntervalsAreWhereTheTestTurns() {
        UnpairedEffect effect = new UnpairedEffect(random(1, 12, 0), random(2, 10, 0.3));
        double lower = effect.lower(0.01);
        assertThat(effect.pValueAbove(lower - 1e-9)).isLessThanOrEqualTo(0.01);
        assertThat(effect.pValueAbove(lower + 1e-9)).isGreaterThan(0.01);
        double upper = effect.upper(0.01);
        assertThat(effect.pValueBelow(upper + 1e-9)).isLessThanOrEqualTo(0.01);
        assertThat(effect.pValueBelow(upper - 1e-9)).isGreaterThan(0.01);
    }

    @Test
    void tooFewFiguresHaveNoInterval() {
        UnpairedEffect effect = new UnpairedEffect(new double[] {1, 2}, new double[] {4, 5});
        assertThat(effect.lower(0.01)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(effect.upper(0.01)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void whatRulersDisagreeAboutIsNoDifferenceAndNotWithinAMargin() {
        Effect up = new UnpairedEffect(random(1, 20, 0), random(2, 20, 2));
        Effect more = new UnpairedEffect(random(3, 20, 0), random(4, 20, 3));
        Effect down = new UnpairedEffect(random(1, 20, 0), random(2, 20, -2));
        Effect agreed = new AgreedEffect(List.of(more, up));
        assertThat(agreed.estimate()).isEqualTo(up.estimate());
        assertThat(agreed.pValue()).isEqualTo(Math.max(up.pValue(), more.pValue()));
        assertThat(agreed.lower(0.01)).isEqualTo(up.lower(0.01));
        assertThat(agreed.upper(0.01)).isEqualTo(more.upper(0.01));
        Effect torn = new AgreedEffect(List.of(up, down));
        assertThat(torn.estimate()).isZero();
        assertThat(torn.pValue()).isEqualTo(1);
        assertThat(torn.lower(0.01)).isNegative();
        assertThat(torn.upper(0.01)).isPositive();
    }
}
