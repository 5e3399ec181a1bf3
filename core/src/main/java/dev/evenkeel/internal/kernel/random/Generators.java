package dev.evenkeel.internal.kernel.random;

/**
 * The two generators, one block or one word at a time; both kernels and the single draws of the tail are made of them.
 */
public final class Generators {
    public static final long LOW_HALF = 0xffff_ffffL;

    static final int PHILOX_ROUNDS = 10;
    static final long PHILOX_FACTOR_0 = 0xD2511F53L;
    static final long PHILOX_FACTOR_1 = 0xCD9E8D57L;
    static final int PHILOX_KEY_STEP_0 = 0x9E3779B9;
    static final int PHILOX_KEY_STEP_1 = 0xBB67AE85;

    /** The odd number next to 2⁶⁴ over the golden ratio. */
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    static final long MIX_FACTOR_1 = 0xbf58476d1ce4e5b9L;
    static final long MIX_FACTOR_2 = 0x94d049bb133111ebL;

    private Generators() {}

    /**
     * Writes the four words of one Philox4x32-10 block to {@code words[low]} and {@code words[high]}, earlier words in
     * the low halves. Of each long only the low half counts. Two rounds a step, without conversions to int, which C2
     * compiles best (decision 19).
     */
    public static void philox(long key, long counterLow, long counterHigh, long[] words, int low, int high) {
        long key0 = key;
        long key1 = key >>> 32;
        long c0 = counterLow;
        long c1 = counterLow >>> 32;
        long c2 = counterHigh;
        long c3 = counterHigh >>> 32;
        for (int round = 0; round < PHILOX_ROUNDS; round += 2) {
            long product0 = PHILOX_FACTOR_0 * (c0 & LOW_HALF);
            long product1 = PHILOX_FACTOR_1 * (c2 & LOW_HALF);
            long middle0 = product1 >>> 32 ^ c1 ^ key0;
            long middle2 = product0 >>> 32 ^ c3 ^ key1;
            key0 += PHILOX_KEY_STEP_0;
            key1 += PHILOX_KEY_STEP_1;
            c1 = PHILOX_FACTOR_1 * (middle2 & LOW_HALF);
            c3 = PHILOX_FACTOR_0 * (middle0 & LOW_HALF);
            c0 = c1 >>> 32 ^ product1 ^ key0;
            c2 = c3 >>> 32 ^ product0 ^ key1;
            key0 += PHILOX_KEY_STEP_0;
            key1 += PHILOX_KEY_STEP_1;
        }
        words[low] = c0 & LOW_HALF | c1 << 32;
        words[high] = c2 & LOW_HALF | c3 << 32;
    }

    /** The first 64 bits of one Philox4x32-10 block. */
    public static long philox(long key, long counterLow, long counterHigh) {
        long[] words = new long[2];
        philox(key, counterLow, counterHigh, words, 0, 1);
        return words[0];
    }

    /** State of the stream that is the JDK's (stream + 1)-th {@code new SplittableRandom(seed).split()}. */
    public static long splitMixState(long seed, long stream) {
        return mix64(seed + (2 * stream + 1) * GOLDEN_GAMMA);
    }

    /** Gamma of the same stream. */
    public static long splitMixGamma(long seed, long stream) {
        long z = seed + (2 * stream + 2) * GOLDEN_GAMMA;
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        z = (z ^ z >>> 33) | 1L;
        return Long.bitCount(z ^ z >>> 1) < 24 ? z ^ 0xaaaaaaaaaaaaaaaaL : z;
    }

    /** The finalizer of SplitMix64. */
    public static long mix64(long z) {
        z = (z ^ z >>> 30) * MIX_FACTOR_1;
        z = (z ^ z >>> 27) * MIX_FACTOR_2;
        return z ^ z >>> 31;
    }
}
