package dev.evenkeel.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarRow}. Eight rows of B at a time: eight streams keep the prefetchers busy, and the accumulators, which
 * stay in the L1 cache, are loaded and stored once for eight terms.
 *
 * <p>Where B lies in columns, terms are still added in ascending depth, one column to a lane, so that blocks are transposed in
 * registers: 64 permutations for 16 × 16 terms. With 16 registers they would spill, and scalar chains are as fast.
 */
public final class VectorRow implements RowKernel {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int ROWS = 8;

    /** None where registers are too few. */
    private final TurnedColumns turned = Lanes.REGISTERS < 32 ? null : new TransposeAssembler(LANES).columns();

    private final ScalarRow scalar = new ScalarRow();

    @Override
    public void addRows(
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
        int whole = columns - columns % LANES;
        int eights = depth - depth % ROWS;
        for (int p = 0; p < eights; p += ROWS) {
            addEight(x, xOffset + p * xStride, xStride, b, bOffset + p * bStride, bStride, acc, accOffset, whole);
        }
        scalarRows(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, 0, whole, eights, depth);
        scalarRows(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, whole, columns, 0, depth);
    }

    @Override
    public void addColumns(
            float[] x,
            int xOffset,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int columns,
            int depth) {
        int wholeColumns = turned == null ? 0 : columns - columns % LANES;
        int wholeDepth = depth - depth % LANES;
        for (int j = 0; j < wholeColumns && wholeDepth > 0; j += LANES) {
            turned.multiply(b, bOffset + j * bStride, bStride, x, xOffset, acc, accOffset + j, wholeDepth);
        }
        scalar.addColumns(x, xOffset + wholeDepth, b, bOffset + wholeDepth, bStride, acc, accOffset, wholeColumns,
                depth - wholeDepth);
        scalar.addColumns(x, xOffset, b, bOffset + wholeColumns * bStride, bStride, acc, accOffset + wholeColumns,
                columns - wholeColumns, depth);
    }

    private void scalarRows(
            float[] x,
            int xOffset,
            int xStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] acc,
            int accOffset,
            int column,
            int columns,
            int from,
            int depth) {
        if (column < columns && from < depth) {
            scalar.addRows(
                    x, xOffset + from * xStride, xStride, b, bOffset + from * bStride + column, bStride, acc,
                    accOffset + column,
                    columns - column, depth - from);
        }
    }

    private static void addEight(
            float[] x, int xOffset, int xStride, float[] b, int b0, int bStride, float[] acc, int accOffset,
            int columns) {
        FloatVector x0 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset]);
        FloatVector x1 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + xStride]);
        FloatVector x2 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 2 * xStride]);
        FloatVector x3 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 3 * xStride]);
        FloatVector x4 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 4 * xStride]);
        FloatVector x5 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 5 * xStride]);
        FloatVector x6 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 6 * xStride]);
        FloatVector x7 = FloatVector.broadcast(Lanes.FLOATS, x[xOffset + 7 * xStride]);
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int b4 = b3 + bStride;
        int b5 = b4 + bStride;
        int b6 = b5 + bStride;
        int b7 = b6 + bStride;
        for (int j = 0; j < columns; j += LANES) {
            FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, acc, accOffset + j);
            sum = x0.fma(FloatVector.fromArray(Lanes.FLOATS, b, b0 + j), sum);
            sum = x1.fma(FloatVector.fromArray(Lanes.FLOATS, b, b1 + j), sum);
            sum = x2.fma(FloatVector.fromArray(Lanes.FLOATS, b, b2 + j), sum);
            sum = x3.fma(FloatVector.fromArray(Lanes.FLOATS, b, b3 + j), sum);
            sum = x4.fma(FloatVector.fromArray(Lanes.FLOATS, b, b4 + j), sum);
            sum = x5.fma(FloatVector.fromArray(Lanes.FLOATS, b, b5 + j), sum);
            sum = x6.fma(FloatVector.fromArray(Lanes.FLOATS, b, b6 + j), sum);
            sum = x7.fma(FloatVector.fromArray(Lanes.FLOATS, b, b7 + j), sum);
            sum.intoArray(acc, accOffset + j);
        }
    }
}
