package dev.evenkeel.internal.kernel.loss;

import dev.evenkeel.internal.kernel.math.Exponential;
import java.util.Arrays;

/** The specification, which works everywhere. Its sums keep the partial sums of a block in {@code work}. */
public final class ScalarLoss implements LossKernel {
    /** Where the second sum of a loop keeps its partial sums. */
    private static final int SECOND = SUMS;

    @Override
    public float greatest(float[] x, int from, int columns) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            greatest = Math.max(greatest, x[from + j]);
        }
        return greatest;
    }

    @Override
    public int place(float[] x, int from, int columns, float value) {
        int j = 0;
        while (j < columns && x[from + j] != value) {
            j++;
        }
        return j;
    }

    @Override
    public double exponentials(float[] x, int from, int columns, float shift, float[] e, int to, float[] work) {
        double sum = 0;
        int count;
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            Arrays.fill(work, 0, SUMS, 0f);
            for (int j = block; j < block + count; j++) {
                float power = Exponential.ofNegative(x[from + j] - shift);
                e[to + j] = power;
                work[j % SUMS] += power;
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    @Override
    public void affine(float[] x, int from, int columns, float factor, float addend, float[] y, int to) {
        for (int j = 0; j < columns; j++) {
            y[to + j] = Math.fma(x[from + j], factor, addend);
        }
    }

    @Override
    public void subtract(float[] x, int from, int columns, float shift, float low, float[] y, int to) {
        for (int j = 0; j < columns; j++) {
            y[to + j] = x[from + j] - shift - low;
        }
    }

    @Override
    public void targets(float[] t, int from, int columns, float keep, float spread, float[] w, float[] q) {
        for (int j = 0; j < columns; j++) {
            q[j] = Math.fma(t[from + j], keep, spread) * w[j];
        }
    }

    @Override
    public void weigh(
            float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, double[] sums, float[] work) {
        double sum = 0;
        double products = 0;
        int count;
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            Arrays.fill(work, 0, SECOND + SUMS, 0f);
            for (int j = block; j < block + count; j++) {
                int lane = j % SUMS;
                work[lane] += q[qFrom + j];
                work[SECOND + lane] = Math.fma(q[qFrom + j], x[xFrom + j] - shift, work[SECOND + lane]);
            }
            sum += PartialSums.total(work, 0);
            products += PartialSums.total(work, SECOND);
        }
        sums[0] = sum;
        sums[1] = products;
    }

    @Override
    public void combine(
            float[] e, int eFrom, float[] q, int qFrom, int columns, float factor, float share, float[] y, int to) {
        for (int j = 0; j < columns; j++) {
            y[to + j] = Math.fma(-share, q[qFrom + j], e[eFrom + j] * factor);
        }
    }

    @Override
    public void deviations(float[] p, int pFrom, float[] q, int qFrom, int columns, double[] sums, float[] work) {
        double squares = 0;
        double products = 0;
        int count;
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            Arrays.fill(work, 0, SECOND + SUMS, 0f);
            for (int j = block; j < block + count; j++) {
                int lane = j % SUMS;
                float d = p[pFrom + j] - q[qFrom + j];
                work[lane] = Math.fma(d, d, work[lane]);
                work[SECOND + lane] = Math.fma(d, p[pFrom + j], work[SECOND + lane]);
            }
            squares += PartialSums.total(work, 0);
            products += PartialSums.total(work, SECOND);
        }
        sums[0] = squares;
        sums[1] = products;
    }

    @Override
    public void quadraticGradient(
            float[] p, int pFrom, float[] q, int qFrom, int columns, float mean, float factor, float[] y, int to) {
        for (int j = 0; j < columns; j++) {
            float probability = p[pFrom + j];
            y[to + j] = factor * probability * (probability - q[qFrom + j] - mean);
        }
    }

    @Override
    public double differences(
            float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y, int to, float[] work) {
        double sum = 0;
        int count;
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            Arrays.fill(work, 0, SUMS, 0f);
            for (int j = block; j < block + count; j++) {
                float d = x[xFrom + j] - t[tFrom + j];
                y[to + j] = factor * d;
                work[j % SUMS] = Math.fma(d, d, work[j % SUMS]);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }

    @Override
    public double logistic(
            float[] x, int xFrom, float[] t, int tFrom, float[] w, int columns, float[] y, int to, float[] work) {
        double sum = 0;
        int count;
        for (int block = 0; block < columns; block += count) {
            count = Math.min(BLOCK, columns - block);
            Arrays.fill(work, 0, SUMS, 0f);
            for (int j = block; j < block + count; j++) {
                float logit = x[xFrom + j];
                float target = t[tFrom + j];
                work[j % SUMS] += Logistic.value(logit, target, w[j]);
                y[to + j] = Logistic.gradient(logit, target, w[j]);
            }
            sum += PartialSums.total(work, 0);
        }
        return sum;
    }
}
