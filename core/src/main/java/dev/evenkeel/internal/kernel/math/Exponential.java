package dev.evenkeel.internal.kernel.math;

/**
 * e^y for y ≤ 0 and log(1 + u) for 0 ≤ u ≤ 1 in float32, from fma, +, −, ×, ÷ and bits alone. Vector code transcribes
 * them with these constants (decision 18).
 */
public final class Exponential {
    /**
     * 1.5·2^23 + 127: adding it rounds to the nearest integer k, and shifting the sum's bits left by 23 gives 2^k, or 0
     * for k = −127.
     */
    public static final float ROUNDER = 0x1.8000fep23f;

    /** Places between the low bits of {@link #ROUNDER} + k and the exponent of 2^k. */
    public static final int TO_EXPONENT = 23;

    /** For all y up to here the result is 0: its k is −127. */
    public static final float LOWEST = -88f;

    public static final float LOG2_E = 0x1.715476p0f;

    /** 15 bits of ln 2, so that its product with any k that occurs here is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;

    /** The rest of ln 2. */
    public static final float LN2_LOW = (float) (0x1.62e42fefa39efp-1 - 0x1.62e4p-1);

    // e^r = 1 + r + r²/2 + EXP_3 r³ + … for |r| ≤ ln 2 / 2, relative error 2^−28.
    public static final float EXP_3 = 0x1.5554a4p-3f;
    public static final float EXP_4 = 0x1.55568cp-5f;
    public static final float EXP_5 = 0x1.122f2ep-7f;
    public static final float EXP_6 = 0x1.6b69fp-10f;

    // log(1 + u) = 2s(1 + z(LOG_0 + LOG_1 z + …)) with s = u/(2 + u) and z = s², relative error 2^−27.7.
    public static final float LOG_0 = 0x1.555502p-2f;
    public static final float LOG_1 = 0x1.99d1ccp-3f;
    public static final float LOG_2 = 0x1.1ec04p-3f;
    public static final float LOG_3 = 0x1.1eca1ap-3f;

    private Exponential() {}

    /** e^y for y ≤ 0, 0 where that is below 2^−126.5; NaN for NaN. */
    public static float ofNegative(float y) {
        float bounded = Math.max(y, LOWEST);
        float rounded = Math.fma(bounded, LOG2_E, ROUNDER);
        float k = rounded - ROUNDER;
        float r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, bounded));
        float p = Math.fma(EXP_6, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, 0.5f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return p * Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << TO_EXPONENT);
    }

    /** log(1 + u) for 0 ≤ u ≤ 1. */
    public static float logOfOnePlus(float u) {
        float s = u / (2f + u);
        float z = s * s;
        float p = Math.fma(LOG_3, z, LOG_2);
        p = Math.fma(p, z, LOG_1);
        p = Math.fma(p, z, LOG_0);
        return 2f * s * Math.fma(p, z, 1f);
    }
}
