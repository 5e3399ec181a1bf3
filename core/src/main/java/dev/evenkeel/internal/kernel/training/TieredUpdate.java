package dev.evenkeel.internal.kernel.training;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}. A unit is 16 weights.
 */
public final class TieredUpdate implements UpdateKernel {
    private static final int UNIT = 16;

    private final TieredOperation<UpdateKernel> descent = operation(UpdateKernel::descent);
    private final TieredOperation<UpdateKernel> momentum = operation(UpdateKernel::momentum);
    private final TieredOperation<UpdateKernel> nesterov = operation(UpdateKernel::nesterov);
    private final TieredOperation<UpdateKernel> rmsProp = operation(UpdateKernel::rmsProp);
    private final TieredOperation<UpdateKernel> rmsPropMomentum = operation(UpdateKernel::rmsPropMomentum);
    private final TieredOperation<UpdateKernel> adam = operation(UpdateKernel::adam);

    private interface Update {
        void run(UpdateKernel kernel, Parameters p, int from, int to, Rates by);
    }

    private static TieredOperation<UpdateKernel> operation(Update update) {
        return new TieredOperation<>(new ScalarUpdate(), () -> new VectorUpdate(), (kernel, units) -> {
            Parameters p = new Parameters();
            p.weights = new float[units * UNIT];
            p.gradient = new float[units * UNIT];
            p.first = new float[units * UNIT];
            p.second = new float[units * UNIT];
            Rates by = new Rates();
            by.epsilon = 1;
            return () -> update.run(kernel, p, 0, units * UNIT, by);
        });
    }

    private static int units(int weights) {
        return weights / UNIT + 1;
    }

    @Override
    public void descent(Parameters p, int from, int to, Rates by) {
        long start = descent.start();
        descent.kernel().descent(p, from, to, by);
        descent.end(units(to - from), start);
    }

    @Override
    public void momentum(Parameters p, int from, int to, Rates by) {
        long start = momentum.start();
        momentum.kernel().momentum(p, from, to, by);
        momentum.end(units(to - from), start);
    }

    @Override
    public void nesterov(Parameters p, int from, int to, Rates by) {
        long start = nesterov.start();
        nesterov.kernel().nesterov(p, from, to, by);
        nesterov.end(units(to - from), start);
    }

    @Override
    public void rmsProp(Parameters p, int from, int to, Rates by) {
        long start = rmsProp.start();
        rmsProp.kernel().rmsProp(p, from, to, by);
        rmsProp.end(units(to - from), start);
    }

    @Override
    public void rmsPropMomentum(Parameters p, int from, int to, Rates by) {
        long start = rmsPropMomentum.start();
        rmsPropMomentum.kernel().rmsPropMomentum(p, from, to, by);
        rmsPropMomentum.end(units(to - from), start);
    }

    @Override
    public void adam(Parameters p, int from, int to, Rates by) {
        long start = adam.start();
        adam.kernel().adam(p, from, to, by);
        adam.end(units(to - from), start);
    }
}
