package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.testing.Executions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Moments and gradient sums as values; accuracy of what is computed from features. */
class MomentsTest {
    private static final Execution EXECUTION = Execution.sequential();

    /** In float64, of what float32 holds. */
    private static Moments exact(Features x) {
        Moments moments = new Moments(x.channels());
        moments.setCount(x.count());
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

    /** Their squares vanish in float32, and where their sums do too, what is left looks like a constant. */
    @Test
    void deviationsThatCancelAndWhoseSquaresVanishAreNoConstant() {
        for (double deviation : new double[] {Float.MIN_VALUE, 1e-40, 1e-38, 1e-25, 1e-23}) {
            float d = (float) deviation;
            for (float middle : new float[] {0f, d, 3 * d, 1e-20f}) {
                checkInDecimals(new float[] {middle, middle - d, middle + d}, 1, 1, 3);
                checkInDecimals(new float[] {middle, middle - d, middle + d}, 3, 1, 1);
                checkInDecimals(cancelling(1500, middle, d), 5, 1, 300);
                checkInDecimals(cancelling(1500, middle, d), 5, 3, 100);
                checkInDecimals(cancelling(1500, middle, d), 5, 100, 3);
                checkInDecimals(cancelling(1500, middle, d), 15, 100, 1);
            }
        }
    }

    /** From 2^−30 on nothing that float32 holds is so near that its square vanishes. */
    @Test
    void neighboursOfLargerNumbersAreNoConstant() {
        for (float middle : new float[] {0x1p-20f, 0x1p-29f, 0x1p-30f, 0x1p-31f, 0x1p-49f, 0x1p-60f, 0x1p-80f, 1f}) {
            for (float sign : new float[] {-1, 1}) {
                float x = sign * middle;
                checkInDecimals(new float[] {x, Math.nextUp(x), x, Math.nextDown(x), x}, 1, 1, 5);
                checkInDecimals(new float[] {x, x, x, Math.nextUp(x), x}, 1, 1, 5);
            }
        }
    }

    /** Most are in the middle, as the shifts then are, and as many of each side. */
    private static float[] cancelling(int length, float middle, float deviation) {
        float[] values = new float[length];
        Arrays.fill(values, middle);
        for (int i = 31; i + 1 < length; i += 70) {
            values[i] -= deviation;
            values[i + 1] += deviation;
        }
        return values;
    }

    /** Few units of the last place, after sums without any error. */
    private static void checkInDecimals(float[] values, int samples, int channels, int positions) {
        Features[] both = {Features.channelsFirst(values, samples, channels, positions),
            Features.channelsLast(values, samples, positions, channels)};
        for (Features x : both) {
            Moments actual = new Moments(channels);
            BatchNorm.moments(x, actual, EXECUTION);
            for (int c = 0; c < channels; c++) {
                BigDecimal sum = BigDecimal.ZERO;
                BigDecimal squares = BigDecimal.ZERO;
                for (long m = 0; m < x.count(); m++) {
                    BigDecimal value = new BigDecimal(x.at(m, c));
                    sum = sum.add(value);
                    squares = squares.add(value.multiply(value));
                }
                BigDecimal count = BigDecimal.valueOf(x.count());
                double mean = sum.divide(count, MathContext.DECIMAL128).doubleValue();
                double m2 = squares.multiply(count).subtract(sum.multiply(sum)).divide(count, MathContext.DECIMAL128)
                        .doubleValue();
                assertThat(actual.mean(c)).as("mean of %s", x).isCloseTo(mean, within(4 * Math.ulp(mean)));
                assertThat(actual.m2()[c]).as("M2 of %s", x).isCloseTo(m2, within(1e-6 * m2));
            }
        }
    }

    @Test
    void tinyAndHugeMomentsHaveTheSameBitsUnderEveryExecution() {
        float[] tiny = cancelling(15_000, 0f, 1e-25f);
        float[] huge = normal(15_000, 0, 1e25);
        try (Executions executions = new Executions()) {
            float[] dead = new float[15_000];
            for (int i = 0; i < dead.length; i += 3) {
                dead[i] = -0f;
            }
            dead[14_998] = -1e-30f;
            for (float[] values : new float[][] {tiny, huge, new float[15_000], dead}) {
                for (Execution execution : executions.all()) {
                    for (Features x : new Features[] {Features.channelsFirst(values, 50, 3, 100),
                        Features.channelsLast(values, 50, 100, 3), Features.channelsLast(values, 5, 3, 1000),
                        Features.channelsFirst(values, 5, 1000, 3)}) {
                        Moments moments = new Moments(x.channels());
                        BatchNorm.moments(x, moments, execution);
                        Moments expected = ReferenceBatchNorm.moments(x);
                        ReferenceBatchNorm.assertSameBits(moments.mean(), expected.mean(), x);
                        ReferenceBatchNorm.assertSameBits(moments.m2(), expected.m2(), x);
                    }
                }
            }
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

    /** Both ways round, and whatever the sizes: as if all values were added up. */
    @Test
    void infiniteMeansMergeToInfiniteOnesAndOppositeOnesToNaN() {
        double infinity = Double.POSITIVE_INFINITY;
        double[][] meansAndMerged = {{infinity, 3, infinity}, {-infinity, 3, -infinity}, {infinity, infinity, infinity},
            {-infinity, -infinity, -infinity}, {infinity, -infinity, Double.NaN}, {Double.NaN, 3, Double.NaN},
            {Double.NaN, infinity, Double.NaN}};
        for (double[] means : meansAndMerged) {
            for (int first = 0; first < 2; first++) {
                Moments moments = infinite(2, means[first]);
                moments.merge(infinite(5, means[1 - first]));
                assertThat(moments.mean(0)).isEqualTo(Double.valueOf(means[2]));
                assertThat(moments.m2()[0]).isNaN();
            }
        }
    }

    private static Moments infinite(long count, double mean) {
        return new Moments(count, new double[] {mean}, new double[] {Double.isFinite(mean) ? 7 : Double.NaN});
    }

    @Test
    void momentsMergedWithThemselvesCountTwice() {
        Moments moments = new Moments(3, new double[] {5}, new double[] {2});
        moments.merge(moments);
        assertThat(moments.count()).isEqualTo(6);
        assertThat(moments.mean()).containsExactly(5);
        assertThat(moments.m2()).containsExactly(4);
        GradientSums sums = new GradientSums(new double[] {5}, new double[] {2});
        sums.merge(sums);
        assertThat(sums.dy()).containsExactly(10);
        assertThat(sums.dyTimesDeviation()).containsExactly(4);
    }

    @Test
    void oneArrayInTwoRolesIsRefused() {
        double[] one = {1, 2};
        double[] two = {3, 4};
        refuses(() -> new Moments(1, one, one), "mean and m2 are the same array");
        refuses(() -> new RunningStatistics(one, one, 1), "mean and variance are the same array");
        refuses(() -> new GradientSums(one, one), "dy and dyTimesDeviation are the same array");
        Moments moments = new Moments(8, one, two);
        Moments[] sharing = {new Moments(8, one, new double[2]), new Moments(8, new double[2], one),
            new Moments(8, two, new double[2]), new Moments(8, new double[2], two), new Moments(8, one, two)};
        for (Moments other : sharing) {
            refuses(() -> moments.merge(other), "other shares an array");
            refuses(() -> new RunningStatistics(one, two, 0).update(other, 0.5, VarianceKind.BIASED),
                    "batch shares an array");
            refuses(() -> new RunningStatistics(one, two, 0).updateCumulative(other, VarianceKind.BIASED),
                    "batch shares an array");
            refuses(() -> new GradientSums(one, two).merge(new GradientSums(other.mean(), other.m2())),
                    "other shares an array");
        }
        assertThat(one).containsExactly(1, 2);
        assertThat(two).containsExactly(3, 4);
        double[] none = {};
        assertThat(new Moments(0, none, none).channels()).isZero();
    }

    @Test
    void numbersOfChannelsAreNotNegative() {
        refuses(() -> new Moments(-1), "channels must be at least 0, was -1");
        refuses(() -> new RunningStatistics(-2), "channels must be at least 0, was -2");
        refuses(() -> new GradientSums(-3), "channels must be at least 0, was -3");
    }

    @Test
    void countsThatOverflowAreRefusedAndNothingChanges() {
        Moments moments = new Moments(Long.MAX_VALUE - 1, new double[] {5}, new double[] {2});
        refuses(() -> moments.merge(new Moments(2, new double[] {1}, new double[] {1})), "2^63");
        refuses(() -> moments.merge(moments), Long.toString(Long.MAX_VALUE - 1));
        assertThat(moments.mean()).containsExactly(5);
        moments.merge(new Moments(1, new double[] {5}, new double[] {2}));
        assertThat(moments.count()).isEqualTo(Long.MAX_VALUE);
    }

    private static void refuses(ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(part);
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
