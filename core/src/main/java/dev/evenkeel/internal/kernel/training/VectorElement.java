package dev.evenkeel.internal.kernel.training;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.load;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarElement}, which does what is narrower than a vector. The last vector overlaps the one
 * before, so it is computed first (decision 5).
 */
public final class VectorElement implements ElementKernel {
    private static final int LANES = Lanes.FLOATS.length();

    private final ScalarElement narrow = new ScalarElement();

    /** Loads all classes that it works with. */
    public VectorElement() {
        Lanes.initialize();
    }

    @Override
    public void scale(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.scale(factor, x, xFrom, y, to, length);
            return;
        }
        FloatVector end = load(x, xFrom + last).mul(factor);
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = load(x, xFrom + i).mul(factor);
            ((FloatVector) FLOATS_CLASS.cast(value)).intoArray(y, to + i);
        }
        ((FloatVector) FLOATS_CLASS.cast(end)).intoArray(y, to + last);
    }

    @Override
    public void axpy(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.axpy(factor, x, xFrom, y, to, length);
            return;
        }
        FloatVector end = load(x, xFrom + last).fma(broadcast(Lanes.FLOATS, factor),
                load(y, to + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = load(x, xFrom + i).fma(broadcast(Lanes.FLOATS, factor), load(y, to + i));
            ((FloatVector) FLOATS_CLASS.cast(value)).intoArray(y, to + i);
        }
        ((FloatVector) FLOATS_CLASS.cast(end)).intoArray(y, to + last);
    }

    @Override
    public void add(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.add(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = load(x, xFrom + last).add(load(y, yFrom + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = load(x, xFrom + i).add(load(y, yFrom + i));
            ((FloatVector) FLOATS_CLASS.cast(value)).intoArray(z, to + i);
        }
        ((FloatVector) FLOATS_CLASS.cast(end)).intoArray(z, to + last);
    }

    @Override
    public void subtract(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.subtract(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = load(x, xFrom + last).sub(load(y, yFrom + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = load(x, xFrom + i).sub(load(y, yFrom + i));
            ((FloatVector) FLOATS_CLASS.cast(value)).intoArray(z, to + i);
        }
        ((FloatVector) FLOATS_CLASS.cast(end)).intoArray(z, to + last);
    }

    @Override
    public void multiply(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.multiply(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = load(x, xFrom + last).mul(load(y, yFrom + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = load(x, xFrom + i).mul(load(y, yFrom + i));
            ((FloatVector) FLOATS_CLASS.cast(value)).intoArray(z, to + i);
        }
        ((FloatVector) FLOATS_CLASS.cast(end)).intoArray(z, to + last);
    }
}
