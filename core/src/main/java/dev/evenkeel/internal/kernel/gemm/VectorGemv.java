package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The SIMD twin of {@link ScalarGemv}: four rows of B at a time. Where B lies in columns, blocks are transposed in
 * registers, one column to a lane; with 16 registers scalar code does that (decision 15).
 */
public final class VectorGemv implements GemvKernel {
    private static final int LANES = FLOATS.length();
    /** Rows of B at a time (decision 15). */
    private static final int ROWS = 4;

    /** Null where registers are too few. */
    private final FusedDots dots = Lanes.REGISTERS < 32 ? null : new TransposeAssembler(LANES).dots();

    private final ScalarGemv scalar = new ScalarGemv();

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
        if (columns < LANES && columns > 0 && acc.length - accOffset >= LANES) {
            axpyNarrow(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, columns, depth);
            return;
        }
        int fours = columns < LANES ? 0 : depth - depth % ROWS;
        for (int p = 0; p < fours; p += ROWS) {
            addFour(x, xOffset + p * xStride, xStride, b, bOffset + p * bStride, bStride, acc, accOffset, columns);
        }
        scalar.axpyRows(
                x, xOffset + fours * xStride, xStride, b, bOffset + fours * bStride, bStride, acc, accOffset, columns,
                depth - fours);
    }

    /**
     * Adds rows narrower than a vector, which then reads what follows in B, and leaves what follows in {@code acc} as
     * it
     * was. Scalar code adds the last rows, where nothing follows.
     */
    private void axpyNarrow(
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
        int rows = Math.min(depth, VectorPack.rowsWithRoom(b.length, bOffset, bStride, LANES));
        FloatVector before = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset));
        FloatVector sum = before;
        for (int p = 0; p < rows; p++) {
            sum = FLOATS_CLASS.cast(fromArray(FLOATS, b, bOffset + p * bStride))
                    .fma(FloatVector.broadcast(FLOATS, x[xOffset + p * xStride]), sum);
        }
        IntVector kept = Lanes.INTS_CLASS
                .cast(IntVector.fromArray(Lanes.INTS, Lanes.ONES_THEN_ZEROS, LANES - columns));
        IntVector left = Lanes.INTS_CLASS
                .cast(FLOATS_CLASS.cast(sum).reinterpretShape(Lanes.INTS, 0)).and(kept);
        IntVector right = Lanes.INTS_CLASS.cast(before.reinterpretShape(Lanes.INTS, 0)).and(kept.not());
        FLOATS_CLASS.cast(left.or(right).reinterpretShape(FLOATS, 0))
                .intoArray(acc, accOffset);
        scalar.axpyRows(x, xOffset + rows * xStride, xStride, b, bOffset + rows * bStride, bStride, acc, accOffset,
                columns, depth - rows);
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
        int wholeColumns = dots == null ? 0 : columns - columns % LANES;
        int wholeDepth = depth - depth % LANES;
        for (int j = 0; j < wholeColumns && wholeDepth > 0; j += LANES) {
            dots.multiply(b, bOffset + j * bStride, bStride, x, xOffset, acc, accOffset + j, wholeDepth);
        }
        scalar.dotColumns(x, xOffset + wholeDepth, b, bOffset + wholeDepth, bStride, acc, accOffset, wholeColumns,
                depth - wholeDepth);
        scalar.dotColumns(x, xOffset, b, bOffset + wholeColumns * bStride, bStride, acc, accOffset + wholeColumns,
                columns - wholeColumns, depth);
    }

    /**
     * Adds four rows to at least one vector of columns. The last one overlaps the one before, whose sums it takes as
     * they were before (decision 15).
     */
    private static void addFour(
            float[] x, int xOffset, int xStride, float[] b, int b0, int bStride, float[] acc, int accOffset,
            int columns) {
        FloatVector x0 = FloatVector.broadcast(FLOATS, x[xOffset]);
        FloatVector x1 = FloatVector.broadcast(FLOATS, x[xOffset + xStride]);
        FloatVector x2 = FloatVector.broadcast(FLOATS, x[xOffset + 2 * xStride]);
        FloatVector x3 = FloatVector.broadcast(FLOATS, x[xOffset + 3 * xStride]);
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int last = columns - LANES;
        FloatVector end = FloatVector.fromArray(FLOATS, acc, accOffset + last);
        for (int j = 0; j <= last; j += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, acc, accOffset + j);
            sum = x0.fma(FloatVector.fromArray(FLOATS, b, b0 + j), sum);
            sum = x1.fma(FloatVector.fromArray(FLOATS, b, b1 + j), sum);
            sum = x2.fma(FloatVector.fromArray(FLOATS, b, b2 + j), sum);
            sum = x3.fma(FloatVector.fromArray(FLOATS, b, b3 + j), sum);
            sum.intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            end = x0.fma(FloatVector.fromArray(FLOATS, b, b0 + last), end);
            end = x1.fma(FloatVector.fromArray(FLOATS, b, b1 + last), end);
            end = x2.fma(FloatVector.fromArray(FLOATS, b, b2 + last), end);
            end = x3.fma(FloatVector.fromArray(FLOATS, b, b3 + last), end);
            end.intoArray(acc, accOffset + last);
        }
    }
}
