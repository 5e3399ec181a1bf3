package dev.evenkeel.internal.kernel.training;

/** The specification, which works everywhere. */
public final class ScalarElement implements ElementKernel {
    @Override
    public void scale(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        for (int i = 0; i < length; i++) {
            y[to + i] = x[xFrom + i] * factor;
        }
    }

    @Override
    public void axpy(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        for (int i = 0; i < length; i++) {
            y[to + i] = Math.fma(factor, x[xFrom + i], y[to + i]);
        }
    }

    @Override
    public void add(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        for (int i = 0; i < length; i++) {
            z[to + i] = x[xFrom + i] + y[yFrom + i];
        }
    }

    @Override
    public void subtract(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        for (int i = 0; i < length; i++) {
            z[to + i] = x[xFrom + i] - y[yFrom + i];
        }
    }

    @Override
    public void multiply(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        for (int i = 0; i < length; i++) {
            z[to + i] = x[xFrom + i] * y[yFrom + i];
        }
    }
}
