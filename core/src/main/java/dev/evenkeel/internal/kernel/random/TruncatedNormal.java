package dev.evenkeel.internal.kernel.random;

/**
 * The specification of the unit normal cut at ±2, in both precisions: its quantile x(p) = √2·erf⁻¹(p·erf √2), p in (−1,
 * 1), computed as p·P(y)/Q(y) with y = 1 − p². No draw is rejected, so a sample stays a function of one word.
 */
final class TruncatedNormal {
    /** Coefficients; the quotient's relative error is 6.7e-8. See {@link #sample(int)}. */
    static final float P_0 = 0x1.fffffep0f;
    static final float P_1 = 0x1.83fa50p4f;
    static final float P_2 = 0x1.29bc4ap6f;
    static final float P_3 = 0x1.b15ef6p5f;
    static final float P_4 = 0x1.181642p2f;
    static final float Q_1 = 0x1.bab124p3f;
    static final float Q_2 = 0x1.a32044p5f;
    static final float Q_3 = 0x1.b985e0p5f;
    static final float Q_4 = 0x1.5606b2p3f;

    static final int DEGREE = 9;

    /** From the constant term on; relative error of the quotient 3.3e-16. */
    static final double[] NUMERATOR = {0x1.ffffffffffffdp0, 0x1.e99d21355f550p5, 0x1.6dee639903d21p9,
        0x1.10db20477c9e6p12, 0x1.afb0a2f30dbb9p13, 0x1.66914a99d6c9fp14, 0x1.25687c883d087p14, 0x1.9e5adb2cf4317p12,
        0x1.7f68d8cf869b8p9, 0x1.9aa5fddaeda12p3};
    static final double[] DENOMINATOR = {1, 0x1.027c5b959d165p5, 0x1.9cb185a619135p8, 0x1.4dccfbb11e731p11,
        0x1.2493dd90336f1p13, 0x1.1584552c2c207p14, 0x1.0f5b2702d0ff6p14, 0x1.edc6fdd110776p12, 0x1.56bed36d2a6a1p10,
        0x1.c63dc73f899fcp5};

    private TruncatedNormal() {}

    /**
     * The quantile of an odd multiple p of 2⁻²⁴, neither 0 nor ±1; the normal probability between 0 and x is p/2 of
     * that between −2 and 2.
     *
     * <p>The quantile is singular at p² = 1.0976, close behind the cut, where polynomials in p would need 30 terms. In
     * y all coefficients but none of consequence are positive, so nothing cancels.
     */
    static float sample(int word) {
        float p = ((word >>> 7 | 1) - (1 << 24)) * 0x1p-24f;
        float y = Math.fma(-p, p, 1f);
        float numerator = Math.fma(Math.fma(Math.fma(Math.fma(P_4, y, P_3), y, P_2), y, P_1), y, P_0);
        float denominator = Math.fma(Math.fma(Math.fma(Math.fma(Q_4, y, Q_3), y, Q_2), y, Q_1), y, 1f);
        return p * numerator / denominator;
    }

    /** The same of an odd multiple p of 2⁻⁵². */
    static double sample(long word) {
        double p = Math.fma(2, Double.longBitsToDouble(word >>> 12 | BoxMullerDouble.ONE) - 1.5, 0x1p-52);
        double y = Math.fma(-p, p, 1);
        double numerator = NUMERATOR[DEGREE];
        double denominator = DENOMINATOR[DEGREE];
        for (int power = DEGREE - 1; power >= 0; power--) {
            numerator = Math.fma(numerator, y, NUMERATOR[power]);
            denominator = Math.fma(denominator, y, DENOMINATOR[power]);
        }
        return p * numerator / denominator;
    }
}
