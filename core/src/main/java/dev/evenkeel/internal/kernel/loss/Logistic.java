package dev.evenkeel.internal.kernel.loss;

import dev.evenkeel.internal.kernel.math.Exponential;

/**
 * Binary cross-entropy of a logit x and a target t, w being the weight of positives, without cancellation at either
 * end; u is e^−|x|.
 */
final class Logistic {
    private Logistic() {}

    /** {@code (1 + (w − 1)·t)·log(1 + u) + c·|x|} with c = 1 − t for x from +0 on, else w·t. */
    static float value(float x, float t, float w) {
        float u = Exponential.ofNegative(-Math.abs(x));
        float near = Float.floatToRawIntBits(x) < 0 ? w * t : 1f - t;
        return Math.fma(near, Math.abs(x), Math.fma(w - 1f, t, 1f) * Exponential.logOfOnePlus(u));
    }

    /** {@code (1 − t)·σ(x) − w·t·σ(−x)}. */
    static float gradient(float x, float t, float w) {
        float u = Exponential.ofNegative(-Math.abs(x));
        boolean isNegative = Float.floatToRawIntBits(x) < 0;
        float near = isNegative ? w * t : 1f - t;
        float far = isNegative ? 1f - t : w * t;
        float slope = Math.fma(-far, u, near) * (1f / (1f + u));
        return isNegative ? -slope : slope;
    }
}
