package dev.evenkeel.internal.kernel.training;

/**
 * Element by element over a range of {@code length} values: value i of an array is that at its offset + i. An output
 * may lie over an input at the same place.
 */
public interface ElementKernel {
    /** {@code y = x·factor}. */
    void scale(float factor, float[] x, int xFrom, float[] y, int to, int length);

    /** {@code y = fma(factor, x, y)}. */
    void axpy(float factor, float[] x, int xFrom, float[] y, int to, int length);

    /** {@code z = x + y}. */
    void add(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length);

    /** {@code z = x − y}. */
    void subtract(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length);

    /** {@code z = x·y}. */
    void multiply(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length);
}
