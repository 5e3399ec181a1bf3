package dev.evenkeel.bench.study.observe;

import dev.evenkeel.Matrix;

/**
 * Mean square of the elements of a matrix whose columns are independent draws of one distribution, as the sums of a
 * layer's units are, given its inputs.
 *
 * @param value mean square
 * @param standardError from the scatter of the columns' mean squares; NaN of one column
 */
public record SecondMoment(double value, double standardError) {
    /**
     * Of a matrix.
     *
     * @throws IllegalArgumentException if it has no elements
     */
    public static SecondMoment ofColumns(Matrix matrix) {
        Values.requireSome(matrix);
        double[] values = Values.of(matrix);
        int columns = matrix.cols();
        double[] squares = new double[columns];
        for (int i = 0; i < values.length; i++) squares[i % columns] += values[i] * values[i] / matrix.rows();
        double mean = 0;
        for (double square : squares) mean += square / columns;
        double scatter = 0;
        for (double square : squares) scatter += (square - mean) * (square - mean);
        return new SecondMoment(mean, Math.sqrt(scatter / (columns - 1) / columns));
    }
}
