package dev.evenkeel.internal.kernel.training;

import java.util.Arrays;

/** The specification, which works everywhere. */
public final class ScalarSum implements SumKernel {
    private static final int CHAINS = 4;

    @Override
    public double sum(float[] x, int from, int count, double[] work) {
        Arrays.fill(work, 0, SUMS, 0d);
        add(x, from, 0, count, work);
        return total(work);
    }

    @Override
    public double squares(float[] x, int from, int count, double[] work) {
        Arrays.fill(work, 0, SUMS, 0d);
        addSquares(x, from, 0, count, work);
        return total(work);
    }

    /** Adds values {@code start … count − 1} of a block to its partial sums. */
    static void add(float[] x, int from, int start, int count, double[] work) {
        for (int k = start; k < count; k++) {
            work[k % SUMS] += x[from + k];
        }
    }

    static void addSquares(float[] x, int from, int start, int count, double[] work) {
        for (int k = start; k < count; k++) {
            double value = x[from + k];
            work[k % SUMS] = Math.fma(value, value, work[k % SUMS]);
        }
    }

    /** {@code (t0 + t1) + (t2 + t3)} with tc = v[c] + v[c + 4] + … + v[c + 28], from the left. */
    static double total(double[] v) {
        double t0 = v[0];
        double t1 = v[1];
        double t2 = v[2];
        double t3 = v[3];
        for (int i = CHAINS; i < SUMS; i += CHAINS) {
            t0 += v[i];
            t1 += v[i + 1];
            t2 += v[i + 2];
            t3 += v[i + 3];
        }
        return t0 + t1 + (t2 + t3);
    }

    @Override
    public void addRows(float[] x, int from, int stride, int rows, int columns, float[] sums) {
        addRows(x, from, stride, rows, 0, columns, sums);
    }

    /** The same for columns {@code start … columns − 1}. */
    static void addRows(float[] x, int from, int stride, int rows, int start, int columns, float[] sums) {
        Arrays.fill(sums, start, columns, 0f);
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            for (int j = start; j < columns; j++) {
                sums[j] += x[row + j];
            }
        }
    }

    /** The same from the sums on that are there. */
    static void addMoreRows(float[] x, int from, int stride, int rows, int columns, float[] sums) {
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            for (int j = 0; j < columns; j++) {
                sums[j] += x[row + j];
            }
        }
    }

    @Override
    public void fold(float[] sums, int columns, double[] totals) {
        fold(sums, 0, columns, totals);
    }

    static void fold(float[] sums, int start, int columns, double[] totals) {
        for (int j = start; j < columns; j++) {
            totals[j] += sums[j];
        }
    }
}
