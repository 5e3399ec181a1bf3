package dev.evenkeel.internal.kernel.activation;

/**
 * SiLU and GELU: x times a gate, which is a sigmoid or the normal distribution function; under the rules of {@link
 * ActivationFunctions}.
 */
final class GatedUnits {
    /** Below it SiLU and its derivative round to 0. */
    static final float SILU_LEAST = -110f;

    /** Beyond it SiLU rounds to x. */
    static final float SILU_GREATEST = 20f;

    /** Below it GELU by tanh and its derivative round to 0. */
    static final float TANH_LEAST = -11f;

    /** Beyond it GELU by tanh rounds to x. */
    static final float TANH_GREATEST = 6f;

    // u = 2·√(2/π)·(x + 0.044715·x³) = x·(U_1 + U_3·x²), the former with 21 bits in its first part.

    static final float U_1 = 0x1.98845p0f;
    static final float U_1_LOW = (float) (1.5957691216057308 - 0x1.98845p0);
    static final float U_3 = (float) (1.5957691216057308 * 0.044715);
    static final float U_3_LOW = (float) (1.5957691216057308 * 0.044715 - U_3);

    /** Where |x| is greater, GELU and its derivative have rounded to 0, or to x and 1. */
    static final float GELU_LIMIT = 15f;

    // Coefficients of n and d in Φ(−a) = e^−a²/2 · n(a) / d(a), 0 ≤ a ≤ 15: the error is 2^−26.6 of the quotient. All
    // are positive, so no digits cancel. d(0) is 1.

    static final float N_0 = 0.5f;
    static final float N_1 = 0x1.c17dcap-2f;
    static final float N_2 = 0x1.783a28p-3f;
    static final float N_3 = 0x1.4e1d84p-5f;
    static final float N_4 = 0x1.0f21a2p-8f;
    static final float D_1 = 0x1.ad0114p0f;
    static final float D_2 = 0x1.3459fcp0f;
    static final float D_3 = 0x1.e20074p-2f;
    static final float D_4 = 0x1.a2c6cap-4f;
    static final float D_5 = 0x1.53cf24p-7f;

    /** −1/√(2π). */
    static final float MINUS_DENSITY = -0.3989422804014327f;

    private GatedUnits() {}

    /** x · σ(x). */
    static float silu(float x) {
        float least = x < SILU_LEAST ? SILU_LEAST : x;
        float z = x > SILU_GREATEST ? SILU_GREATEST : least;
        return x > SILU_GREATEST ? x : gated(z, z, 0f);
    }

    /** σ(x) · (1 + x·(1 − σ(x))). */
    static float siluDerivative(float x) {
        float least = x < SILU_LEAST ? SILU_LEAST : x;
        float z = x > SILU_GREATEST ? SILU_GREATEST : least;
        return gatedDerivative(z, z, 0f);
    }

    /** x · σ(u), which is x/2 · (1 + tanh(u/2)). */
    static float geluTanh(float x) {
        float least = x < TANH_LEAST ? TANH_LEAST : x;
        float z = x > TANH_GREATEST ? TANH_GREATEST : least;
        float square = z * z;
        float u = z * factor(square);
        return x > TANH_GREATEST ? x : gated(z, u, low(z, square, u));
    }

    /** σ(u) · (1 + x·u′·(1 − σ(u))). */
    static float geluTanhDerivative(float x) {
        float least = x < TANH_LEAST ? TANH_LEAST : x;
        float z = x > TANH_GREATEST ? TANH_GREATEST : least;
        float square = z * z;
        float u = z * factor(square);
        return gatedDerivative(z * Math.fma(square, 3 * U_3, U_1), u, low(z, square, u));
    }

    /** u / z for z² = square. */
    private static float factor(float square) {
        return Math.fma(square, U_3, U_1);
    }

    /** What {@code u = z · factor(square)} lacks: digits that e^u would make large. */
    private static float low(float z, float square, float u) {
        float factor = factor(square);
        float squareLow = Math.fma(z, z, -square);
        float ofLows = Math.fma(squareLow, U_3, Math.fma(square, U_3_LOW, U_1_LOW));
        float factorLow = Math.fma(square, U_3, U_1 - factor) + ofLows;
        return Math.fma(z, factorLow, Math.fma(z, factor, -u));
    }

    /**
     * z · σ(u + uLow) = z · P / (P + e^−ρ), P being 4^j: one division, and what it is beyond z subtracted (−0 stays).
     */
    private static float gated(float z, float u, float uLow) {
        float rounded = PowersOfFour.rounded(u);
        float j = rounded - ActivationFunctions.ROUNDER;
        float first = Math.fma(j, -PowersOfFour.LN4_HIGH, u);
        float rho = Math.fma(j, -PowersOfFour.LN4_LOW, first);
        float rhoLow = Math.fma(j, -PowersOfFour.LN4_LOW, first - rho) + uLow;
        float tail = PowersOfFour.tail(-rho);
        float root = PowersOfFour.root(rounded);
        float power = root * root;

        float high = 1f - rho;
        float rest = ((1f - high) - rho) + tail;
        float low = Math.fma(-rhoLow, high + rest, rest);
        float sum = power + high;
        float sumLow = (high - (sum - power)) + low;
        float denominator = sum + sumLow;
        float denominatorLow = (sum - denominator) + sumLow;
        float reciprocal = 1f / denominator;
        float estimate = z * reciprocal;
        float beyond = Math.fma(estimate, denominatorLow, Math.fma(estimate, denominator, -z));
        return Math.fma(-beyond, reciprocal, estimate) * root * root;
    }

    /** σ · (1 + slope · (1 − σ)) at u + uLow, slope being x·u′. */
    private static float gatedDerivative(float slope, float u, float uLow) {
        float rounded = PowersOfFour.rounded(u);
        float j = rounded - ActivationFunctions.ROUNDER;
        float first = Math.fma(j, -PowersOfFour.LN4_HIGH, u);
        float rho = Math.fma(j, -PowersOfFour.LN4_LOW, first);
        float rhoLow = Math.fma(j, -PowersOfFour.LN4_LOW, first - rho) + uLow;
        float tail = PowersOfFour.tail(-rho);
        float root = PowersOfFour.root(rounded);
        float power = root * root;

        float high = 1f - rho;
        float rest = ((1f - high) - rho) + tail;
        float low = Math.fma(-rhoLow, high + rest, rest);
        float sum = power + high;
        float sumLow = (high - (sum - power)) + low;
        float denominator = sum + sumLow;
        float denominatorLow = (sum - denominator) + sumLow;
        float reciprocal = 1f / denominator;
        float left = Math.fma(-reciprocal, denominatorLow, Math.fma(-reciprocal, denominator, 1f));
        float bend = Math.fma(slope, (high + low) * reciprocal, 1f);
        return Math.fma(bend * left, reciprocal, bend * reciprocal) * root * root;
    }

    /** x · Φ(x) = max(0, x) − a · Φ(−a) with a = |x|; the square in e^−a²/2 has two parts. */
    static float gelu(float x) {
        float magnitude = Math.abs(x);
        float a = magnitude > GELU_LIMIT ? GELU_LIMIT : magnitude;
        float square = a * a;
        float rounded = Math.fma(square, -PowersOfFour.LOG4_E / 2, ActivationFunctions.ROUNDER);
        float root = PowersOfFour.root(rounded);
        float rho = halved(a, square, rounded);
        float high = Math.fma(rho, -0.5f, 1f);
        float low = Math.fma(rho, -0.5f, 1f - high) + tailOfHalf(rho);
        float e = high + low;
        float eLow = (high - e) + low;
        float quotient = a * numerator(a, square) / denominator(a, square);
        float lost = Math.fma(quotient, eLow, quotient * e) * root * root;
        float linear = x >= 0f ? x : -0f;
        return linear - lost;
    }

    /** Φ(x) + x·φ(x), which is e^−a²/2 · (n/d − a/√(2π)) on the left, and on the right what that lacks of 1. */
    static float geluDerivative(float x) {
        float magnitude = Math.abs(x);
        float a = magnitude > GELU_LIMIT ? GELU_LIMIT : magnitude;
        float square = a * a;
        float rounded = Math.fma(square, -PowersOfFour.LOG4_E / 2, ActivationFunctions.ROUNDER);
        float root = PowersOfFour.root(rounded);
        float rho = halved(a, square, rounded);
        float high = Math.fma(rho, -0.5f, 1f);
        float low = Math.fma(rho, -0.5f, 1f - high) + tailOfHalf(rho);
        float e = high + low;
        float eLow = (high - e) + low;
        float quotient = Math.fma(a, MINUS_DENSITY, numerator(a, square) / denominator(a, square));
        float left = Math.fma(quotient, eLow, quotient * e) * root * root;
        return x > 0f ? 1f - left : left;
    }

    /** ρ = a² + j·2·ln 4, so that e^−a²/2 = 4^j · e^−ρ/2. */
    private static float halved(float a, float square, float rounded) {
        float j = rounded - ActivationFunctions.ROUNDER;
        float rho = Math.fma(j, 2 * PowersOfFour.LN4_LOW, Math.fma(j, 2 * PowersOfFour.LN4_HIGH, square));
        return rho + Math.fma(a, a, -square);
    }

    /** {@link PowersOfFour#tail} of −ρ/2. */
    private static float tailOfHalf(float rho) {
        float square = rho * rho;
        float p4 = Math.fma(rho, -PowersOfFour.C5 / 32, PowersOfFour.C4 / 16);
        float p6 = Math.fma(square, PowersOfFour.C8 / 256, Math.fma(rho, -PowersOfFour.C7 / 128, PowersOfFour.C6 / 64));
        float p2 = Math.fma(rho, -PowersOfFour.C3 / 8, PowersOfFour.C2 / 4);
        return square * Math.fma(square, Math.fma(square, p6, p4), p2);
    }

    private static float numerator(float a, float square) {
        float upper = Math.fma(square, Math.fma(a, N_4, N_3), Math.fma(a, N_2, N_1));
        return Math.fma(a, upper, N_0);
    }

    private static float denominator(float a, float square) {
        float upper = Math.fma(square, Math.fma(square, D_5, Math.fma(a, D_4, D_3)), Math.fma(a, D_2, D_1));
        return Math.fma(a, upper, 1f);
    }
}
