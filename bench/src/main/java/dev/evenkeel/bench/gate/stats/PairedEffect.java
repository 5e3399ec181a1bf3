package dev.evenkeel.bench.gate.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What paired differences say of their centre, by Wilcoxon's signed ranks (Wilcoxon, Individual comparisons by ranking
 * methods, Biometrics 1, 1945; Hodges and Lehmann, Annals of Mathematical Statistics 34, 1963). No distribution is
 * assumed but symmetry about the centre, and one wild fork moves nothing.
 */
public final class PairedEffect implements Effect {
    private final double[] differences;

    /** The means of all pairs of differences, each with itself as well, sorted. */
    private final double[] walsh;

    /** Copies its argument; at least one difference, none NaN. */
    public PairedEffect(double[] differences) {
        this.differences = differences.clone();
        int n = differences.length;
        walsh = new double[n * (n + 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) walsh[at++] = (differences[i] + differences[j]) / 2;
        }
        Arrays.sort(walsh);
    }

    /** The Hodges–Lehmann estimate of the centre. */
    @Override
    public double estimate() {
        int half = walsh.length / 2;
        return walsh.length % 2 == 1 ? walsh[half] : (walsh[half - 1] + walsh[half]) / 2;
    }

    /**
     * The probability of signed ranks as far on the positive side as these, or further, if the centre is at most
     * {@code centre}. Exact without ties; a tie with the centre counts for the centre.
     */
    double pValueAbove(double centre) {
        int above = 0;
        for (double mean : walsh) {
            if (mean > centre) above++;
        }
        return tail(differences.length, above);
    }

    /** The same for a centre of at least {@code centre}, and the negative side. */
    double pValueBelow(double centre) {
        int below = 0;
        for (double mean : walsh) {
            if (mean < centre) below++;
        }
        return tail(differences.length, below);
    }

    /**
     * Two-sided, of no difference: the lesser of Wilcoxon's and the sign test's, twice, because one of two is chosen.
     * Signs see what a few wild forks hide from ranks.
     */
    @Override
    public double pValue() {
        double ranks = Math.min(pValueAbove(0), pValueBelow(0));
        long above = Arrays.stream(differences).filter(difference -> difference > 0).count();
        long below = Arrays.stream(differences).filter(difference -> difference < 0).count();
        double signs = BinomialDistribution.of(differences.length, 0.5)
                .survivalProbability((int) Math.max(above, below) - 1);
        return Math.min(1, 4 * Math.min(ranks, signs));
    }

    @Override
    public double lower(double alpha) {
        int index = quantile(alpha);
        return index == 0 ? Double.NEGATIVE_INFINITY : walsh[index - 1];
    }

    @Override
    public double upper(double alpha) {
        int index = quantile(alpha);
        return index == 0 ? Double.POSITIVE_INFINITY : walsh[walsh.length - index];
    }

    /** The most Walsh means that may lie outside on one side; 0 if there are too few differences. */
    private int quantile(double alpha) {
        double[] probabilities = distribution(differences.length);
        double sum = 0;
        for (int rank = 0; rank < probabilities.length; rank++) {
            sum += probabilities[rank];
            if (sum > alpha) return rank;
        }
        return probabilities.length;
    }

    private static double tail(int n, int statistic) {
        double[] probabilities = distribution(n);
        double sum = 0;
        for (int rank = probabilities.length - 1; rank >= statistic; rank--) sum += probabilities[rank];
        return sum;
    }

    /** P(the sum of positive ranks = r) for n differences of random sign. */
    private static double[] distribution(int n) {
        double[] probabilities = new double[n * (n + 1) / 2 + 1];
        probabilities[0] = 1;
        int highest = 0;
        for (int rank = 1; rank <= n; rank++) {
            highest += rank;
            for (int sum = highest; sum >= 0; sum--) {
                probabilities[sum] = (probabilities[sum] + (sum >= rank ? probabilities[sum - rank] : 0)) / 2;
            }
        }
        return probabilities;
    }
}
