package dev.evenkeel.internal.kernel.random;

/**
 * The specification of normals in float32: logarithm and point on the circle from fma, +, −, ×, √, conversions and
 * integer operations alone, so that bits are equal on every machine. There are no branches, so a vector twin is a
 * transcription.
 */
final class BoxMuller {
    /** √½ as bits, not computed, or this class would have an initialiser; significands are taken from [√½, √2). */
    static final int ROOT_HALF = 0x3f35_04f3;

    static final int SIGNIFICAND = 0x007f_ffff;
    static final int ONE = 0x3f80_0000;
    static final float MINUS_TWO_LN_2 = -0x1.62e43p0f;

    /** −2 ln(1 + f) / f on [√½ − 1, √2 − 1], relative error 2.6e-8. */
    static final float LOG_0 = -2f;
    static final float LOG_1 = 0x1.fffff8p-1f;
    static final float LOG_2 = -0x1.55578ep-1f;
    static final float LOG_3 = 0x1.000558p-1f;
    static final float LOG_4 = -0x1.98b7b2p-2f;
    static final float LOG_5 = 0x1.53371ap-2f;
    static final float LOG_6 = -0x1.3239ccp-2f;
    static final float LOG_7 = 0x1.261d5p-2f;
    static final float LOG_8 = -0x1.64f3f2p-3f;

    /** (sin a − a) / a³ as polynomial in a², |a| ≤ π/4, relative error of the sine 3.5e-9. */
    static final float SIN_0 = -0x1.555546p-3f;
    static final float SIN_1 = 0x1.110758p-7f;
    static final float SIN_2 = -0x1.994c72p-13f;

    /** (cos a − 1 + a²/2) / a⁴ as polynomial in a², error of the cosine 1e-10. */
    static final float COS_0 = 0x1.55554ap-5f;
    static final float COS_1 = -0x1.6c0ca0p-10f;
    static final float COS_2 = 0x1.9a07dap-16f;

    /** From the lower 30 bits of a word, as the upper 30 of a signed number, to an angle within ±π/4. */
    static final float ANGLE = (float) (Math.PI / 4 * 0x1p-31);

    private BoxMuller() {}

    /**
     * √(−2 ln u) of the u that a word stands for; the word 0 does not come here.
     *
     * <p>A word is read as a signed number, t = word·2⁻³² in [−½, ½), and u is t or, below zero, 1 + t. So both ends of
     * (0, 1) keep the full precision of a float: near 0, where −2 ln u makes the tail, and near 1, where the logarithm
     * of 1 + t is taken from t itself.
     */
    static float radius(int word) {
        float t = word * 0x1p-32f;
        float u = t + Float.intBitsToFloat(word >> 31 & ONE);
        return radius(u, t);
    }

    /** √(−2 ln u) of u = (word + ½)·2⁻⁶⁴ with an unsigned word below 2⁶³. */
    static float radiusOfLong(long word) {
        float u = (float) word * 0x1p-64f + 0x1p-65f;
        return radius(u, u);
    }

    /** @param t ln's argument minus one, where u is no less than √½; not read elsewhere */
    private static float radius(float u, float t) {
        int shifted = Float.floatToRawIntBits(u) - ROOT_HALF;
        int exponent = shifted >> 23;
        int significand = (shifted & SIGNIFICAND) + ROOT_HALF;
        int negative = shifted >> 31;
        float f = Float.intBitsToFloat(select(negative, significand, Float.floatToRawIntBits(t)))
                - Float.intBitsToFloat(negative & ONE);
        float log = LOG_8;
        log = Math.fma(log, f, LOG_7);
        log = Math.fma(log, f, LOG_6);
        log = Math.fma(log, f, LOG_5);
        log = Math.fma(log, f, LOG_4);
        log = Math.fma(log, f, LOG_3);
        log = Math.fma(log, f, LOG_2);
        log = Math.fma(log, f, LOG_1);
        log = Math.fma(log, f, LOG_0);
        return (float) Math.sqrt(Math.fma((float) exponent, MINUS_TWO_LN_2, f * log));
    }

    /**
     * {@code x} where all bits of {@code mask} are set, {@code y} where none is; a branch would be mispredicted every
     * other time.
     */
    private static int select(int mask, int x, int y) {
        return y ^ (y ^ x) & mask;
    }

    /** The angle within ±π/4 that the lower bits of a word are. */
    static float angle(int word) {
        return (word << 2) * ANGLE;
    }

    static float sine(float a) {
        float z = a * a;
        float tail = Math.fma(Math.fma(SIN_2, z, SIN_1), z, SIN_0);
        return Math.fma(a * z, tail, a);
    }

    static float cosine(float a) {
        float z = a * a;
        float tail = Math.fma(Math.fma(COS_2, z, COS_1), z, COS_0);
        return Math.fma(z * z, tail, Math.fma(z, -0.5f, 1));
    }
}
