package dev.evenkeel.fuzz.oracles;

/** MT19937 as in its paper's mt19937ar.c. */
public final class Twister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    public Twister(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    public int next() {
        if (next == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int y = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
                state[i] = state[(i + MIDDLE) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    /** 24 bits, below 1. */
    public float nextFloat() {
        return (next() & 0xffffff) * 0x1p-24f;
    }

    /** 53 bits, below 1, of two words, the upper one first. */
    public double nextDouble() {
        long high = next();
        return ((high << 32 | next() & 0xffffffffL) & (1L << 53) - 1) * 0x1p-53;
    }
}
