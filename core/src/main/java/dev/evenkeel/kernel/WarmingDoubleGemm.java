package dev.evenkeel.kernel;

/** The vector kernel once it is compiled, the scalar one until then: see {@link WarmingOperation}. */
public final class WarmingDoubleGemm implements DoubleGemmKernel {
    /** Depth of a trial's unit: what a call that is worth its time has at least. */
    private static final int DEPTH = 16;

    private final ScalarDoubleGemm scalar = new ScalarDoubleGemm();
    private final WarmingOperation addTransposed = new WarmingOperation(units -> {
        double[] a = new double[units * DEPTH * COLUMNS];
        double[] c = new double[COLUMNS * COLUMNS];
        return () -> Twin.VECTOR.addTransposed(units * DEPTH, a, 0, a, 0, c, 0);
    });

    /** Loaded at the first trial. */
    private static final class Twin {
        static final VectorDoubleGemm VECTOR = new VectorDoubleGemm();
    }

    @Override
    public void addTransposed(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset) {
        if (addTransposed.isWarm()) {
            Twin.VECTOR.addTransposed(depth, a, aOffset, b, bOffset, c, cOffset);
            return;
        }
        long start = System.nanoTime();
        scalar.addTransposed(depth, a, aOffset, b, bOffset, c, cOffset);
        addTransposed.scalarCode((depth + DEPTH - 1) / DEPTH, System.nanoTime() - start);
    }
}
