package dev.evenkeel.internal.kernel.training;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}. A unit is 16 values, or a row of 64.
 */
public final class TieredSum implements SumKernel {
    private static final int UNIT = 16;
    private static final int COLUMNS = 64;

    private final TieredOperation<SumKernel> sum = operation((kernel, units) -> {
        float[] x = new float[units * UNIT];
        double[] work = new double[SUMS];
        return () -> kernel.sum(x, 0, x.length, work);
    });
    private final TieredOperation<SumKernel> squares = operation((kernel, units) -> {
        float[] x = new float[units * UNIT];
        double[] work = new double[SUMS];
        return () -> kernel.squares(x, 0, x.length, work);
    });
    private final TieredOperation<SumKernel> addRows = operation((kernel, units) -> {
        float[] x = new float[units * COLUMNS];
        float[] sums = new float[Math.min(units, 1) * COLUMNS];
        if (units == 0) {
            return () -> kernel.addRows(x, 0, COLUMNS, 0, 0, sums);
        }
        return () -> {
            kernel.addRows(x, 0, COLUMNS, units, COLUMNS, sums);
            // What no trial ran would be compiled too late: a strip of less than four vectors, and one of less than
            // one.
            kernel.addRows(x, 0, COLUMNS, units, UNIT + 1, sums);
            kernel.addRows(x, 0, COLUMNS, units, 3, sums);
        };
    });
    private final TieredOperation<SumKernel> fold = operation((kernel, units) -> {
        float[] sums = new float[units * UNIT];
        double[] totals = new double[units * UNIT];
        return () -> kernel.fold(sums, sums.length, totals);
    });

    private static TieredOperation<SumKernel> operation(TieredOperation.Trial<SumKernel> trial) {
        return new TieredOperation<>(new ScalarSum(), () -> new VectorSum(), trial);
    }

    @Override
    public double sum(float[] x, int from, int count, double[] work) {
        long start = sum.start();
        double found = sum.kernel().sum(x, from, count, work);
        sum.end(count / UNIT + 1, start);
        return found;
    }

    @Override
    public double squares(float[] x, int from, int count, double[] work) {
        long start = squares.start();
        double found = squares.kernel().squares(x, from, count, work);
        squares.end(count / UNIT + 1, start);
        return found;
    }

    @Override
    public void addRows(float[] x, int from, int stride, int rows, int columns, float[] sums) {
        long start = addRows.start();
        addRows.kernel().addRows(x, from, stride, rows, columns, sums);
        addRows.end((int) ((long) rows * columns / COLUMNS) + 1, start);
    }

    @Override
    public void fold(float[] sums, int columns, double[] totals) {
        long start = fold.start();
        fold.kernel().fold(sums, columns, totals);
        fold.end(columns / UNIT + 1, start);
    }
}
