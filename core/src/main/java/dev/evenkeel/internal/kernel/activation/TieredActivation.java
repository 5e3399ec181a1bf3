package dev.evenkeel.internal.kernel.activation;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation of each function by itself: see
 * {@link TieredOperation} (decision 4).
 */
public final class TieredActivation implements ActivationKernel {
    /** Elements of a trial's unit: two vectors of any width. */
    private static final int UNIT = 32;

    private static final Curve[] CURVES = Curve.values();

    private final TieredOperation<ActivationKernel>[] values =
            operations((curve, kernel, a, b, length) -> kernel.value(curve, 1f, a, 0, b, 0, length));
    private final TieredOperation<ActivationKernel>[] gradients =
            operations((curve, kernel, a, b, length) -> kernel.gradient(curve, 1f, a, 0, a, 0, b, 0, length));

    private interface Trial {
        void run(Curve curve, ActivationKernel kernel, float[] a, float[] b, int length);
    }

    /** One for each function. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static TieredOperation<ActivationKernel>[] operations(Trial trial) {
        TieredOperation<ActivationKernel>[] operations = new TieredOperation[CURVES.length];
        for (Curve curve : CURVES) {
            operations[curve.ordinal()] = new TieredOperation<>(new ScalarActivation(), () -> new VectorActivation(),
                    (kernel, units) -> {
                        int length = units * UNIT;
                        float[] a = new float[length];
                        float[] b = new float[length];
                        return () -> {
                            trial.run(curve, kernel, a, b, length);
                            // With a last vector that overlaps: what never ran in a trial would be compiled late.
                            trial.run(curve, kernel, a, b, UNIT - 1);
                        };
                    });
        }
        return operations;
    }

    @Override
    public void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        TieredOperation<ActivationKernel> operation = values[curve.ordinal()];
        long start = operation.start();
        operation.kernel().value(curve, parameter, x, xOffset, y, yOffset, length);
        operation.end(units(length), start);
    }

    @Override
    public void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        TieredOperation<ActivationKernel> operation = gradients[curve.ordinal()];
        long start = operation.start();
        operation.kernel().gradient(curve, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
        operation.end(units(length), start);
    }

    private static int units(int length) {
        return length / UNIT + 1;
    }
}
