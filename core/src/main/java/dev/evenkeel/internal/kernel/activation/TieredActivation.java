package dev.evenkeel.internal.kernel.activation;

import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation of each function by itself: see
 * {@link TieredOperation} (decision 4).
 */
public final class TieredActivation implements ActivationKernel {
    /** Elements of a trial's unit: whole vectors of any width, two of the widest. */
    private static final int UNIT = 32;

    private final List<TieredOperation<ActivationKernel>> values =
            operations((curve, kernel, a, b, length) -> kernel.value(curve, 1f, a, 0, b, 0, length));
    private final List<TieredOperation<ActivationKernel>> gradients =
            operations((curve, kernel, a, b, length) -> kernel.gradient(curve, 1f, a, 0, a, 0, b, 0, length));
    private final List<TieredOperation<ActivationKernel>> gradientsOfOutput =
            operations((curve, kernel, a, b, length) -> kernel.gradientOfOutput(curve, 1f, a, 0, a, 0, b, 0, length));

    private interface Trial {
        void run(Curve curve, ActivationKernel kernel, float[] a, float[] b, int length);
    }

    /** One for each function. */
    private static List<TieredOperation<ActivationKernel>> operations(Trial trial) {
        List<TieredOperation<ActivationKernel>> operations = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            operations.add(new TieredOperation<>(new ScalarActivation(), () -> new VectorActivation(),
                    (kernel, units) -> {
                        float[] a = new float[units * UNIT];
                        float[] b = new float[units * UNIT];
                        return units == 0 ? () -> trial.run(curve, kernel, a, b, 0) : () -> {
                            trial.run(curve, kernel, a, b, a.length);
                            // With a last vector that overlaps: what no trial ran would be compiled too late.
                            trial.run(curve, kernel, a, b, UNIT - 1);
                        };
                    }));
        }
        return operations;
    }

    @Override
    public void value(Curve curve, float parameter, float[] x, int xOffset, float[] y, int yOffset, int length) {
        TieredOperation<ActivationKernel> operation = values.get(curve.ordinal());
        long start = operation.start();
        operation.kernel().value(curve, parameter, x, xOffset, y, yOffset, length);
        operation.end(units(length), start);
    }

    @Override
    public void gradient(
            Curve curve, float parameter, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        TieredOperation<ActivationKernel> operation = gradients.get(curve.ordinal());
        long start = operation.start();
        operation.kernel().gradient(curve, parameter, x, xOffset, dy, dyOffset, dx, dxOffset, length);
        operation.end(units(length), start);
    }

    @Override
    public void gradientOfOutput(
            Curve curve, float parameter, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        TieredOperation<ActivationKernel> operation = gradientsOfOutput.get(curve.ordinal());
        long start = operation.start();
        operation.kernel().gradientOfOutput(curve, parameter, y, yOffset, dy, dyOffset, dx, dxOffset, length);
        operation.end(units(length), start);
    }

    private static int units(int length) {
        return length / UNIT + 1;
    }
}
