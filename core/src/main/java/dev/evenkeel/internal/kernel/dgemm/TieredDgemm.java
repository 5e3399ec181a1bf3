package dev.evenkeel.internal.kernel.dgemm;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/** The vector kernel once it is compiled, the scalar one until then: see {@link TieredOperation}. */
public final class TieredDgemm implements DgemmKernel {
    /** Depth of a trial's unit: the least depth of a call that is worth its time. */
    private static final int DEPTH = 16;

    private final TieredOperation<DgemmKernel> addTransposed =
            new TieredOperation<>(new ScalarDgemm(), () -> new VectorDgemm(), (kernel, units) -> {
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
