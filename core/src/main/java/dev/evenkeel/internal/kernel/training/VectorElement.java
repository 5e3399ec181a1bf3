package dev.evenkeel.internal.kernel.training;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarElement}, which does what is narrower than a vector. The last vector overlaps the one
 * before, so it is computed first (decision 5).
 */
public final class VectorElement implements ElementKernel {
    private static final int LANES = FLOATS.length();

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
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + last)).mul(factor);
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + i)).mul(factor);
            FLOATS_CLASS.cast(value).intoArray(y, to + i);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public void axpy(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.axpy(factor, x, xFrom, y, to, length);
            return;
        }
        FloatVector end =
                FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + last)).fma(broadcast(FLOATS, factor),
                        FLOATS_CLASS.cast(fromArray(FLOATS, y, to + last)));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + i))
                    .fma(broadcast(FLOATS, factor), FLOATS_CLASS.cast(fromArray(FLOATS, y, to + i)));
            FLOATS_CLASS.cast(value).intoArray(y, to + i);
        }
        FLOATS_CLASS.cast(end).intoArray(y, to + last);
    }

    @Override
    public void add(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.add(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + last))
                .add(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + last)));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + i))
                    .add(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + i)));
            FLOATS_CLASS.cast(value).intoArray(z, to + i);
        }
        FLOATS_CLASS.cast(end).intoArray(z, to + last);
    }

    @Override
    public void subtract(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.subtract(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + last))
                .sub(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + last)));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + i))
                    .sub(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + i)));
            FLOATS_CLASS.cast(value).intoArray(z, to + i);
        }
        FLOATS_CLASS.cast(end).intoArray(z, to + last);
    }

    @Override
    public void multiply(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        int last = length - LANES;
        if (last < 0) {
            narrow.multiply(x, xFrom, y, yFrom, z, to, length);
            return;
        }
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + last))
                .mul(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + last)));
        for (int i = 0; i < last; i += LANES) {
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + i))
                    .mul(FLOATS_CLASS.cast(fromArray(FLOATS, y, yFrom + i)));
            FLOATS_CLASS.cast(value).intoArray(z, to + i);
        }
        FLOATS_CLASS.cast(end).intoArray(z, to + last);
    }
}
