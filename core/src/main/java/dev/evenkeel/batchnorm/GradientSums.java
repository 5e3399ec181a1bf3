package dev.evenkeel.batchnorm;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * The two sums over a batch that its backward pass needs, per channel: {@code Σdy} and {@code Σdy·(x − μ)}. Those of
 * several shards add up, provided that all were computed with the moments μ of the whole batch.
 *
 * <p>Not safe for several threads that write.
 *
 * <p><b>Serialized</b>, they are a record of the two arrays. A stream is read through the constructor, so that one that
 * breaks its conditions is refused by an {@link InvalidObjectException}; the arrays are copies then.
 */
public final class GradientSums implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** What a stream holds. */
    private record Form(double[] dy, double[] dyTimesDeviation) implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private Object readResolve() throws InvalidObjectException {
            try {
                // Copied after the check, which must see whether both are one array.
                new GradientSums(dy, dyTimesDeviation);
                return new GradientSums(dy.clone(), dyTimesDeviation.clone());
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new InvalidObjectException("gradient sums: " + e.getMessage(), e);
            }
        }
    }

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

    @Serial
    private Object writeReplace() {
        return new Form(dy, dyTimesDeviation);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("gradient sums are read by their serialized form only");
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
