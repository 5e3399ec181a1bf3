package dev.evenkeel.internal.kernel.activation;

/**
 * Applies a function f of {@link ActivationFunctions} to a range: {@code target[targetOffset + i] =
 * f(source[sourceOffset + i])} for i &lt; length, in place or apart. A method per function, because C2 does not split a
 * loop by function (decision 18).
 */
public interface ActivationKernel {
    /** f(x) = max(0, x). */
    void relu(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = 1 for x &gt; 0, else 0. */
    void reluDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = x for x ≥ 0, else slope · x. */
    void leakyRelu(float slope, float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = 1 for x &gt; 0, else slope. */
    void leakyReluDerivative(float slope, float[] source, int sourceOffset, float[] target, int targetOffset,
            int length);

    /** f(x) = 1, but NaN for NaN. */
    void identityDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = tanh x. */
    void tanh(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = 1 − tanh² x. */
    void tanhDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = 1 / (1 + e^−x). */
    void sigmoid(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = e^−x / (1 + e^−x)². */
    void sigmoidDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = x / (1 + |x|). */
    void softsign(float[] source, int sourceOffset, float[] target, int targetOffset, int length);

    /** f(x) = 1 / (1 + |x|)². */
    void softsignDerivative(float[] source, int sourceOffset, float[] target, int targetOffset, int length);
}
