package dev.evenkeel.internal.kernel.training;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}. A unit is 16 values.
 */
public final class TieredElement implements ElementKernel {
    private static final int UNIT = 16;

    private final TieredOperation<ElementKernel> scale =
            operation((kernel, to) -> kernel.scale(1f, to.x, 0, to.y, 0, to.length));
    private final TieredOperation<ElementKernel> axpy =
            operation((kernel, to) -> kernel.axpy(1f, to.x, 0, to.y, 0, to.length));
    private final TieredOperation<ElementKernel> add =
            operation((kernel, to) -> kernel.add(to.x, 0, to.x, 0, to.y, 0, to.length));
    private final TieredOperation<ElementKernel> subtract =
            operation((kernel, to) -> kernel.subtract(to.x, 0, to.x, 0, to.y, 0, to.length));
    private final TieredOperation<ElementKernel> multiply =
            operation((kernel, to) -> kernel.multiply(to.x, 0, to.x, 0, to.y, 0, to.length));

    /** Arrays that a trial works on. */
    private static final class Values {
        final int length;
        final float[] x;
        final float[] y;

        Values(int units) {
            length = units * UNIT;
            x = new float[length];
            y = new float[length];
        }
    }

    private interface Trial {
        void run(ElementKernel kernel, Values values);
    }

    private static TieredOperation<ElementKernel> operation(Trial trial) {
        return new TieredOperation<>(new ScalarElement(), () -> new VectorElement(), (kernel, units) -> {
            Values values = new Values(units);
            return () -> trial.run(kernel, values);
        });
    }

    @Override
    public void scale(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        long start = scale.start();
        scale.kernel().scale(factor, x, xFrom, y, to, length);
        scale.end(length / UNIT + 1, start);
    }

    @Override
    public void axpy(float factor, float[] x, int xFrom, float[] y, int to, int length) {
        long start = axpy.start();
        axpy.kernel().axpy(factor, x, xFrom, y, to, length);
        axpy.end(length / UNIT + 1, start);
    }

    @Override
    public void add(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        long start = add.start();
        add.kernel().add(x, xFrom, y, yFrom, z, to, length);
        add.end(length / UNIT + 1, start);
    }

    @Override
    public void subtract(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        long start = subtract.start();
        subtract.kernel().subtract(x, xFrom, y, yFrom, z, to, length);
        subtract.end(length / UNIT + 1, start);
    }

    @Override
    public void multiply(float[] x, int xFrom, float[] y, int yFrom, float[] z, int to, int length) {
        long start = multiply.start();
        multiply.kernel().multiply(x, xFrom, y, yFrom, z, to, length);
        multiply.end(length / UNIT + 1, start);
    }
}
