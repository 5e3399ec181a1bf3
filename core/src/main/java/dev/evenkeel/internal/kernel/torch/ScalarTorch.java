package dev.evenkeel.internal.kernel.torch;

/** The specification, which works everywhere. */
public final class ScalarTorch implements TorchKernel {
    /** A word is made of three earlier ones, those 624, 623 and 624 − {@value} places before it. */
    static final int MIDDLE = 397;

    static final int TOP_BIT = 0x8000_0000;
    static final int OTHER_BITS = 0x7fff_ffff;
    static final int TWIST = 0x9908_b0df;
    static final int TEMPER_LEFT_7 = 0x9d2c_5680;
    static final int TEMPER_LEFT_15 = 0xefc6_0000;

    /** Low bits of a word that make a float. */
    static final int FLOAT_BITS = 0x00ff_ffff;

    private static final int PAIRS = BLOCK / 2;

    @Override
    public void advance(int[] window) {
        System.arraycopy(window, AHEAD, window, 0, STATE);
        for (int n = 0; n < AHEAD; n++) {
            int joined = window[n] & TOP_BIT | window[n + 1] & OTHER_BITS;
            window[n + STATE] = window[n + MIDDLE] ^ joined >>> 1 ^ -(joined & 1) & TWIST;
        }
    }

    /** A word of the recurrence as the generator gives it out. */
    public static int tempered(int word) {
        int y = word;
        y ^= y >>> 11;
        y ^= y << 7 & TEMPER_LEFT_7;
        y ^= y << 15 & TEMPER_LEFT_15;
        return y ^ y >>> 18;
    }

    private static int floatBits(int word) {
        return tempered(word) & FLOAT_BITS;
    }

    @Override
    public void uniform(int[] window, int from, int blocks, float low, float width, float[] target, int offset) {
        for (int i = 0; i < blocks * BLOCK; i++) {
            target[offset + i] = Math.fma(floatBits(window[from + i]) * 0x1p-24f, width, low);
        }
    }

    @Override
    public void normal(
            int[] window, int from, int blocks, float mean, float deviation, float[] scratch, float[] target,
            int offset) {
        for (int block = 0; block < blocks * BLOCK; block += BLOCK) {
            for (int i = block; i < block + PAIRS; i++) {
                float radius = TorchBoxMuller.radius(floatBits(window[from + i]));
                int bits = floatBits(window[from + i + PAIRS]);
                int quarter = TorchBoxMuller.quarter(bits);
                float x = TorchBoxMuller.reduced(bits, quarter);
                boolean isSwapped = (quarter & 1) != 0;
                float sine = isSwapped ? TorchBoxMuller.cosine(x) : TorchBoxMuller.sine(x);
                float cosine = isSwapped ? TorchBoxMuller.sine(x) : TorchBoxMuller.cosine(x);
                boolean isLower = (quarter & 2) != 0;
                boolean isLeft = (quarter + 1 & 2) != 0;
                target[offset + i] = Math.fma(radius * (isLeft ? -cosine : cosine), deviation, mean);
                target[offset + i + PAIRS] = Math.fma(radius * (isLower ? -sine : sine), deviation, mean);
            }
        }
    }
}
