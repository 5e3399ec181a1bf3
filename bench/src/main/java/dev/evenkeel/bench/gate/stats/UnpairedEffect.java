package dev.evenkeel.bench.gate.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What two samples that are not paired say of their distance, by ranks (Mann and Whitney, Annals of Mathematical
 * Statistics 18, 1947; Hodges and Lehmann, 34, 1963). Nothing is assumed but that both scatter alike.
 */
public final class UnpairedEffect implements Effect {
    private static final Map<Sizes, double[]> DISTRIBUTIONS = new ConcurrentHashMap<>();

    /** Each of the later sample less each of the earlier one, sorted. */
    private final double[] differences;

    private final double[] probabilities;

    private record Sizes(int m, int n) {}

    /** Neither may be empty or hold NaN. */
    public UnpairedEffect(double[] before, double[] after) {
        differences = new double[before.length * after.length];
        int at = 0;
        for (double earlier : before) {
            for (double later : after) differences[at++] = later - earlier;
        }
        Arrays.sort(differences);
        probabilities = DISTRIBUTIONS.computeIfAbsent(new Sizes(before.length, after.length),
                sizes -> distribution(sizes.m, sizes.n));
    }

    /** The Hodges–Lehmann estimate of the distance. */
    @Override
    public double estimate() {
        int half = differences.length / 2;
        return differences.length % 2 == 1 ? differences[half] : (differences[half - 1] + differences[half]) / 2;
    }

    /** Exact without ties; a tie counts for no difference. */
    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(pValueAbove(0), pValueBelow(0)));
    }

    /** The probability of as many differences above, or more, if the distance is at most {@code distance}. */
    double pValueAbove(double distance) {
        return tail((int) Arrays.stream(differences).filter(difference -> difference > distance).count());
    }

    /** The same for a distance of at least {@code distance}, and below. */
    double pValueBelow(double distance) {
        return tail((int) Arrays.stream(differences).filter(difference -> difference < distance).count());
    }

    @Override
    public double lower(double alpha) {
        int index = quantile(alpha);
        return index == 0 ? Double.NEGATIVE_INFINITY : differences[index - 1];
    }

    @Override
    public double upper(double alpha) {
        int index = quantile(alpha);
        return index == 0 ? Double.POSITIVE_INFINITY : differences[differences.length - index];
    }

    /** The most differences that may lie outside on one side; 0 if the samples are too small. */
    private int quantile(double alpha) {
        double sum = 0;
        for (int count = 0; count < probabilities.length; count++) {
            sum += probabilities[count];
            if (sum > alpha) return count;
        }
        return probabilities.length;
    }

    private double tail(int count) {
        double sum = 0;
        for (int more = probabilities.length - 1; more >= count; more--) sum += probabilities[more];
        return sum;
    }

    /** P(so many differences of m · n are positive) if both samples are one. The last of all is of one or the other. */
    private static double[] distribution(int m, int n) {
        double[][] rows = new double[n + 1][];
        for (int i = 0; i <= m; i++) {
            for (int j = 0; j <= n; j++) {
                double[] sum = new double[i * j + 1];
                if (i == 0 && j == 0) sum[0] = 1;
                if (i > 0) add(sum, rows[j], 0, i / (double) (i + j));
                if (j > 0) add(sum, rows[j - 1], i, j / (double) (i + j));
                rows[j] = sum;
            }
        }
        return rows[n];
    }

    private static void add(double[] sum, double[] terms, int shift, double weight) {
        for (int k = 0; k < terms.length; k++) sum[k + shift] += weight * terms[k];
    }
}
