package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Matrix;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Variance;

/**
 * Statistics of all elements of a matrix, taken in float64. Where an element is NaN, all of them are.
 *
 * @param mean of the elements
 * @param variance mean square of the distance from the mean, divided by the number of elements
 * @param p2 2nd percentile; percentiles lie on the straight line between neighbours in order, as NumPy's do
 * @param p15 15th percentile
 * @param p50 median
 * @param p85 85th percentile
 * @param p98 98th percentile
 */
public record Statistics(double mean, double variance, double p2, double p15, double p50, double p85, double p98) {
    private static final double[] SHARES = {0.02, 0.15, 0.50, 0.85, 0.98};

    /**
     * Of a matrix.
     *
     * @throws IllegalArgumentException if it has no elements
     */
    public static Statistics of(Matrix matrix) {
        Values.requireSome(matrix);
        double[] values = Values.of(matrix);
        double mean = Mean.of(values).getAsDouble();
        if (Double.isNaN(mean)) return new Statistics(mean, mean, mean, mean, mean, mean, mean);
        double variance = Variance.of(values).setBiased(true).getAsDouble();
        double[] percentiles = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).evaluate(values, SHARES);
        return new Statistics(mean, variance, percentiles[0], percentiles[1], percentiles[2], percentiles[3],
                percentiles[4]);
    }

    /** The root of the variance. */
    public double standardDeviation() {
        return Math.sqrt(variance);
    }

    /** Mean of the squares. */
    public double meanSquare() {
        return variance + mean * mean;
    }
}
