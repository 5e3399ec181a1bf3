package dev.evenkeel.internal.kernel.activation;

/**
 * Activation functions over ranges of arrays: element i of a range is {@code array[offset + i]}, i &lt; length. The
 * output may be the same range as an input, never another that meets it.
 */
public interface ActivationKernel {
    /** {@code y = f(x)}, f being {@link Curve#value}. */
    void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length);

    /** {@code dx = dy · f′(x)}, f′ being {@link Curve#derivative}, which is rounded before it is multiplied. */
    void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length);

    /**
     * {@code dx = dy · f′}, f′ being {@link Curve#derivativeOfOutput} of y, which is rounded before it is multiplied.
     */
    void gradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length);
}
