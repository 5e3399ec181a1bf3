package dev.evenkeel.gemm;

import dev.evenkeel.DoubleMatrix;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;

/** Views of doubles that lie in many ways, and their product straight from the definition in {@link Gemm}. */
final class DoubleCase {
    /** How the elements of a view lie. */
    enum Layout {
        ROWS, PADDED_ROWS, COLUMNS, PADDED_COLUMNS, SCATTERED, MIRRORED, NATIVE, MISALIGNED_COLUMNS
    }

    private static final int BLOCK = 512;

    private DoubleCase() {}

    /** Random values; what lies between them is NaN. */
    static DoubleMatrix matrix(Random random, Layout layout, int rows, int cols) {
        DoubleMatrix view = view(layout, rows, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                view.set(i, j, random.nextInt(20) == 0 ? -0.0 : random.nextDouble() - 0.5);
            }
        }
        return view;
    }

    private static DoubleMatrix view(Layout layout, int rows, int cols) {
        int room = 6 * (rows + 2) * (cols + 2) + 9;
        return switch (layout) {
            case ROWS -> DoubleMatrix.allocate(rows, cols);
            case PADDED_ROWS -> DoubleMatrix.of(nan(room), 5, rows, cols, cols + 3, 1);
            case COLUMNS -> DoubleMatrix.allocate(cols, rows).transposed();
            case PADDED_COLUMNS -> DoubleMatrix.of(nan(room), 2, rows, cols, 1, rows + 5);
            case SCATTERED -> DoubleMatrix.of(nan(room), 1, rows, cols, 3 * cols, 2);
            case MIRRORED -> DoubleMatrix.of(nan(room), room - 1, rows, cols, -cols, -1);
            case NATIVE -> DoubleMatrix.of(Arena.ofAuto().allocate(8L * rows * cols, 8), rows, cols);
            case MISALIGNED_COLUMNS ->
                DoubleMatrix.of(Arena.ofAuto().allocate(8L * rows * cols + 3).asSlice(3), cols, rows).transposed();
        };
    }

    private static double[] nan(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    static double[] product(double alpha, DoubleMatrix a, DoubleMatrix b, double beta, DoubleMatrix c) {
        int m = c.rows();
        int n = c.cols();
        int k = a.cols();
        double[] x = a.toArray();
        double[] y = b.transposed().toArray();
        double[] result = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double element = beta == 0 ? 0 : beta * c.get(i, j);
                for (int from = 0; from < k && alpha != 0; from += BLOCK) {
                    double sum = 0;
                    for (int p = from; p < Math.min(from + BLOCK, k); p++) {
                        sum = Math.fma(x[i * k + p], y[j * k + p], sum);
                    }
                    element = from == 0 && beta == 0 ? alpha * sum : Math.fma(alpha, sum, element);
                }
                result[i * n + j] = element;
            }
        }
        return result;
    }

    /** All NaNs are equal. */
    static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
