package dev.evenkeel.internal.kernel.random;

/**
 * The specification of normals in float64, as {@link BoxMuller} for floats. The polynomials are those of fdlibm (Sun
 * Microsystems, 1993): e_log.c, k_sin.c, k_cos.c.
 */
final class BoxMullerDouble {
    /** √½ as bits, not computed, or this class would have an initialiser; significands are taken from [√½, √2). */
    static final long ROOT_HALF = 0x3fe6_a09e_667f_3bcdL;

    static final long SIGNIFICAND = 0x000f_ffff_ffff_ffffL;
    static final long ONE = 0x3ff0_0000_0000_0000L;
    static final double MINUS_TWO_LN_2 = -0x1.62e42fefa39efp0;

    static final double LOG_1 = 6.666666666666735130e-01;
    static final double LOG_2 = 3.999999999940941908e-01;
    static final double LOG_3 = 2.857142874366239149e-01;
    static final double LOG_4 = 2.222219843214978396e-01;
    static final double LOG_5 = 1.818357216161805012e-01;
    static final double LOG_6 = 1.531383769920937332e-01;
    static final double LOG_7 = 1.479819860511658591e-01;

    static final double SIN_1 = -1.66666666666666324348e-01;
    static final double SIN_2 = 8.33333333332248946124e-03;
    static final double SIN_3 = -1.98412698298579493134e-04;
    static final double SIN_4 = 2.75573137070700676789e-06;
    static final double SIN_5 = -2.50507602534068634195e-08;
    static final double SIN_6 = 1.58969099521155010221e-10;

    static final double COS_1 = 4.16666666666666019037e-02;
    static final double COS_2 = -1.38888888888741095749e-03;
    static final double COS_3 = 2.48015872894767294178e-05;
    static final double COS_4 = -2.75573143513906633035e-07;
    static final double COS_5 = 2.08757232129817482790e-09;
    static final double COS_6 = -1.13596475577881948265e-11;

    /** From the lower 62 bits of a word, as the upper 62 of a signed number, to an angle within ±π/4. */
    static final double ANGLE = Math.PI / 4 * 0x1p-63;

    private BoxMullerDouble() {}

    /** √(−2 ln u) of the u that a word stands for; the word 0 does not come here. */
    static double radius(long word) {
        double t = word * 0x1p-64;
        double u = t + Double.longBitsToDouble(word >> 63 & ONE);
        return radius(u, t);
    }

    /** √(−2 ln u) of u = (word + (more + ½)·2⁻⁶⁴)·2⁻⁶⁴, for words below 2³². */
    static double radiusOfTwo(long word, long more) {
        double u = (word + ((more >>> 11) + 0.5) * 0x1p-53) * 0x1p-64;
        return radius(u, u);
    }

    private static double radius(double u, double t) {
        long shifted = Double.doubleToRawLongBits(u) - ROOT_HALF;
        long exponent = shifted >> 52;
        double significand = Double.longBitsToDouble((shifted & SIGNIFICAND) + ROOT_HALF);
        double f = select(shifted >> 63, significand - 1, t);
        double s = f / (2 + f);
        double z = s * s;
        double tail = LOG_7;
        tail = Math.fma(tail, z, LOG_6);
        tail = Math.fma(tail, z, LOG_5);
        tail = Math.fma(tail, z, LOG_4);
        tail = Math.fma(tail, z, LOG_3);
        tail = Math.fma(tail, z, LOG_2);
        tail = Math.fma(tail, z, LOG_1);
        double halfSquare = 0.5 * f * f;
        double log = f - Math.fma(-s, Math.fma(z, tail, halfSquare), halfSquare);
        return Math.sqrt(Math.fma((double) exponent, MINUS_TWO_LN_2, -2 * log));
    }

    /** {@code x} where all bits of {@code mask} are set, {@code y} where none is. */
    static double select(long mask, double x, double y) {
        long bits = Double.doubleToRawLongBits(y);
        return Double.longBitsToDouble(bits ^ (bits ^ Double.doubleToRawLongBits(x)) & mask);
    }

    /** The angle within ±π/4 that the lower bits of a word are. */
    static double angle(long word) {
        return (word << 2) * ANGLE;
    }

    static double sine(double a) {
        double z = a * a;
        double tail = SIN_6;
        tail = Math.fma(tail, z, SIN_5);
        tail = Math.fma(tail, z, SIN_4);
        tail = Math.fma(tail, z, SIN_3);
        tail = Math.fma(tail, z, SIN_2);
        tail = Math.fma(tail, z, SIN_1);
        return Math.fma(a * z, tail, a);
    }

    static double cosine(double a) {
        double z = a * a;
        double tail = COS_6;
        tail = Math.fma(tail, z, COS_5);
        tail = Math.fma(tail, z, COS_4);
        tail = Math.fma(tail, z, COS_3);
        tail = Math.fma(tail, z, COS_2);
        tail = Math.fma(tail, z, COS_1);
        return Math.fma(z * z, tail, Math.fma(z, -0.5, 1));
    }
}
