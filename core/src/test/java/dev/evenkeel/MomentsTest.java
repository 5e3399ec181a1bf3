package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Moments and gradient sums as values; accuracy of what is computed from features. */
class MomentsTest {
    private static final Execution EXECUTION = Execution.sequential();

    /** In float64, of what float32 holds. */
    private static Moments exact(Features x) {
        Moments moments = new Moments(x.channels());
        moments.restart(x.count());
        for (int c = 0; c < x.channels(); c++) {
            double mean = 0;
            for (long m = 0; m < x.count(); m++) {
                mean += x.at(m, c) / (double) x.count();
            }
            double m2 = 0;
            for (long m = 0; m < x.count(); m++) {
                m2 += (x.at(m, c) - mean) * (x.at(m, c) - mean);
            }
            moments.set(c, mean, m2);
        }
        return moments;
    }

    private static float[] normal(int length, double mean, double deviation) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }

    private static void check(float[] values, int samples, int channels, int positions, double tolerance) {
        Features[] both = {Features.channelsFirst(values, samples, channels, positions),
            Features.channelsLast(values, samples, positions, channels)};
        for (Features x : both) {
            Moments actual = new Moments(channels);
            BatchNorm.moments(x, actual, EXECUTION);
            Moments expected = exact(x);
            for (int c = 0; c < channels; c++) {
                double deviation = Math.sqrt(expected.variance(c));
                assertThat(actual.mean(c)).as("mean of %s", x).isCloseTo(expected.mean(c), within(1e-6 * deviation));
                assertThat(actual.m2()[c]).as("M2 of %s", x)
                        .isCloseTo(expected.m2()[c], within(tolerance * expected.m2()[c]));
            }
        }
    }

    @Test
    void aMillionTimesTheDeviationAwayTheVarianceIsThatOfFloat64() {
        check(normal(40_000, 1e6, 1), 100, 4, 100, 1e-6);
        check(normal(40_000, -1e6, 1), 10, 40, 100, 1e-6);
        check(normal(6_000, 1e6, 1), 60, 100, 1, 1e-6);
    }

    @Test
    void ordinaryTinyAndLargeDeviationsAreAccurate() {
        for (double deviation : new double[] {1e-17, 1e-6, 1, 1e6, 1e17}) {
            check(normal(40_000, 0, deviation), 100, 4, 100, 1e-6);
            check(normal(40_000, 3 * deviation, deviation), 10, 40, 100, 1e-6);
        }
    }

    @Test
    void whereSquaresOverflowOrVanishTheVarianceIsThatOfFloat64() {
        for (double deviation : new double[] {1e-44, 1e-40, 1e-30, 1e-22, 1e20, 1e30, 1e37}) {
            check(normal(4_000, 0, deviation), 10, 4, 100, 1e-12);
        }
    }

    @Test
    void anOutlierInFrontOfEachBlockCostsNoMoreThanTheDocumentedBound() {
        float[] values = normal(64 * 64 * 4, 0, 1);
        for (int i = 0; i < values.length; i += 4096) {
            values[i] = 1e4f;
        }
        check(values, 4, 1, 4096, 1e-6);
    }

    @Test
    void aDriftIsAccurate() {
        float[] values = normal(40_000, 0, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] += i;
        }
        check(values, 100, 4, 100, 1e-6);
    }

    @Test
    void aConstantHasNoVariance() {
        float[] values = new float[1000];
        Arrays.fill(values, 1234.5678f);
        Moments moments = new Moments(2);
        BatchNorm.moments(Features.channelsFirst(values, 5, 2, 100), moments, EXECUTION);
        assertThat(moments.mean()).containsExactly(1234.5678f, 1234.5678f);
        assertThat(moments.m2()).containsExactly(0, 0);
    }

    @Test
    void mergedMomentsAreThoseOfTheWhole() {
        double[] values = new SplittableRandom(3).doubles(10_000, -1, 1).map(x -> 1e5 + x).toArray();
        int[] ends = {1, 3, 4, 1000, 1001, 7000, 10_000};
        Moments merged = new Moments(1);
        int start = 0;
        for (int end : ends) {
            merged.merge(of(values, start, end));
            start = end;
        }
        Moments whole = of(values, 0, values.length);
        assertThat(merged.count()).isEqualTo(10_000);
        assertThat(merged.mean(0)).isCloseTo(whole.mean(0), within(1e-12 * 1e5));
        assertThat(merged.m2()[0]).isCloseTo(whole.m2()[0], within(1e-12 * whole.m2()[0]));
    }

    /** The sums are exact enough for 1e-12: about a value nearby. */
    private static Moments of(double[] values, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] - 1e5;
        }
        double mean = sum / (to - from);
        for (int i = from; i < to; i++) {
            squares += (values[i] - 1e5 - mean) * (values[i] - 1e5 - mean);
        }
        return new Moments(to - from, new double[] {1e5 + mean}, new double[] {squares});
    }

    @Test
    void momentsOfNothingAreNeutral() {
        Moments moments = new Moments(3, new double[] {5}, new double[] {2});
        moments.merge(new Moments(1));
        assertThat(moments.mean()).containsExactly(5);
        Moments empty = new Moments(0, new double[] {Double.NaN}, new double[] {Double.NaN});
        empty.merge(moments);
        assertThat(empty.mean()).containsExactly(5);
        assertThat(empty.m2()).containsExactly(2);
        assertThat(empty.count()).isEqualTo(3);
    }

    @Test
    void inverseDeviationsContainEpsilonInsideTheRoot() {
        Moments moments = new Moments(4, new double[] {0, 0}, new double[] {12, 0});
        assertThat(moments.inverseDeviations(1)).containsExactly(0.5, 1);
        assertThat(moments.variance(0, VarianceKind.BIASED)).isEqualTo(3);
        assertThat(moments.variance(0, VarianceKind.UNBIASED)).isEqualTo(4);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Moments(2).merge(new Moments(3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 channels").hasMessageContaining("3");
        assertThatThrownBy(() -> new Moments(-1, new double[1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Moments(1, new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 m2");
        assertThatThrownBy(() -> new GradientSums(2).merge(new GradientSums(3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 channels");
        assertThatThrownBy(() -> new GradientSums(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 and 2");
        assertThatThrownBy(() -> new Moments(1, new double[1], new double[1]).variance(0, VarianceKind.UNBIASED))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 2");
    }
}
