package dev.evenkeel.internal.kernel.random;

import dev.evenkeel.internal.kernel.simd.Room;

/** The specification of random words and samples: works everywhere. */
public final class ScalarSampling implements SamplingKernel {
    /** Leading bits that are 0 where u is below 2⁻²⁴ and too few bits are left for a float. */
    private static final int TAIL_BITS = 8;

    private static final int TAIL_BITS_OF_LONG = 32;
    private static final int PAIRS = UNIT / 2;
    private static final int PAIRS_OF_LONGS = LONGS / 2;

    /** Loads all classes that it works with. */
    public ScalarSampling() {
        Room.initialize(TruncatedNormal.class);
    }

    /** More bits for one sample. */
    @FunctionalInterface
    public interface MoreBits {
        /** 64 bits that belong to a sample, independent of all words. */
        long of(long element);
    }

    /** Word {@code index} of the units, 32 bits. */
    static int word(long[] words, int index) {
        return (int) (words[index >> 1] >>> ((index & 1) << 5));
    }

    @Override
    public void philox(long seed, long stream, long firstUnit, int units, long[] words) {
        for (int unit = 0; unit < units; unit++) {
            long block = PAIRS_OF_LONGS * (firstUnit + unit);
            int at = unit * LONGS;
            for (int i = 0; i < PAIRS_OF_LONGS; i++) {
                Generators.philox(seed, block + i, stream, words, at + i, at + i + PAIRS_OF_LONGS);
            }
        }
    }

    @Override
    public void splitMix(long state, long gamma, long firstUnit, int units, long[] words) {
        long weyl = state + firstUnit * LONGS * gamma;
        for (int i = 0; i < units * LONGS; i++) {
            weyl += gamma;
            words[i] = Generators.mix64(weyl);
        }
    }

    @Override
    public void uniform(long[] words, int units, float low, float width, float[] target, int offset) {
        for (int i = 0; i < units * UNIT; i++) {
            target[offset + i] = Math.fma((word(words, i) >>> 8) * 0x1p-24f, width, low);
        }
    }

    @Override
    public boolean normal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        // A minimum, not a branch: C2 leaves out a branch that was never taken, and drops all code once it is.
        int least = Integer.MAX_VALUE;
        for (int unit = 0; unit < units; unit++) {
            for (int i = unit * LONGS; i < unit * LONGS + PAIRS_OF_LONGS; i++) {
                int at = offset + 2 * i;
                int low = (int) words[i];
                int high = (int) (words[i] >>> 32);
                least = Math.min(least, Math.min(low >>> TAIL_BITS, high >>> TAIL_BITS));
                long directions = words[i + PAIRS_OF_LONGS];
                pair(BoxMuller.radius(low), (int) directions, mean, deviation, target, at);
                pair(BoxMuller.radius(high), (int) (directions >>> 32), mean, deviation, target, at + 1);
            }
        }
        return least == 0;
    }

    /**
     * Bit 31 of the direction swaps the coordinates of the point on the circle, bit 30 mirrors it, and 30 bits are an
     * angle. Places are swapped, not coordinates, which would have to leave the registers of floats for it.
     */
    private static void pair(float radius, int direction, float mean, float deviation, float[] target, int at) {
        float scaled = radius * deviation;
        float a = BoxMuller.angle(direction);
        int mirror = direction << 1 & Integer.MIN_VALUE;
        float mirrored = scaled * Float.intBitsToFloat(BoxMuller.ONE | mirror);
        int swap = (direction >>> 31) * PAIRS;
        target[at + swap] = Math.fma(mirrored, BoxMuller.cosine(a), mean);
        target[at + (PAIRS ^ swap)] = Math.fma(scaled, BoxMuller.sine(a), mean);
    }

    /**
     * Computes again, from 32 more bits each, the pairs that {@link #normal(long[], int, float, float, float[], int)}
     * found lacking.
     */
    public static void tail(
            long[] words, int units, float mean, float deviation, float[] target, int offset, long firstUnit,
            MoreBits more) {
        for (int unit = 0; unit < units; unit++) {
            for (int i = unit * UNIT; i < unit * UNIT + PAIRS; i++) {
                int word = word(words, i);
                if (word >>> TAIL_BITS == 0) {
                    long extended = (long) word << 32 | more.of(firstUnit * UNIT + i) & Generators.LOW_HALF;
                    float radius = BoxMuller.radiusOfLong(extended);
                    pair(radius, word(words, i + PAIRS), mean, deviation, target, offset + i);
                }
            }
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, float mean, float deviation, float[] target, int offset) {
        for (int i = 0; i < units * UNIT; i++) {
            target[offset + i] = Math.fma(deviation, TruncatedNormal.sample(word(words, i)), mean);
        }
    }

    @Override
    public void uniform(long[] words, int units, double low, double width, double[] target, int offset) {
        for (int i = 0; i < units * LONGS; i++) {
            target[offset + i] = Math.fma((words[i] >>> 11) * 0x1p-53, width, low);
        }
    }

    @Override
    public boolean normal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        long least = Long.MAX_VALUE;
        for (int unit = 0; unit < units; unit++) {
            for (int i = unit * LONGS; i < unit * LONGS + PAIRS_OF_LONGS; i++) {
                least = Math.min(least, words[i] >>> TAIL_BITS_OF_LONG);
                pair(BoxMullerDouble.radius(words[i]), words[i + PAIRS_OF_LONGS], mean, deviation, target, offset + i);
            }
        }
        return least == 0;
    }

    /** As for floats, but sine and cosine are swapped by bits, not by places (decision 19). */
    private static void pair(double radius, long direction, double mean, double deviation, double[] target, int at) {
        double scaled = radius * deviation;
        double a = BoxMullerDouble.angle(direction);
        double sine = BoxMullerDouble.sine(a);
        long mirror = direction << 1 & Long.MIN_VALUE;
        double cosine = Double.longBitsToDouble(Double.doubleToRawLongBits(BoxMullerDouble.cosine(a)) ^ mirror);
        long swap = direction >> 63;
        target[at] = Math.fma(scaled, BoxMullerDouble.select(swap, sine, cosine), mean);
        target[at + PAIRS_OF_LONGS] = Math.fma(scaled, BoxMullerDouble.select(swap, cosine, sine), mean);
    }

    /**
     * Computes again, from 64 more bits each, the pairs that {@link #normal(long[], int, double, double, double[],
     * int)} found lacking.
     */
    public static void tail(
            long[] words, int units, double mean, double deviation, double[] target, int offset, long firstUnit,
            MoreBits more) {
        for (int unit = 0; unit < units; unit++) {
            for (int i = unit * LONGS; i < unit * LONGS + PAIRS_OF_LONGS; i++) {
                if (words[i] >>> TAIL_BITS_OF_LONG == 0) {
                    double radius = BoxMullerDouble.radiusOfTwo(words[i], more.of(firstUnit * LONGS + i));
                    pair(radius, words[i + PAIRS_OF_LONGS], mean, deviation, target, offset + i);
                }
            }
        }
    }

    @Override
    public void truncatedNormal(long[] words, int units, double mean, double deviation, double[] target, int offset) {
        for (int i = 0; i < units * LONGS; i++) {
            target[offset + i] = Math.fma(deviation, TruncatedNormal.sample(words[i]), mean);
        }
    }

    @Override
    public void drop(
            long[] words, int first, int length, int dropped, float factor, float[] x, int from, float[] y, int to) {
        for (int i = 0; i < length; i++) {
            y[to + i] = word(words, first + i) >>> 1 < dropped ? 0f : x[from + i] * factor;
        }
    }
}
