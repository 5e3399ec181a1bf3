package dev.evenkeel.internal.kernel.loss;

/**
 * Loops over a row of outputs, x, beside a row of targets, t or q: value j of a row with first index {@code from} is
 * {@code array[from + j]}. Outputs y and e may lie over an input at the same place.
 *
 * <p>Sums are taken over blocks of {@value #BLOCK} columns. Column j of a block belongs to partial sum j mod
 * {@value #SUMS}. All begin with +0 and grow in ascending j, in float32. {@link PartialSums#total} adds them up in
 * float64, and the totals of blocks are added in ascending order. {@code work} has room for {@value #WORK} floats.
 */
public interface LossKernel {
    /** Partial sums of a block. */
    int SUMS = 16;

    /** Columns of a block: at most 64 values for each partial sum. */
    int BLOCK = 1024;

    /** Floats that a kernel needs for itself: partial sums, the last columns of its operands, and two blocks. */
    int WORK = 6 * SUMS + 2 * BLOCK;

    /** The greatest value, as by {@code Math.max}: NaN if there is one, −∞ if there are no columns. */
    float greatest(float[] x, int from, int columns);

    /** Index of the first x that is {@code value}, −0 being 0; {@code columns} if there is none, as for NaN. */
    int place(float[] x, int from, int columns, float value);

    /** {@code e = e^(x − shift)}, shift finite and no x above it; returns Σ e. */
    double exponentials(float[] x, int from, int columns, float shift, float[] e, int to, float[] work);

    /** {@code y = fma(x, factor, addend)}. */
    void affine(float[] x, int from, int columns, float factor, float addend, float[] y, int to);

    /** {@code y = (x − shift) − low}. */
    void subtract(float[] x, int from, int columns, float shift, float low, float[] y, int to);

    /** {@code q[j] = fma(t, keep, spread)·w[j]} from q[0] on. */
    void targets(float[] t, int from, int columns, float keep, float spread, float[] w, float[] q);

    /** Σ q to sums[0], and Σ q·(x − shift) by fma(q, x − shift, ·) to sums[1]. */
    void weigh(float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, double[] sums, float[] work);

    /** {@code y = fma(−share, q, e·factor)}. */
    void combine(float[] e, int eFrom, float[] q, int qFrom, int columns, float factor, float share, float[] y, int to);

    /** With d = p − q: Σ d² by fma(d, d, ·) to sums[0], and Σ d·p by fma(d, p, ·) to sums[1]. */
    void deviations(float[] p, int pFrom, float[] q, int qFrom, int columns, double[] sums, float[] work);

    /** {@code y = factor·p·((p − q) − mean)}, from the left. */
    void quadraticGradient(float[] p, int pFrom, float[] q, int qFrom, int columns, float mean, float factor, float[] y,
            int to);

    /** With d = x − t: {@code y = factor·d}; returns Σ d² by fma(d, d, ·). */
    double differences(float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y, int to,
            float[] work);

    /**
     * Binary cross-entropy of x against t, positives counting w[j] times: {@code y} is its {@link Logistic#gradient};
     * returns the sum of its {@link Logistic#value}.
     */
    double logistic(float[] x, int xFrom, float[] t, int tFrom, float[] w, int columns, float[] y, int to,
            float[] work);
}
