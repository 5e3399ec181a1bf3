package dev.evenkeel.internal.kernel.torch;

/**
 * The normals of PyTorch's {@code normal_} on CPU, float32, 16 elements or more, operation by operation: logarithm,
 * sine and cosine of the Cephes library (Moshier, 1989: logf.c, sinf.c) in their branchless form for AVX2, contracted
 * to fma as libtorch 2.7.1 is (decision 21).
 */
final class TorchBoxMuller {
    static final int EXPONENT_SHIFT = 23;
    static final int SIGNIFICAND = 0x007f_ffff;

    /** ½ as bits, not computed, or this class would have an initialiser. */
    static final int HALF = 0x3f00_0000;

    /** For significands in [½, 1): the power of 2 is this much less than the biased exponent. */
    static final int BIAS = 126;

    /** Below it, a significand is doubled and its exponent reduced: [√½, √2) is what the polynomial is for. */
    static final float ROOT_HALF = 0x1.6a09e6p-1f;

    static final int ROOT_HALF_BITS = 0x3f35_04f3;

    /** (ln(1 + x) − x + x²/2) / x³. */
    static final float LOG_0 = 7.0376836292E-2f;

    static final float LOG_1 = -1.1514610310E-1f;
    static final float LOG_2 = 1.1676998740E-1f;
    static final float LOG_3 = -1.2420140846E-1f;
    static final float LOG_4 = 1.4249322787E-1f;
    static final float LOG_5 = -1.6668057665E-1f;
    static final float LOG_6 = 2.0000714765E-1f;
    static final float LOG_7 = -2.4999993993E-1f;
    static final float LOG_8 = 3.3333331174E-1f;

    /** ln 2 in two parts, the smaller first. */
    static final float LN_2_LOW = -2.12194440e-4f;

    static final float LN_2_HIGH = 0.693359375f;

    /** Factor from a word's lower 24 bits to an angle below 2π. */
    static final float ANGLE = (float) (2 * Math.PI) * 0x1p-24f;

    /**
     * Added to those bits, it makes bit {@value #QUARTER_SHIFT} and up the number of the nearest quarter turn, 0 … 4.
     */
    static final int EIGHTH_TURN = 1 << 21;

    static final int QUARTER_SHIFT = 22;

    /** −π/2 in three parts, the first two short enough for exact products with a number of quarter turns. */
    static final float MINUS_PI_2_HIGH = -1.5703125f;

    static final float MINUS_PI_2_MIDDLE = -4.837512969970703125e-4f;
    static final float MINUS_PI_2_LOW = -7.54978995489188216e-8f;

    /** (sin x − x) / x³ as polynomial in x², |x| ≤ π/4. */
    static final float SIN_0 = -1.9515295891E-4f;

    static final float SIN_1 = 8.3321608736E-3f;
    static final float SIN_2 = -1.6666654611E-1f;

    /** (cos x − 1 + x²/2) / x⁴ as polynomial in x². */
    static final float COS_0 = 2.443315711809948E-5f;

    static final float COS_1 = -1.388731625493765E-3f;
    static final float COS_2 = 4.166664568298827E-2f;

    private TorchBoxMuller() {}

    /** √(−2 ln(1 − u)), u being {@code bits·2⁻²⁴}, below 1. */
    static float radius(int bits) {
        return (float) Math.sqrt(-2f * log(1f - bits * 0x1p-24f));
    }

    private static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        float significand = Float.intBitsToFloat(bits & SIGNIFICAND | HALF);
        boolean isLow = significand < ROOT_HALF;
        float exponent = (bits >> EXPONENT_SHIFT) - BIAS - (isLow ? 1f : 0f);
        float f = significand - 1f + (isLow ? significand : 0f);
        float z = f * f;
        float tail = LOG_0;
        tail = Math.fma(tail, f, LOG_1);
        tail = Math.fma(tail, f, LOG_2);
        tail = Math.fma(tail, f, LOG_3);
        tail = Math.fma(tail, f, LOG_4);
        tail = Math.fma(tail, f, LOG_5);
        tail = Math.fma(tail, f, LOG_6);
        tail = Math.fma(tail, f, LOG_7);
        tail = Math.fma(tail, f, LOG_8);
        tail = tail * f;
        tail = Math.fma(tail, z, exponent * LN_2_LOW);
        tail = Math.fma(z, -0.5f, tail);
        return Math.fma(exponent, LN_2_HIGH, f + tail);
    }

    /**
     * The quarter turn next to the angle. PyTorch computes twice that number as {@code (int) (angle·4/π) + 1 & ~1} in
     * float, which is the same for all 2²⁴ angles.
     */
    static int quarter(int bits) {
        return bits + EIGHTH_TURN >>> QUARTER_SHIFT;
    }

    /** The angle less its quarter turns: within ±π/4. */
    static float reduced(int bits, int quarter) {
        float x = Math.fma(quarter, MINUS_PI_2_HIGH, bits * ANGLE);
        x = Math.fma(quarter, MINUS_PI_2_MIDDLE, x);
        return Math.fma(quarter, MINUS_PI_2_LOW, x);
    }

    static float sine(float x) {
        float z = x * x;
        float tail = Math.fma(Math.fma(SIN_0, z, SIN_1), z, SIN_2);
        return Math.fma(tail * z, x, x);
    }

    static float cosine(float x) {
        float z = x * x;
        float tail = Math.fma(Math.fma(COS_0, z, COS_1), z, COS_2) * z;
        return 1f + Math.fma(tail, z, z * -0.5f);
    }
}
