package dev.evenkeel.bench.campaign;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How many times as fast one side is as the other, from times that were taken in pairs.
 *
 * @param ratio median over the pairs of theirs / ours; above 1 ours is faster
 * @param low least ratio of a pair
 * @param high greatest ratio of a pair; [low, high] holds the median ratio with probability 1 − 2¹⁻ⁿ for n independent
 * pairs, whatever the distribution (94 % for 5)
 * @param pValue of the two-sided Mann–Whitney U test on the times, NaN with fewer than {@value #LEAST_PAIRS} pairs,
 * which cannot show anything
 */
public record Comparison(double ratio, double low, double high, double pValue) {
    /** The fewest pairs whose test can reach 5 %. */
    public static final int LEAST_PAIRS = 4;

    /** The probability of calling a difference where there is none, in one comparison. */
    public static final double SIGNIFICANCE = 0.05;

    /**
     * Compares times of the same rounds.
     *
     * @param ours nanoseconds by round
     * @param theirs nanoseconds by round, as many
     */
    public static Comparison ofPairs(double[] ours, double[] theirs) {
        if (ours.length == 0 || ours.length != theirs.length) {
            throw new IllegalArgumentException(
                    "expected as many times of ours as of theirs, got " + ours.length + " and " + theirs.length);
        }
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = theirs[i] / ours[i];
        double pValue = ratios.length < LEAST_PAIRS ? Double.NaN
                : MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.TWO_SIDED).test(ours, theirs).getPValue();
        return new Comparison(Median.withDefaults().evaluate(ratios), Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(), pValue);
    }

    /** Whether the times differ by more than chance explains. */
    public boolean isSignificant() {
        return pValue < SIGNIFICANCE;
    }

    /** ▲ faster, ▼ slower, ≈ no difference shown, nothing with too few pairs. */
    public String mark() {
        if (Double.isNaN(pValue)) return "";
        if (!isSignificant()) return "≈";
        return ratio > 1 ? "▲" : "▼";
    }
}
