package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel, but scalar code over columns until the vector code for that is compiled, see {@link
 * TieredOperation} (decision 4).
 */
public final class TieredGemv implements GemvKernel {
    /** Terms of a trial's unit. */
    private static final int DEPTH = 64;

    /** Columns of a trial's unit. */
    private static final int COLUMNS = 16;

    private final GemvKernel vector = new VectorGemv();
    private final TieredOperation<GemvKernel> dotColumns =
            new TieredOperation<>(new ScalarGemv(), () -> vector, (kernel, units) -> {
                float[] x = new float[DEPTH];
                float[] b = new float[units * COLUMNS * DEPTH];
                float[] acc = new float[units * COLUMNS];
                return () -> kernel.dotColumns(x, 0, b, 0, DEPTH, acc, 0, acc.length, DEPTH);
            });

    /** Whether scalar code still stands in. */
    boolean usesScalarCode() {
        return dotColumns.kernel() != vector;
    }

    @Override
    public void axpyRows(
            float[] x,
            int xOffset,
            int xStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth) {
        vector.axpyRows(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, columns, depth);
    }

    @Override
    public void dotColumns(
            float[] x,
            int xOffset,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth) {
        long start = dotColumns.start();
        dotColumns.kernel().dotColumns(x, xOffset, b, bOffset, bStride, acc, accOffset, columns, depth);
        dotColumns.end(Math.ceilDiv(columns, COLUMNS) * Math.ceilDiv(depth, DEPTH), start);
    }
}
