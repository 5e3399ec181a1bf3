package dev.evenkeel.batchnorm;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * Count, mean and sum of squared deviations {@code M2 = Σ(x − mean)²} of each channel of a batch: what a training pass
 * saves for the backward pass, and what shards of a batch exchange. σ² = M2/count, and the inverse deviation is 1/√(σ²
 * + ε).
 *
 * <p>{@link #merge} joins the moments of two parts into those of the whole, whatever their sizes (Chan, Golub and
 * LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979, equations 2.1), to a few
 * units of float64's last place.
 *
 * <p>Not safe for several threads that write.
 *
 * <p><b>Serialized</b>, they are a record of the three: count, means, M2. A stream is read through the constructor, so
 * that one that breaks its conditions is refused by an {@link InvalidObjectException}; the arrays are copies then.
 */
public final class Moments implements ChannelStatistics, Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** What a stream holds. */
    private record Form(long count, double[] mean, double[] m2) implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private Object readResolve() throws InvalidObjectException {
            try {
                // Copied after the check, which must see whether both are one array.
                new Moments(count, mean, m2);
                return new Moments(count, mean.clone(), m2.clone());
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new InvalidObjectException("moments: " + e.getMessage(), e);
            }
        }
    }

    private final double[] mean;
    private final double[] m2;
    private long count;

    /**
     * Moments of nothing: count 0.
     *
     * @throws IllegalArgumentException if {@code channels} is negative
     */
    public Moments(int channels) {
        this(0, BatchNormChecks.zeros(channels), BatchNormChecks.zeros(channels));
    }

    /**
     * Moments that were computed elsewhere. The arrays are kept, not copied.
     *
     * @throws IllegalArgumentException if the count is negative, the lengths differ, or both are the same array
     */
    public Moments(long count, double[] mean, double[] m2) {
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(m2, "m2");
        if (count < 0 || mean.length != m2.length) {
            throw new IllegalArgumentException("count must be at least 0 and mean as long as m2: count " + count + ", "
                    + mean.length + " means, " + m2.length + " m2");
        }
        BatchNormChecks.requireTwo("mean", mean, "m2", m2);
        this.count = count;
        this.mean = mean;
        this.m2 = m2;
    }

    /** Number of channels. */
    @Override
    public int channels() {
        return mean.length;
    }

    /** Values per channel. */
    public long count() {
        return count;
    }

    /** The mean of each channel; the array itself. */
    public double[] mean() {
        return mean;
    }

    /** The sum of squared deviations of each channel; the array itself. */
    public double[] m2() {
        return m2;
    }

    @Override
    public double mean(int channel) {
        return mean[channel];
    }

    /** M2/count: the biased variance. */
    @Override
    public double variance(int channel) {
        return m2[channel] / count;
    }

    /**
     * M2/count, or M2/(count − 1) for the unbiased variance.
     *
     * @throws IllegalArgumentException if that would divide by zero, as it would for 0 values or 1
     */
    public double variance(int channel, VarianceKind kind) {
        requireVariance(kind);
        return m2[channel] / (kind == VarianceKind.BIASED ? count : count - 1);
    }

    @Serial
    private Object writeReplace() {
        return new Form(count, mean, m2);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("moments are read by their serialized form only");
    }

    void requireVariance(VarianceKind kind) {
        Objects.requireNonNull(kind, "kind");
        long needed = kind == VarianceKind.BIASED ? 1 : 2;
        if (count < needed) {
            throw new IllegalArgumentException("a " + kind + " variance needs at least " + needed
                    + " values per channel, these are moments of " + count);
        }
    }

    /** 1/√(σ² + ε) of each channel: what PyTorch and cuDNN save beside the mean. */
    public double[] inverseDeviations(double epsilon) {
        double[] inverse = new double[mean.length];
        for (int c = 0; c < inverse.length; c++) {
            inverse[c] = inverseStandardDeviation(c, epsilon);
        }
        return inverse;
    }

    /**
     * Joins the values behind {@code other} to those behind these moments. The order of merges changes at most the last
     * places. A mean that is not finite makes the mean what a sum of all values would, ±∞ or NaN; an M2 that is NaN
     * stays NaN.
     *
     * @throws IllegalArgumentException if the numbers of channels differ, the counts add up to 2⁶³ or more, or the two
     * share an array without being the same object; nothing has been changed then
     */
    public void merge(Moments other) {
        Objects.requireNonNull(other, "other");
        if (other.mean.length != mean.length) {
            throw new IllegalArgumentException(
                    "moments of " + mean.length + " channels cannot be merged with those of " + other.mean.length);
        }
        if (other != this && BatchNormChecks.meet(mean, m2, other.mean, other.m2)) {
            throw new IllegalArgumentException("other shares an array with the moments that it is to be merged into");
        }
        long total = count + other.count;
        if (total < 0) {
            throw new IllegalArgumentException(
                    "counts must add up to less than 2^63: " + count + " and " + other.count);
        }
        if (other.count == 0) {
            return;
        }
        for (int c = 0; c < mean.length; c++) {
            double distance = other.mean[c] - mean[c];
            m2[c] = count == 0 ? other.m2[c]
                    : m2[c] + other.m2[c] + distance * distance * ((double) count * other.count / total);
            mean[c] = count == 0 ? other.mean[c] : between(mean[c], other.mean[c], (double) other.count / total);
        }
        count = total;
    }

    /** Infinite ones have no distance: ∞ and ∞ are ∞ again. */
    private static double between(double mean, double other, double weight) {
        double distance = other - mean;
        return Double.isFinite(distance) ? mean + distance * weight : mean + other;
    }

    /** Forgets everything but the number of channels, for values that are about to be set. */
    void setCount(long count) {
        this.count = count;
    }

    void set(int channel, double mean, double m2) {
        this.mean[channel] = mean;
        this.m2[channel] = m2;
    }

    @Override
    public String toString() {
        return "moments of " + mean.length + " channels with " + count + " values each";
    }
}
