package dev.evenkeel.internal.kernel.activation;

/**
 * ELU, SELU and softplus: exponential on the left, linear on the right; under the rules of {@link ActivationFunctions}.
 */
final class ExponentialUnits {
    /** λ of SELU. */
    static final float SELU_SLOPE = 1.0507009873554805f;

    /** λα of SELU. */
    static final float SELU_ALPHA = 1.7580993408473766f;

    /** Below it e^x − 1 rounds to −1 even in two parts. */
    static final float ELU_LIMIT = -40f;

    /** Below it alpha · e^x rounds to 0 for any alpha that is allowed. */
    static final float ELU_DERIVATIVE_LIMIT = -170f;

    /** Below it e^x rounds to 0. */
    static final float SOFTPLUS_LEAST = -110f;

    /** Beyond it softplus rounds to x. */
    static final float SOFTPLUS_GREATEST = 20f;

    // Coefficients of h in ln(1 + t) = t − t²/2 + t³ h(t), 0 ≤ t ≤ 1: the error is 2^−27 of the logarithm.

    static final float LOG_3 = 0x1.55527ep-2f;
    static final float LOG_4 = -0x1.ff7d58p-3f;
    static final float LOG_5 = 0x1.94f9bcp-3f;
    static final float LOG_6 = -0x1.3edae8p-3f;
    static final float LOG_7 = 0x1.c38e0ap-4f;
    static final float LOG_8 = -0x1.f2fe8p-5f;
    static final float LOG_9 = 0x1.66525ap-6f;
    static final float LOG_10 = -0x1.e1da4cp-9f;

    private ExponentialUnits() {}

    /** slope · x for x &gt; 0, else alpha · (e^x − 1), which has two parts until the product is rounded. */
    static float elu(float x, float slope, float alpha) {
        float z = x < ELU_LIMIT ? ELU_LIMIT : x;
        float rounded = PowersOfFour.rounded(z);
        float j = rounded - ActivationFunctions.ROUNDER;
        float rho = Math.fma(j, -PowersOfFour.LN4_LOW, Math.fma(j, -PowersOfFour.LN4_HIGH, z));
        float tail = PowersOfFour.tail(rho);
        float root = PowersOfFour.root(rounded);
        float power = root * root;

        float q = rho + tail;
        float qLow = (rho - q) + tail;
        float scaled = power * q;
        float shift = power - 1f;
        float sum = shift + scaled;
        float shiftLow = power - (shift + 1f);
        float sumLow = Math.fma(power, qLow, (shift - sum) + scaled) + shiftLow;
        float product = alpha * sum;
        float left = product + Math.fma(alpha, sumLow, Math.fma(alpha, sum, -product));
        return x > 0f ? slope * x : Math.copySign(left, x);
    }

    /** slope for x &gt; 0, else alpha · e^x. */
    static float eluDerivative(float x, float slope, float alpha) {
        float z = x < ELU_DERIVATIVE_LIMIT ? ELU_DERIVATIVE_LIMIT : x;
        float rounded = PowersOfFour.rounded(z);
        float j = rounded - ActivationFunctions.ROUNDER;
        float first = Math.fma(j, -PowersOfFour.LN4_HIGH, z);
        float rho = Math.fma(j, -PowersOfFour.LN4_LOW, first);
        float rhoLow = Math.fma(j, -PowersOfFour.LN4_LOW, first - rho);
        float tail = PowersOfFour.tail(rho);
        float root = PowersOfFour.root(rounded);

        float high = 1f + rho;
        float low = Math.fma(high, rhoLow, ((1f - high) + rho) + tail);
        float scale = alpha * root;
        float product = scale * high;
        float left = product + Math.fma(scale, low, Math.fma(scale, high, -product));
        return x > 0f ? slope : left * root;
    }

    /** slope for y &gt; 0, else y + alpha, where y = elu(x). */
    static float eluDerivativeOfOutput(float y, float slope, float alpha) {
        return y > 0f ? slope : y + alpha;
    }

    /** max(0, x) + ln(1 + t) with t = e^−|x|, in units of 4^j until that is known in two parts. */
    static float softplus(float x) {
        float negated = -Math.abs(x);
        float z = negated < SOFTPLUS_LEAST ? SOFTPLUS_LEAST : negated;
        float rounded = PowersOfFour.rounded(z);
        float j = rounded - ActivationFunctions.ROUNDER;
        float first = Math.fma(j, -PowersOfFour.LN4_HIGH, z);
        float rho = Math.fma(j, -PowersOfFour.LN4_LOW, first);
        float rhoLow = Math.fma(j, -PowersOfFour.LN4_LOW, first - rho);
        float tail = PowersOfFour.tail(rho);
        float root = PowersOfFour.root(rounded);

        float high = 1f + rho;
        float low = Math.fma(high, rhoLow, ((1f - high) + rho) + tail);
        float significand = high + low;
        float significandLow = (high - significand) + low;
        float t = significand * root * root;
        float square = t * t;
        float h3 = Math.fma(t, LOG_4, LOG_3);
        float h5 = Math.fma(t, LOG_6, LOG_5);
        float h7 = Math.fma(square, Math.fma(t, LOG_10, LOG_9), Math.fma(t, LOG_8, LOG_7));
        float h = Math.fma(square, Math.fma(square, h7, h5), h3);
        float product = significand * t;
        float productLow = Math.fma(significand, t, -product);
        float main = Math.fma(product, -0.5f, significand);
        float mainLow = Math.fma(product, -0.5f, significand - main);
        float ofLows = Math.fma(significandLow, Math.fma(t, -0.5f, 1f), -0.5f * productLow);
        float rest = mainLow + Math.fma(product * t, h, ofLows);

        float left = (main + rest) * root * root;
        float scaled = main * root * root;
        float sum = x + scaled;
        float right = sum + Math.fma(rest * root, root, ActivationFunctions.sumError(x, scaled, sum));
        float finite = x > 0f ? right : left;
        return x > SOFTPLUS_GREATEST ? x : finite;
    }

    /** 1 − e^−y, where y = softplus(x): the derivative at x, a sigmoid. */
    static float softplusDerivativeOfOutput(float y) {
        return -elu(-y, 1f, 1f);
    }
}
