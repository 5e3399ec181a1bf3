package dev.evenkeel.internal.kernel.torch;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}.
 */
public final class TieredTorch implements TorchKernel {
    /** Blocks of a trial's unit: enough to fill the second vector of 16 lanes. */
    private static final int UNIT = 4;

    private final TieredOperation<TorchKernel> advance = operation((kernel, steps) -> {
        int[] window = new int[WINDOW];
        return () -> {
            for (int step = 0; step < steps; step++) {
                kernel.advance(window);
            }
        };
    });
    private final TieredOperation<TorchKernel> uniform = operation((kernel, units) -> {
        int blocks = units * UNIT;
        int[] window = new int[WINDOW];
        float[] target = new float[blocks * BLOCK];
        return () -> kernel.uniform(window, 0, blocks, 0f, 1f, target, 0);
    });
    private final TieredOperation<TorchKernel> normal = operation((kernel, units) -> {
        int blocks = units * UNIT;
        int[] window = new int[WINDOW];
        float[] scratch = new float[SCRATCH];
        float[] target = new float[blocks * BLOCK];
        return () -> kernel.normal(window, 0, blocks, 0f, 1f, scratch, target, 0);
    });

    private static TieredOperation<TorchKernel> operation(TieredOperation.Trial<TorchKernel> trial) {
        return new TieredOperation<>(new ScalarTorch(), () -> new VectorTorch(), trial);
    }

    private static int units(int blocks) {
        return (blocks + UNIT - 1) / UNIT;
    }

    @Override
    public void advance(int[] window) {
        long start = advance.start();
        advance.kernel().advance(window);
        advance.end(1, start);
    }

    @Override
    public void uniform(int[] window, int from, int blocks, float low, float width, float[] target, int offset) {
        long start = uniform.start();
        uniform.kernel().uniform(window, from, blocks, low, width, target, offset);
        uniform.end(units(blocks), start);
    }

    @Override
    public void normal(
            int[] window, int from, int blocks, float mean, float deviation, float[] scratch, float[] target,
            int offset) {
        long start = normal.start();
        normal.kernel().normal(window, from, blocks, mean, deviation, scratch, target, offset);
        normal.end(units(blocks), start);
    }
}
