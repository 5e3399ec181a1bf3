package dev.evenkeel.internal.kernel.activation;

import static dev.evenkeel.internal.kernel.math.Exponential.LN2_HIGH;
import static dev.evenkeel.internal.kernel.math.Exponential.LN2_LOW;
import static dev.evenkeel.internal.kernel.math.Exponential.LOG2_E;

import dev.evenkeel.internal.kernel.math.Exponential;

/**
 * The activation functions and their derivatives, element by element, from fma, +, −, ×, ÷, comparison with selection
 * and integer arithmetic on float32 alone, so that bits are equal on every machine and in every lane of a vector. There
 * are no branches, so a vector twin is a transcription.
 */
public final class ActivationFunctions {
    // Tanh and both bells reduce e^y, y ≤ 0, to 2^k · e^r with |r| ≤ ln 2 / 2 and e^r = 1 + r + tail. The leading 1 + r
    // is kept apart from the tail until the end, and the one division is corrected by its remainder, so that hardly
    // more than the last rounding is lost. With e^−|x| instead of e^x nothing can overflow, and both tails keep their
    // relative accuracy.

    /** 1.5 · 2^23: adding it rounds to the nearest integer and leaves that integer in the low bits. */
    static final float ROUNDER = 0x1.8p23f;

    /** Its bits; not computed, or this class would have an initialiser. */
    static final int ROUNDER_BITS = 0x4b40_0000;

    /** Coefficients of {@link #tail}. */
    static final float EXP_2 = 0.5f;

    static final float EXP_3 = 0x1.555556p-3f;
    static final float EXP_4 = 0x1.5554f6p-5f;
    static final float EXP_5 = 0x1.111004p-7f;
    static final float EXP_6 = 0x1.6d3c92p-10f;
    static final float EXP_7 = 0x1.a242acp-13f;

    /** Beyond it tanh rounds to 1. */
    static final float TANH_LIMIT = 10f;

    /** Beyond it 4 e^−z rounds to 0. */
    static final float EXPONENTIAL_LIMIT = 106f;

    /** The sigmoid is 1 from 16.3 on; far beyond this, 2^(k + 24) would be no float. */
    static final float SIGMOID_GREATEST = 64f;

    /** From here down the sigmoid rounds to 0. */
    static final float SIGMOID_LEAST = -104f;

    /** 1.5 · 2^23 + 127 + 24: the bits of this + k, shifted to the exponent's place, are those of 2^(k + 24). */
    static final float SIGMOID_ROUNDER = 0x1.8p23f + Float.MAX_EXPONENT + 24;

    /** Makes 2^k of 2^(k + 24). */
    static final float SIGMOID_UNIT = 0x1p-24f;

    /** Beyond it 1 / (1 + x)² rounds to 0 and, much earlier, x / (1 + x) to 1. */
    static final float SOFTSIGN_LIMIT = 0x1p76f;

    private ActivationFunctions() {}

    /** max(0, x). */
    public static float relu(float x) {
        return Math.max(0f, x);
    }

    /** 1 for x &gt; 0, else 0. */
    public static float reluDerivative(float x) {
        return leakyReluDerivative(x, 0f);
    }

    /** x for x ≥ 0, else slope · x. */
    public static float leakyRelu(float x, float slope) {
        return x >= 0f ? x : slope * x;
    }

    /** 1 for x &gt; 0, else slope. */
    public static float leakyReluDerivative(float x, float slope) {
        float oneSided = x > 0f ? 1f : slope;
        return x == x ? oneSided : x;
    }

    /** 1, but NaN for NaN like every other derivative. */
    public static float identityDerivative(float x) {
        return x == x ? 1f : x;
    }

    /**
     * −(e^y − 1) / (2 + (e^y − 1)) with y = −2|x|, and the sign of x; for k = 0 the 1 is never added, so small x lose
     * nothing.
     */
    public static float tanh(float x) {
        float magnitude = Math.abs(x);
        float y = -2f * (magnitude > TANH_LIMIT ? TANH_LIMIT : magnitude);
        float rounded = Math.fma(y, LOG2_E, ROUNDER);
        float r = remainder(y, rounded - ROUNDER);
        float tail = tail(r);
        float power = powerOfTwo(exponent(rounded));

        float q = r + tail;
        float qLow = (r - q) + tail;
        float scaled = power * q;
        float shift = power - 1f;
        float numerator = shift + scaled;
        float shiftLow = power - (shift + 1f);
        float numeratorLow = Math.fma(power, qLow, (shift - numerator) + scaled) + shiftLow;
        float denominator = 2f + numerator;
        float denominatorLow = ((2f - denominator) + numerator) + numeratorLow;
        return Math.copySign(quotient(numerator, numeratorLow, denominator, denominatorLow), x);
    }

    /**
     * 2^k / (2^k + e^−r) with x = k ln 2 + r. The denominator is 1 + 2^k, which is exact for |k| ≤ 23, and e^−r − 1,
     * which one fma adds. So that fma and the quotient are all that rounds. 2^(k + 24) is normal where 2^k is not.
     */
    public static float sigmoid(float x) {
        float finite = x > SIGMOID_GREATEST ? SIGMOID_GREATEST : x;
        finite = finite < SIGMOID_LEAST ? SIGMOID_LEAST : finite;
        float rounded = Math.fma(finite, LOG2_E, SIGMOID_ROUNDER);
        float r = remainder(finite, rounded - SIGMOID_ROUNDER);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << Float.PRECISION - 1);
        float p = Math.fma(r, Exponential.EXP_6, -Exponential.EXP_5);
        p = Math.fma(p, r, Exponential.EXP_4);
        p = Math.fma(p, r, -Exponential.EXP_3);
        p = Math.fma(p, r, 0.5f);
        p = Math.fma(p, r, -1f);
        float denominator = Math.fma(p, r, Math.fma(power, SIGMOID_UNIT, 1f));
        return power / denominator * SIGMOID_UNIT;
    }

    /** 4 e^−2|x| / (1 + e^−2|x|)², which is 1 − tanh² without the cancellation. */
    public static float tanhDerivative(float x) {
        return bell(2f * Math.abs(x), 4f);
    }

    /** e^−|x| / (1 + e^−|x|)². */
    public static float sigmoidDerivative(float x) {
        return bell(Math.abs(x), 1f);
    }

    /** factor · e^−z / (1 + e^−z)², z ≥ 0. */
    private static float bell(float z, float factor) {
        float y = -(z > EXPONENTIAL_LIMIT ? EXPONENTIAL_LIMIT : z);
        float rounded = Math.fma(y, LOG2_E, ROUNDER);
        float r = remainder(y, rounded - ROUNDER);
        float tail = tail(r);
        int exponent = exponent(rounded);
        float power = powerOfTwo(Math.max(exponent, Float.MIN_EXPONENT));

        float q = r + tail;
        float qLow = (r - q) + tail;
        float significand = 1f + q;
        float significandLow = ((1f - significand) + q) + qLow;
        float e = power * significand;
        float denominator = 1f + e;
        float denominatorLow = Math.fma(power, significandLow, (1f - denominator) + e);
        float square = denominator * denominator;
        float squareLow = Math.fma(2f * denominator, denominatorLow, Math.fma(denominator, denominator, -square));
        return scale(factor * quotient(significand, significandLow, square, squareLow), exponent);
    }

    /** x / (1 + |x|). */
    public static float softsign(float x) {
        float magnitude = Math.abs(x);
        float finite = magnitude > SOFTSIGN_LIMIT ? SOFTSIGN_LIMIT : magnitude;
        float denominator = 1f + finite;
        return Math.copySign(quotient(finite, 0f, denominator, sumError(1f, finite, denominator)), x);
    }

    /** 1 / (1 + |x|)², the square and the reciprocal both corrected by what their rounding lost. */
    public static float softsignDerivative(float x) {
        float magnitude = Math.abs(x);
        float finite = magnitude > SOFTSIGN_LIMIT ? SOFTSIGN_LIMIT : magnitude;
        float denominator = 1f + finite;
        float reciprocal = 1f / denominator;
        float left = Math.fma(-reciprocal, sumError(1f, finite, denominator), Math.fma(-reciprocal, denominator, 1f));
        float square = reciprocal * reciprocal;
        return square + Math.fma(2f * left, square, Math.fma(reciprocal, reciprocal, -square));
    }

    /** tanh′ = 1 − y² for y = tanh x. */
    public static float tanhDerivativeOfOutput(float y) {
        return Math.fma(-y, y, 1f);
    }

    /** sigmoid′ = y − y² for y = sigmoid x. */
    public static float sigmoidDerivativeOfOutput(float y) {
        return Math.fma(-y, y, y);
    }

    /** softsign′ = (1 − |y|)² for y = softsign x. */
    public static float softsignDerivativeOfOutput(float y) {
        float rest = 1f - Math.abs(y);
        return rest * rest;
    }

    /** The rounding error of {@code sum = a + b}, whichever is larger (Knuth, TAOCP 2, 4.2.2, theorem B). */
    static float sumError(float a, float b, float sum) {
        float bRounded = sum - a;
        return (a - (sum - bRounded)) + (b - bRounded);
    }

    /** k, when {@code rounded} is {@link #ROUNDER} + k. */
    private static int exponent(float rounded) {
        return Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    }

    /** y − k ln 2. Keeping what the second fma rounds off as well would gain a tenth of an ulp. */
    private static float remainder(float y, float k) {
        return Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, y));
    }

    /**
     * e^r − 1 − r = r² p(r), with |r² p(r) − (e^r − 1 − r)| ≤ 2^−31.1 |e^r − 1| for |r| ≤ ln 2 / 2. Fitted to
     * minimise that error with p(0) = ½, each coefficient rounded to float32 in turn and the later ones fitted anew.
     */
    private static float tail(float r) {
        float p = EXP_7;
        p = Math.fma(p, r, EXP_6);
        p = Math.fma(p, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        return r * r * p;
    }

    /** (n + nLow) / (d + dLow): the quotient of the leading parts, corrected by what it leaves over. */
    private static float quotient(float n, float nLow, float d, float dLow) {
        float reciprocal = 1f / d;
        float estimate = n * reciprocal;
        float left = Math.fma(-estimate, d, n) + Math.fma(-estimate, dLow, nLow);
        return Math.fma(left, reciprocal, estimate);
    }

    /** 2^exponent, for exponents of normal numbers. */
    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((exponent - Float.MIN_EXPONENT + 1) << Float.PRECISION - 1);
    }

    /** x · 2^exponent in two steps, because 2^exponent may be too small for a float; only the second can round. */
    private static float scale(float x, int exponent) {
        int half = exponent >> 1;
        return x * powerOfTwo(half) * powerOfTwo(exponent - half);
    }
}
