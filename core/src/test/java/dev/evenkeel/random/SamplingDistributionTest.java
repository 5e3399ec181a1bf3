package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Samples have the distribution that was asked for, alone and next to each other. Seeds are fixed, so a run repeats
 * itself; with fresh seeds a true hypothesis would fail with probability {@link #FALSE_ALARM} per check, 1e-3 for all
 * the 900 or so of this class.
 */
@Tag("once")
class SamplingDistributionTest {
    private static final double FALSE_ALARM = 1e-6;

    /** Two-sided, of a normal statistic. */
    private static final double Z = 4.892;

    private static final int SAMPLES = 1 << 20;
    private static final int FEW = 100_000;
    private static final Execution EXECUTION = Execution.sequential();

    /** A distribution, and the same one as somebody else computes it. */
    private record Case(Distribution distribution, ContinuousDistribution reference) {}

    private static final List<Case> CASES = List.of(
            new Case(Distribution.uniform(-1, 1), UniformContinuousDistribution.of(-1, 1)),
            new Case(Distribution.normal(0, 1), NormalDistribution.of(0, 1)),
            new Case(Distribution.truncatedNormal(0, 1), TruncatedNormalDistribution.of(0, 1, -2, 2)));

    private static List<RandomStream> streams() {
        return List.of(RandomStream.philox(7).stream("x"), RandomStream.philox(-1).stream(1),
                RandomStream.splitMix(7).stream(0));
    }

    /** Float32 and float64 fills of each stream. */
    private static List<double[]> fills(Distribution distribution, int length) {
        List<double[]> all = new ArrayList<>();
        for (RandomStream stream : streams()) {
            float[] floats = new float[length];
            Sampling.fill(floats, distribution, stream, EXECUTION);
            double[] widened = new double[length];
            Arrays.setAll(widened, i -> floats[i]);
            all.add(widened);
            double[] doubles = new double[length];
            Sampling.fill(doubles, 0, length, 1L << 40, distribution, stream, EXECUTION);
            all.add(doubles);
        }
        return all;
    }

    @Test
    void empiricalDistributionsAreCloseToTheExactOnes() {
        for (Case c : CASES) {
            for (double[] samples : fills(c.distribution, FEW)) {
                double ks = KolmogorovSmirnovTest.withDefaults().with(PValueMethod.ASYMPTOTIC)
                        .test(samples, c.reference::cumulativeProbability).getPValue();
                assertThat(ks).as("Kolmogorov–Smirnov, %s", c.distribution).isGreaterThan(FALSE_ALARM);
                Arrays.sort(samples);
                assertThat(andersonDarling(samples, c.reference)).as("Anderson–Darling, %s", c.distribution)
                        .isLessThan(ANDERSON_DARLING_LIMIT);
            }
        }
    }

    /**
     * Beyond with probability below 1e-6: the limiting distribution's tail (Marsaglia and Marsaglia, J. Stat. Soft.
     * 9(2), 2004).
     */
    private static final double ANDERSON_DARLING_LIMIT = 13;

    private static double andersonDarling(double[] sorted, ContinuousDistribution reference) {
        int n = sorted.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double below = Math.log(reference.cumulativeProbability(sorted[i]));
            double above = Math.log(reference.survivalProbability(sorted[n - 1 - i]));
            sum += (2 * i + 1) * (Math.max(below, -1e3) + Math.max(above, -1e3));
        }
        return -n - sum / n;
    }

    @Test
    void equallyLikelyBinsAreEquallyFull() {
        int bins = 1000;
        for (Case c : CASES) {
            double[] edges = new double[bins - 1];
            Arrays.setAll(edges, i -> c.reference.inverseCumulativeProbability((i + 1d) / bins));
            for (double[] samples : fills(c.distribution, SAMPLES)) {
                long[] counts = new long[bins];
                for (double sample : samples) {
                    int place = Arrays.binarySearch(edges, sample);
                    counts[place >= 0 ? place + 1 : -place - 1]++;
                }
                assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).as("χ², %s", c.distribution)
                        .isBetween(FALSE_ALARM, 1 - FALSE_ALARM);
            }
        }
    }

    /** E[x^p] and E[x^2p] by the recursions of each distribution; z = (mean of x^p − E)/√(Var/n). */
    @Test
    void momentsOneToEightAreExact() {
        for (Case c : CASES) {
            double[] moments = moments(c.distribution.family(), 16);
            for (double[] samples : fills(c.distribution, SAMPLES)) {
                for (int power = 1; power <= 8; power++) {
                    double sum = 0;
                    for (double sample : samples) {
                        sum += Math.pow(sample, power);
                    }
                    double deviation =
                            Math.sqrt((moments[2 * power] - moments[power] * moments[power]) / samples.length);
                    assertThat(Math.abs(sum / samples.length - moments[power]) / deviation)
                            .as("moment %d, %s", power, c.distribution).isLessThan(Z);
                }
            }
        }
    }

    /** Raw moments 0 … highest of the standard forms. */
    private static double[] moments(DistributionFamily family, int highest) {
        double[] moments = new double[highest + 1];
        double inside = NormalDistribution.of(0, 1).probability(-2, 2);
        double density = NormalDistribution.of(0, 1).density(2);
        moments[0] = 1;
        for (int power = 2; power <= highest; power += 2) {
            moments[power] = switch (family) {
                case UNIFORM -> 1d / (power + 1);
                case NORMAL -> (power - 1) * moments[power - 2];
                case TRUNCATED_NORMAL ->
                    (power - 1) * moments[power - 2] - 2 * Math.pow(2, power - 1) * density / inside;
            };
        }
        return moments;
    }

    @Test
    void varianceAndKurtosisOfDistributionsAreTheirMoments() {
        for (DistributionFamily family : DistributionFamily.values()) {
            double[] moments = moments(family, 4);
            assertThat(family.variance() / moments[2]).isBetween(1 - 1e-13, 1 + 1e-13);
            assertThat(family.kurtosis() / (moments[4] / moments[2] / moments[2]))
                    .isBetween(1 - 1e-12, 1 + 1e-12);
        }
    }

    /**
     * The greatest of n samples is above the quantile (1 − α)^(1/n) with probability α, below that of α^(1/n) with α.
     */
    @Test
    void extremesAreAsFarOutAsTheyShouldBe() {
        for (Case c : CASES) {
            for (double[] samples : fills(c.distribution, SAMPLES)) {
                double most = 0;
                double least = 0;
                for (double sample : samples) {
                    most = Math.max(most, sample);
                    least = Math.min(least, sample);
                }
                double n = samples.length;
                double rarelyBelow = c.reference.inverseSurvivalProbability(-Math.log(FALSE_ALARM) / n);
                double rarelyAbove = c.reference.inverseSurvivalProbability(FALSE_ALARM / n);
                assertThat(most).as("greatest, %s", c.distribution).isBetween(rarelyBelow, rarelyAbove);
                assertThat(-least).as("least, %s", c.distribution).isBetween(rarelyBelow, rarelyAbove);
            }
        }
    }

    /**
     * Mean of x_i·x_(i+lag): 0 with standard deviation σ²/√n. Lags next to each other, across pairs, units and rows.
     */
    @Test
    void neighboursNearAndFarAreNotCorrelated() {
        for (Case c : CASES) {
            for (double[] samples : fills(c.distribution, SAMPLES)) {
                for (int lag : new int[] {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 64, 1000, 1024, 2048, 4096,
                    1 << 15}) {
                    assertThat(Math.abs(correlation(samples, samples, lag))).as("lag %d, %s", lag, c.distribution)
                            .isLessThan(Z);
                }
            }
        }
    }

    /** Squares too: Box–Muller pairs share a radius, yet their squares are independent. */
    @Test
    void squaresOfNeighboursAreNotCorrelated() {
        for (Case c : CASES) {
            double variance = c.distribution.variance();
            double deviation = variance * Math.sqrt(c.distribution.family().kurtosis() - 1);
            for (double[] samples : fills(c.distribution, SAMPLES)) {
                double[] squares = new double[samples.length];
                Arrays.setAll(squares, i -> (samples[i] * samples[i] - variance) / deviation);
                for (int lag : new int[] {1, 2, 8, 16, 32, 1024}) {
                    double sum = 0;
                    for (int i = 0; i + lag < squares.length; i++) {
                        sum += squares[i] * squares[i + lag];
                    }
                    assertThat(Math.abs(sum / Math.sqrt(squares.length - lag))).as("lag %d, %s", lag, c.distribution)
                            .isLessThan(Z);
                }
            }
        }
    }

    /** In standard errors. */
    private static double correlation(double[] x, double[] y, int lag) {
        double products = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i + lag < x.length; i++) {
            products += x[i] * y[i + lag];
            xx += x[i] * x[i];
            yy += y[i + lag] * y[i + lag];
        }
        return products / Math.sqrt(xx * yy) * Math.sqrt(x.length - lag);
    }

    @Test
    void streamsAndSeedsAreNotCorrelated() {
        List<RandomStream> streams = new ArrayList<>();
        for (long i = 0; i < 3; i++) {
            streams.add(RandomStream.philox(i).stream(0));
            streams.add(RandomStream.philox(0).stream(i + 1));
            streams.add(RandomStream.splitMix(i).stream(0));
            streams.add(RandomStream.splitMix(0).stream(i + 1));
        }
        List<double[]> fills = new ArrayList<>();
        for (RandomStream stream : streams) {
            double[] samples = new double[FEW];
            Sampling.fill(samples, Distribution.normal(0, 1), stream, EXECUTION);
            fills.add(samples);
        }
        for (int i = 0; i < fills.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (int lag = 0; lag < 3; lag++) {
                    assertThat(Math.abs(correlation(fills.get(i), fills.get(j), lag)))
                            .as("%s and %s, lag %d", streams.get(i), streams.get(j), lag).isLessThan(Z);
                }
            }
        }
    }

    /**
     * The sum of the two samples on either side of a seam has variance 2σ²; a repeated or skipped word would make it
     * 4σ² or break bits.
     */
    @Test
    void seamsBetweenUnitsAndPiecesAreInvisible() {
        float[] samples = new float[1 << 22];
        Sampling.fill(samples, Distribution.normal(0, 1), RandomStream.philox(5).stream(5), EXECUTION);
        for (int period : new int[] {16, 32, 2048, 1 << 15}) {
            int seams = samples.length / period - 1;
            double sum = 0;
            for (int seam = 1; seam <= seams; seam++) {
                double both = samples[seam * period - 1] + samples[seam * period];
                sum += both * both / 2;
            }
            double z = (sum / seams - 1) / Math.sqrt(2d / seams);
            // For few seams χ² is skewed: z of 127 degrees of freedom stays below 7 with the same probability.
            assertThat(z).as("period %d", period).isBetween(-Z, seams < 1000 ? 7 : Z + 0.5);
        }
    }
}
