package dev.evenkeel.kernel;

/** The vector kernel once it is compiled, the scalar one until then: see {@link WarmingOperation}. */
public final class WarmingDoubleGemm implements DoubleGemmKernel {
    /** Depth of a trial's unit: what a call that is worth its time has at least. */
    private static final int DEPTH = 16;

    private final WarmingOperation<DoubleGemmKernel> addTransposed =
            new WarmingOperation<>(new ScalarDoubleGemm(), () -> new VectorDoubleGemm(), (kernel, units) -> {
                double[] a = new double[units * DEPTH * COLUMNS];
                double[] c = new double[COLUMNS * COLUMNS];
                return () -> kernel.addTransposed(units * DEPTH, a, 0, a, 0, c, 0);
            });

    @Override
    public void addTransposed(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset) {
        long start = addTransposed.start();
        addTransposed.kernel().addTransposed(depth, a, aOffset, b, bOffset, c, cOffset);
        addTransposed.end((depth + DEPTH - 1) / DEPTH, start);
    }
}
