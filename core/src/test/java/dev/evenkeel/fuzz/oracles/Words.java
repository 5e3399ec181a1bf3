package dev.evenkeel.fuzz.oracles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The words of a random stream one by one, from the papers; and where to look for a given word, both generators being
 * bijections.
 *
 * @param first Philox: seed; SplitMix: state
 * @param second Philox: number of the stream; SplitMix: gamma
 */
public record Words(boolean isPhilox, long first, long second) {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long LOW = 0xffff_ffffL;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    public static Words of(boolean isPhilox, long seed, long id) {
        if (isPhilox) {
            return new Words(true, seed, id);
        }
        return new Words(false, mix64(seed + (2 * id + 1) * GOLDEN), mixGamma(seed + (2 * id + 2) * GOLDEN));
    }

    public static long idOf(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Words 2·index and, in the upper half, 2·index + 1; an unsigned index below 2⁶³. */
    public long pair(long index) {
        if (!isPhilox) {
            return mix64(first + (index + 1) * second);
        }
        long group = index / 16;
        int place = (int) (index % 16);
        int[] block = philox(first, 8 * group + place % 8, second);
        int at = place / 8 * 2;
        return block[at] & LOW | (long) block[at + 1] << 32;
    }

    public int word(long index) {
        return (int) (pair(index >>> 1) >>> 32 * (index & 1));
    }

    /** Bits of an element that are no words. */
    public long more(long element) {
        if (!isPhilox) {
            return mix64(first + (element + 1) * second + Long.MIN_VALUE);
        }
        int[] block = philox(first, element, second | Long.MIN_VALUE);
        return block[0] & LOW | (long) block[1] << 32;
    }

    public static int[] philox(long key, long low, long high) {
        int[] c = {(int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32)};
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (c[0] & LOW);
            long p1 = M1 * (c[2] & LOW);
            int k0 = (int) key + round * W0;
            int k1 = (int) (key >>> 32) + round * W1;
            c = new int[] {(int) (p1 >>> 32) ^ c[1] ^ k0, (int) p1, (int) (p0 >>> 32) ^ c[3] ^ k1, (int) p0};
        }
        return c;
    }

    /** The counter whose block this is: its low and its high half. */
    public static long[] counter(long key, int[] block) {
        int[] c = block;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            int k0 = (int) key + round * W0;
            int k1 = (int) (key >>> 32) + round * W1;
            int c2 = c[1] * (int) inverse(M1);
            int c0 = c[3] * (int) inverse(M0);
            int c1 = c[0] ^ (int) (M1 * (c2 & LOW) >>> 32) ^ k0;
            int c3 = c[2] ^ (int) (M0 * (c0 & LOW) >>> 32) ^ k1;
            c = new int[] {c0, c1, c2, c3};
        }
        return new long[] {c[0] & LOW | (long) c[1] << 32, c[2] & LOW | (long) c[3] << 32};
    }

    /** The index of a pair of words in a SplitMix stream; negative ones are out of reach. */
    public long indexOf(long pair) {
        return (unmix64(pair) - first) * inverse(second) - 1;
    }

    /** Of an odd number, by Newton. */
    private static long inverse(long odd) {
        long x = odd;
        for (int i = 0; i < 6; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }

    private static long mix64(long z) {
        long x = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    private static long unmix64(long z) {
        long x = unshift(z, 31) * inverse(0x94d049bb133111ebL);
        x = unshift(x, 27) * inverse(0xbf58476d1ce4e5b9L);
        return unshift(x, 30);
    }

    private static long unshift(long z, int by) {
        long x = z;
        for (int known = by; known < Long.SIZE; known += by) {
            x = z ^ x >>> by;
        }
        return x;
    }

    private static long mixGamma(long z) {
        long x = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        x = x ^ x >>> 33 | 1L;
        return Long.bitCount(x ^ x >>> 1) < 24 ? x ^ 0xaaaaaaaaaaaaaaaaL : x;
    }
}
