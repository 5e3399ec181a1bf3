package dev.evenkeel.random;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * A {@link DistributionFamily} with its parameters: what a fill draws from.
 *
 * <p>Parameters are held as doubles. A float32 fill rounds them to floats and refuses those that it cannot use.
 *
 * <p>Immutable; equal if the shape is, and the parameters are to the bit. So −0.0 differs from 0.0, as a parameter and
 * perhaps as a sample.
 *
 * <p><b>Serialized</b>, it is a record of the family and its two parameters. Parameters that the factory of the family
 * would refuse are refused when they are read, by an {@link InvalidObjectException}.
 */
public final class Distribution implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** What a stream of bytes holds. */
    private record Form(DistributionFamily family, double first, double second) implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private Object readResolve() throws InvalidObjectException {
            if (family == null) {
                throw new InvalidObjectException("distribution: family is missing");
            }
            try {
                return switch (family) {
                    case UNIFORM -> uniform(first, second);
                    case NORMAL -> normal(first, second);
                    case TRUNCATED_NORMAL -> truncatedNormal(first, second);
                };
            } catch (IllegalArgumentException e) {
                throw new InvalidObjectException("distribution: " + e.getMessage(), e);
            }
        }
    }

    /** No normal sample is further out: √(2·ln 2¹¹⁸) = 12.8 in float64. */
    private static final int FARTHEST = 14;

    private final DistributionFamily family;
    private final double first;
    private final double second;

    private Distribution(DistributionFamily family, double first, double second) {
        this.family = family;
        this.first = first;
        this.second = second;
    }

    /**
     * Constant density on the half-open interval [low, high). A sample may be {@code low}, never {@code high} nor
     * anything outside, also after rounding.
     *
     * <p>A sample is low + u·(high − low), rounded once, with u a multiple of 2⁻²⁴ (float64: 2⁻⁵³) below 1; the width
     * is shortened by a unit in the last place or so where rounding would reach {@code high}.
     *
     * @throws IllegalArgumentException unless low &lt; high, both finite, and high − low is finite too
     */
    public static Distribution uniform(double low, double high) {
        SamplingGroundwork.lay();
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("uniform needs finite low < high, was [" + low + ", " + high + ")");
        }
        return new Distribution(DistributionFamily.UNIFORM, low, high);
    }

    /**
     * The normal distribution with this mean and standard deviation, by Box–Muller on 64 random bits per pair (float64:
     * 128), of which those of the radius are extended where they are few: samples reach 9.5 σ (float64: 12.8 σ), and
     * none is infinite.
     *
     * <p>Before the deviation and the mean are applied, the error is at most 4e-7·r (float64: 1e-15·r), r being the
     * length of the pair.
     *
     * @throws IllegalArgumentException unless the deviation is positive, and mean ± 14 deviations finite
     */
    public static Distribution normal(double mean, double standardDeviation) {
        SamplingGroundwork.lay();
        requireReachable("normal", mean, standardDeviation);
        return new Distribution(DistributionFamily.NORMAL, mean, standardDeviation);
    }

    /**
     * The normal distribution with this mean and deviation, given that it is within two deviations of its mean: cut
     * off, not clamped. The deviation is that before the cut ("uncorrected"), the standard deviation of the samples
     * 0.8796 of it; for a wanted variance see {@link DistributionFamily#withVariance}.
     *
     * <p>By inversion, one word per sample, relative error before scaling 5e-7 (float64: 1e-15).
     *
     * @throws IllegalArgumentException unless the deviation is positive, and mean ± 14 deviations finite
     */
    public static Distribution truncatedNormal(double mean, double standardDeviation) {
        SamplingGroundwork.lay();
        requireReachable("truncatedNormal", mean, standardDeviation);
        return new Distribution(DistributionFamily.TRUNCATED_NORMAL, mean, standardDeviation);
    }

    private static void requireReachable(String name, double mean, double standardDeviation) {
        if (!(standardDeviation > 0) || !Double.isFinite(Math.abs(mean) + FARTHEST * standardDeviation)) {
            throw new IllegalArgumentException(name + " needs a positive deviation and finite mean ± " + FARTHEST
                    + " deviations, was mean " + mean + ", deviation " + standardDeviation);
        }
    }

    @Serial
    private Object writeReplace() {
        return new Form(family, first, second);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("a distribution is read by its serialized form only");
    }

    /** Its shape. */
    public DistributionFamily family() {
        return family;
    }

    /** Its expected value. */
    public double mean() {
        return family == DistributionFamily.UNIFORM ? first + (second - first) / 2 : first;
    }

    /** Its variance; for a truncated normal that after the cut. */
    public double variance() {
        return scale() * scale() * family.variance();
    }

    /** The factor on the standard form of the distribution. */
    public double scale() {
        return family == DistributionFamily.UNIFORM ? (second - first) / 2 : second;
    }

    /**
     * What float32 kernels take: low and width, or mean and deviation.
     *
     * @throws IllegalArgumentException if the parameters are no longer valid as floats
     */
    FloatParameters floats() {
        float x = (float) first;
        float y = (float) second;
        if (family == DistributionFamily.UNIFORM) {
            if (!(x < y) || !Float.isFinite(y - x)) {
                throw new IllegalArgumentException(this + " is no interval of float32: [" + x + ", " + y + ")");
            }
            return new FloatParameters(x, width(x, y));
        }
        if (!(y > 0) || !Float.isFinite(Math.abs(x) + FARTHEST * y)) {
            throw new IllegalArgumentException(
                    this + " cannot be drawn in float32: mean " + x + ", deviation " + y);
        }
        return new FloatParameters(x, y);
    }

    /** As {@link #floats}, for float64. */
    DoubleParameters doubles() {
        return new DoubleParameters(first, family == DistributionFamily.UNIFORM ? width(first, second) : second);
    }

    /** Two numbers whose meaning depends on the distribution. */
    record FloatParameters(float first, float second) {}

    /** Two numbers whose meaning depends on the distribution. */
    record DoubleParameters(double first, double second) {}

    /** The greatest width with which the greatest u stays below {@code high}. */
    private static float width(float low, float high) {
        int fits = 0;
        int exceeds = Float.floatToIntBits(Math.nextUp(high - low)) + 1;
        while (exceeds - fits > 1) {
            int middle = fits + (exceeds - fits) / 2;
            boolean stays = Math.fma(1 - 0x1p-24f, Float.intBitsToFloat(middle), low) < high;
            fits = stays ? middle : fits;
            exceeds = stays ? exceeds : middle;
        }
        return Float.intBitsToFloat(fits);
    }

    private static double width(double low, double high) {
        long fits = 0;
        long exceeds = Double.doubleToLongBits(Math.nextUp(high - low)) + 1;
        while (exceeds - fits > 1) {
            long middle = fits + (exceeds - fits) / 2;
            boolean stays = Math.fma(1 - 0x1p-53, Double.longBitsToDouble(middle), low) < high;
            fits = stays ? middle : fits;
            exceeds = stays ? exceeds : middle;
        }
        return Double.longBitsToDouble(fits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that && family == that.family
                && Double.doubleToLongBits(first) == Double.doubleToLongBits(that.first)
                && Double.doubleToLongBits(second) == Double.doubleToLongBits(that.second);
    }

    @Override
    public int hashCode() {
        return (family.hashCode() * 31 + Double.hashCode(first)) * 31 + Double.hashCode(second);
    }

    /** For people: {@code "uniform on [-1.0, 1.0)"}, {@code "normal(0.0, 0.01)"}. */
    @Override
    public String toString() {
        return switch (family) {
            case UNIFORM -> "uniform on [" + first + ", " + second + ")";
            case NORMAL -> "normal(" + first + ", " + second + ")";
            case TRUNCATED_NORMAL -> "truncatedNormal(" + first + ", " + second + ")";
        };
    }
}
