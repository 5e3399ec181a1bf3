package dev.evenkeel.internal.kernel.activation;

import static dev.evenkeel.internal.kernel.math.Exponential.LN2_HIGH;
import static dev.evenkeel.internal.kernel.math.Exponential.LN2_LOW;
import static dev.evenkeel.internal.kernel.math.Exponential.LOG2_E;

/**
 * The exponential of ELU, softplus, SiLU and GELU: e^z = 4^j · e^ρ with |ρ| ≤ ln 2 and e^ρ = 1 + ρ + ρ² p(ρ). Powers of
 * four, because 4^j is a square: two products with 2^j neither overflow nor lose digits before the result does.
 */
final class PowersOfFour {
    /** log₄ e: z times this, rounded, is j. */
    static final float LOG4_E = LOG2_E / 2;

    /** 15 bits of ln 4, so that its product with any j that occurs here is exact. */
    static final float LN4_HIGH = 2 * LN2_HIGH;

    /** The rest of ln 4. */
    static final float LN4_LOW = 2 * LN2_LOW;

    // Coefficients of p, fitted as those of ActivationFunctions.tail: the error is 2^−30.2 of e^ρ.

    static final float C2 = 0.5f;
    static final float C3 = 0x1.55555cp-3f;
    static final float C4 = 0x1.555532p-5f;
    static final float C5 = 0x1.110b5cp-7f;
    static final float C6 = 0x1.6c2ca8p-10f;
    static final float C7 = 0x1.a56294p-13f;
    static final float C8 = 0x1.9b8c8p-16f;

    private PowersOfFour() {}

    /** {@link ActivationFunctions#ROUNDER} + j for z. */
    static float rounded(float z) {
        return Math.fma(z, LOG4_E, ActivationFunctions.ROUNDER);
    }

    /** ρ² p(ρ), in an order that lets a processor do several things at a time. */
    static float tail(float rho) {
        float square = rho * rho;
        float p4 = Math.fma(rho, C5, C4);
        float p6 = Math.fma(square, C8, Math.fma(rho, C7, C6));
        return square * Math.fma(square, Math.fma(square, p6, p4), Math.fma(rho, C3, C2));
    }

    /** 2^j, when {@code rounded} is {@link ActivationFunctions#ROUNDER} + j. */
    static float root(float rounded) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(rounded)
                - (ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT) << Float.PRECISION - 1);
    }
}
