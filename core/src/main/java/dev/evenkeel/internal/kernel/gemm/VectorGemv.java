package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.FusedDots;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The SIMD twin of {@link ScalarGemv}: four rows of B at a time. Where B lies in columns, blocks are transposed in
 * registers, one column to a lane (decision 15).
 */
public final class VectorGemv implements GemvKernel<float[]> {
    private static final int LANES = FLOATS.length();

    /** Rows of B at a time (decision 15). */
    private static final int ROWS = 4;

    /** Columns whose sums stay in registers while all rows of B pass by (decision 15). */
    private static final int FEW_COLUMNS = 4 * LANES;

    private final TieredOperation<FusedDots<float[]>> dots;

    /** {@link #fewRows} with 32 registers, and with 16 (decision 15). */
    private static final int FEW_ROWS = 16;

    private static final int FEW_ROWS_OF_FEW_REGISTERS = 8;

    private final ScalarGemv scalar = new ScalarGemv();

    /** @param tiered whether scalar code takes columns until C2 has compiled vector code for them (decision 4) */
    public VectorGemv(boolean tiered) {
        TransposeAssembler<float[]> assembler = new TransposeAssembler<>(ElementType.FLOAT);
        dots = tiered ? new TieredOperation<>(this::scalarDots, assembler::dots, VectorGemv::trial)
                : TieredOperation.settled(assembler.dots());
    }

    private void scalarDots(float[] b, int bOffset, int bStride, float[] x, int xOffset, float[] acc, int accOffset,
            int depth) {
        scalar.dotColumns(x, xOffset, b, bOffset, bStride, acc, accOffset, LANES, depth);
    }

    /** A unit is a block of lanes × lanes terms. */
    private static Runnable trial(FusedDots<float[]> dots, int units) {
        int depth = units * LANES;
        float[] x = new float[depth];
        float[] b = new float[LANES * depth];
        float[] acc = new float[LANES];
        return () -> dots.multiply(b, 0, depth, x, 0, acc, 0, depth);
    }

    /** Whether scalar code still stands in. */
    boolean usesScalarCode() {
        return dots.isStandIn();
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
        if (columns < LANES && columns > 0 && acc.length - accOffset >= LANES) {
            axpyNarrow(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, columns, depth);
            return;
        }
        if (columns >= LANES && columns <= FEW_COLUMNS) {
            axpyInRegisters(x, xOffset, xStride, b, bOffset, bStride, acc, accOffset, columns, depth);
            return;
        }
        int fours = columns < LANES ? 0 : depth - depth % ROWS;
        for (int p = 0; p < fours; p += ROWS) {
            addFour(x, xOffset + p * xStride, xStride, b, bOffset + p * bStride, bStride, acc, accOffset, columns);
        }
        int done = fours;
        for (; done < depth && columns >= LANES; done++) {
            addOne(x[xOffset + done * xStride], b, bOffset + done * bStride, acc, accOffset, columns);
        }
        scalar.axpyRows(
                x, xOffset + done * xStride, xStride, b, bOffset + done * bStride, bStride, acc, accOffset, columns,
                depth - done);
    }

    /**
     * Adds rows of one to four vectors, whose sums stay in registers. Vectors beyond the last overlap it, and compute
     * the same.
     */
    private static void axpyInRegisters(float[] x, int xOffset, int xStride, float[] b, int bOffset, int bStride,
            float[] acc, int accOffset, int columns, int depth) {
        int last = columns - LANES;
        int j1 = Math.min(LANES, last);
        int j2 = Math.min(2 * LANES, last);
        FloatVector sum0 = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset));
        FloatVector sum1 = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + j1));
        FloatVector sum2 = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + j2));
        FloatVector sum3 = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + last));
        for (int p = 0; p < depth; p++) {
            int row = bOffset + p * bStride;
            FloatVector factor = FLOATS_CLASS.cast(broadcast(FLOATS, x[xOffset + p * xStride]));
            sum0 = factor.fma(fromArray(FLOATS, b, row), sum0);
            sum1 = factor.fma(fromArray(FLOATS, b, row + j1), sum1);
            sum2 = factor.fma(fromArray(FLOATS, b, row + j2), sum2);
            sum3 = factor.fma(fromArray(FLOATS, b, row + last), sum3);
        }
        FLOATS_CLASS.cast(sum0).intoArray(acc, accOffset);
        FLOATS_CLASS.cast(sum1).intoArray(acc, accOffset + j1);
        FLOATS_CLASS.cast(sum2).intoArray(acc, accOffset + j2);
        FLOATS_CLASS.cast(sum3).intoArray(acc, accOffset + last);
    }

    /**
     * Adds rows narrower than a vector, which then reads what follows in B, and leaves what follows in {@code acc} as
     * it was. Scalar code adds the last rows, where nothing follows.
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
                    .fma(broadcast(FLOATS, x[xOffset + p * xStride]), sum);
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
    public int fewRows() {
        return Lanes.REGISTERS < 32 ? FEW_ROWS_OF_FEW_REGISTERS : FEW_ROWS;
    }

    @Override
    public void addOuterProducts(
            float[] x, int xOffset, int rows, float[] b, int bOffset, int bStride, float[] acc, int columns,
            int depth) {
        int whole = columns - columns % LANES;
        int last = columns - LANES;
        int ends = rows * columns;
        // The sums of a last vector, which overlaps the one before, are kept apart meanwhile.
        for (int i = 0; i < rows && whole < columns; i++) {
            System.arraycopy(acc, i * columns + last, acc, ends + i * LANES, LANES);
        }
        for (int p = 0; p < depth; p += ROWS) {
            int from = xOffset + p * rows;
            int row = bOffset + p * bStride;
            int terms = Math.min(ROWS, depth - p);
            addTerms(x, from, rows, b, row, bStride, acc, 0, columns, whole, terms);
            if (whole < columns) {
                addTerms(x, from, rows, b, row + last, bStride, acc, ends, LANES, LANES, terms);
            }
        }
        for (int i = 0; i < rows && whole < columns; i++) {
            System.arraycopy(acc, ends + i * LANES, acc, i * columns + last, LANES);
        }
    }

    /** Adds at most four terms to all rows; {@code columns} is a multiple of the lanes. */
    private static void addTerms(float[] x, int x0, int rows, float[] b, int b0, int bStride, float[] acc, int first,
            int rowStride, int columns, int terms) {
        int i = 0;
        if (terms == ROWS) {
            for (; Lanes.REGISTERS >= 32 && i + 4 <= rows; i += 4) {
                OuterProducts.addToFour(x, x0 + i, rows, b, b0, bStride, acc, first + i * rowStride, rowStride,
                        columns);
            }
            for (; i + 2 <= rows; i += 2) {
                OuterProducts.addToTwo(x, x0 + i, rows, b, b0, bStride, acc, first + i * rowStride, rowStride, columns);
            }
            if (i < rows) {
                addFour(x, x0 + i, rows, b, b0, bStride, acc, first + i * rowStride, columns);
            }
            return;
        }
        for (int p = 0; p < terms; p++) {
            for (i = 0; i < rows; i++) {
                addOne(x[x0 + p * rows + i], b, b0 + p * bStride, acc, first + i * rowStride, columns);
            }
        }
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
        int wholeColumns = columns - columns % LANES;
        int wholeDepth = depth - depth % LANES;
        if (wholeColumns > 0 && wholeDepth > 0) {
            FusedDots<float[]> kernel = dots.kernel();
            long start = dots.start();
            for (int j = 0; j < wholeColumns; j += LANES) {
                kernel.multiply(b, bOffset + j * bStride, bStride, x, xOffset, acc, accOffset + j, wholeDepth);
            }
            dots.end(wholeColumns / LANES * (wholeDepth / LANES), start);
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
        FloatVector x0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[xOffset]));
        FloatVector x1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[xOffset + xStride]));
        FloatVector x2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[xOffset + 2 * xStride]));
        FloatVector x3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[xOffset + 3 * xStride]));
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int last = columns - LANES;
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + last));
        for (int j = 0; j <= last; j += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + j));
            sum = x0.fma(fromArray(FLOATS, b, b0 + j), sum);
            sum = x1.fma(fromArray(FLOATS, b, b1 + j), sum);
            sum = x2.fma(fromArray(FLOATS, b, b2 + j), sum);
            sum = x3.fma(fromArray(FLOATS, b, b3 + j), sum);
            FLOATS_CLASS.cast(sum).intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            end = x0.fma(fromArray(FLOATS, b, b0 + last), end);
            end = x1.fma(fromArray(FLOATS, b, b1 + last), end);
            end = x2.fma(fromArray(FLOATS, b, b2 + last), end);
            end = x3.fma(fromArray(FLOATS, b, b3 + last), end);
            FLOATS_CLASS.cast(end).intoArray(acc, accOffset + last);
        }
    }

    /** Adds one row, as {@link #addFour} adds four. */
    private static void addOne(float factor, float[] b, int from, float[] acc, int accOffset, int columns) {
        FloatVector x = FLOATS_CLASS.cast(broadcast(FLOATS, factor));
        int last = columns - LANES;
        FloatVector end = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + last));
        for (int j = 0; j <= last; j += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, acc, accOffset + j));
            FLOATS_CLASS.cast(x.fma(fromArray(FLOATS, b, from + j), sum))
                    .intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            FLOATS_CLASS.cast(x.fma(fromArray(FLOATS, b, from + last), end))
                    .intoArray(acc, accOffset + last);
        }
    }
}
