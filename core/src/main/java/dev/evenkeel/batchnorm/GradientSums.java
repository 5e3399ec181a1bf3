package dev.evenkeel.batchnorm;

import java.util.Objects;

/**
 * The two sums over a batch that its backward pass needs, per channel: {@code Σdy} and {@code Σdy·(x − μ)}. Those of
 * several shards add up, provided that all were computed with the moments μ of the whole batch.
 *
 * <p>Not safe for several threads that write.
 */
public final class GradientSums {
    private final double[] dy;
    private final double[] dyTimesDeviation;

    /**
     * Sums over nothing.
     *
     * @throws IllegalArgumentException if {@code channels} is negative
     */
    public GradientSums(int channels) {
        this(BatchNormChecks.zeros(channels), BatchNormChecks.zeros(channels));
    }

    /**
     * Sums that were computed elsewhere. The arrays are kept, not copied.
     *
     * @throws IllegalArgumentException if the lengths differ or both are the same array
     */
    public GradientSums(double[] dy, double[] dyTimesDeviation) {
        Objects.requireNonNull(dy, "dy");
        Objects.requireNonNull(dyTimesDeviation, "dyTimesDeviation");
        if (dy.length != dyTimesDeviation.length) {
            throw new IllegalArgumentException("both sums must have a value per channel, they have " + dy.length
                    + " and " + dyTimesDeviation.length);
        }
        BatchNormChecks.requireTwo("dy", dy, "dyTimesDeviation", dyTimesDeviation);
        this.dy = dy;
        this.dyTimesDeviation = dyTimesDeviation;
    }

    /** Number of channels. */
    public int channels() {
        return dy.length;
    }

    /** Σdy, which is dβ; the array itself. */
    public double[] dy() {
        return dy;
    }

    /** Σdy·(x − μ), which is dγ·√(σ² + ε); the array itself. */
    public double[] dyTimesDeviation() {
        return dyTimesDeviation;
    }

    /**
     * Adds the sums over another part of the batch.
     *
     * @throws IllegalArgumentException if the numbers of channels differ or the two share an array without being the
     * same object; nothing has been changed then
     */
    public void merge(GradientSums other) {
        Objects.requireNonNull(other, "other");
        if (other.dy.length != dy.length) {
            throw new IllegalArgumentException(
                    "sums over " + dy.length + " channels cannot be merged with those over " + other.dy.length);
        }
        if (other != this && BatchNormChecks.meet(dy, dyTimesDeviation, other.dy, other.dyTimesDeviation)) {
            throw new IllegalArgumentException("other shares an array with the sums that it is to be merged into");
        }
        for (int c = 0; c < dy.length; c++) {
            dy[c] += other.dy[c];
            dyTimesDeviation[c] += other.dyTimesDeviation[c];
        }
    }

    void set(int channel, double dy, double dyTimesDeviation) {
        this.dy[channel] = dy;
        this.dyTimesDeviation[channel] = dyTimesDeviation;
    }

    @Override
    public String toString() {
        return "gradient sums over " + dy.length + " channels";
    }
}
