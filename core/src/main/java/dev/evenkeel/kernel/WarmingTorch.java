package dev.evenkeel.kernel;

/** The vector kernel once it is compiled, the scalar one until then, each operation on its own: see {@link WarmingOperation}. */
public final class WarmingTorch implements TorchKernel {
    /** Blocks of a trial's unit: the second vector of 16 lanes should be a full one. */
    private static final int UNIT = 4;

    private final ScalarTorch scalar = new ScalarTorch();
    private final WarmingOperation advance = new WarmingOperation(steps -> {
        int[] window = new int[WINDOW];
        return () -> {
            for (int step = 0; step < steps; step++) {
                Twin.VECTOR.advance(window);
            }
        };
    });
    private final WarmingOperation uniform = new WarmingOperation(units -> {
        int blocks = units * UNIT;
        int[] window = new int[WINDOW];
        float[] target = new float[blocks * BLOCK];
        return () -> Twin.VECTOR.uniform(window, 0, blocks, 0f, 1f, target, 0);
    });
    private final WarmingOperation normal = new WarmingOperation(units -> {
        int blocks = units * UNIT;
        int[] window = new int[WINDOW];
        float[] scratch = new float[SCRATCH];
        float[] target = new float[blocks * BLOCK];
        return () -> Twin.VECTOR.normal(window, 0, blocks, 0f, 1f, scratch, target, 0);
    });

    /** Loaded at the first trial. */
    private static final class Twin {
        static final VectorTorch VECTOR = new VectorTorch();
    }

    @Override
    public void advance(int[] window) {
        if (advance.isWarm()) {
            Twin.VECTOR.advance(window);
            return;
        }
        long start = System.nanoTime();
        scalar.advance(window);
        advance.scalarCode(1, System.nanoTime() - start);
    }

    @Override
    public void uniform(int[] window, int from, int blocks, float low, float width, float[] target, int offset) {
        if (uniform.isWarm()) {
            Twin.VECTOR.uniform(window, from, blocks, low, width, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.uniform(window, from, blocks, low, width, target, offset);
        uniform.scalarCode((blocks + UNIT - 1) / UNIT, System.nanoTime() - start);
    }

    @Override
    public void normal(
            int[] window, int from, int blocks, float mean, float deviation, float[] scratch, float[] target,
            int offset) {
        if (normal.isWarm()) {
            Twin.VECTOR.normal(window, from, blocks, mean, deviation, scratch, target, offset);
            return;
        }
        long start = System.nanoTime();
        scalar.normal(window, from, blocks, mean, deviation, scratch, target, offset);
        normal.scalarCode((blocks + UNIT - 1) / UNIT, System.nanoTime() - start);
    }
}
