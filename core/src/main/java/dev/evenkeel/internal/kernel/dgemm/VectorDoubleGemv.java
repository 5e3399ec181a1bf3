package dev.evenkeel.internal.kernel.dgemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES;
import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES_CLASS;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.FusedDots;
import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.TieredOperation;
import jdk.incubator.vector.DoubleVector;

/**
 * The SIMD twin of {@link ScalarDoubleGemv}: eight or four rows of B at a time, or blocks of B's columns transposed in
 * registers (decision 15).
 */
public final class VectorDoubleGemv implements GemvKernel<double[]> {
    private static final int LANES = DOUBLES.length();

    /** Columns of B at a time (decision 15). */
    private static final int COLUMNS = 16;

    /** Whether blocks of columns are half a vector wide: where C2 selects from two such vectors (decision 15). */
    private static final boolean HALVES = LANES > 4 && !Lanes.IS_ARM;

    /** Rows this many elements apart share a set of the first-level cache, which holds four of them (decision 15). */
    private static final int COLLIDING = 512;

    /** Null where vectors are short: scalar chains are faster then (decision 15). */
    private final TieredOperation<FusedDots<double[]>> dots;

    private final ScalarDoubleGemv scalar = new ScalarDoubleGemv();

    /** @param tiered whether scalar code takes columns until C2 has compiled vector code for them (decision 4) */
    public VectorDoubleGemv(boolean tiered) {
        TransposeAssembler<double[]> assembler = TransposeAssembler.ofDoubleDots(COLUMNS, HALVES);
        dots = LANES <= 4 ? null
                : tiered ? new TieredOperation<>(this::scalarDots, assembler::dots, VectorDoubleGemv::trial)
                        : TieredOperation.settled(assembler.dots());
    }

    private void scalarDots(double[] b, int bOffset, int bStride, double[] x, int xOffset, double[] acc, int accOffset,
            int depth) {
        scalar.dotColumns(x, xOffset, b, bOffset, bStride, acc, accOffset, COLUMNS, depth);
    }

    /** A unit is a block of {@link #COLUMNS} × lanes terms. */
    private static Runnable trial(FusedDots<double[]> dots, int units) {
        int depth = units * LANES;
        double[] x = new double[depth];
        double[] b = new double[COLUMNS * depth];
        double[] acc = new double[COLUMNS];
        return () -> dots.multiply(b, 0, depth, x, 0, acc, 0, depth);
    }

    /** Whether scalar code still stands in. */
    boolean usesScalarCode() {
        return dots != null && dots.isStandIn();
    }

    @Override
    public void axpyRows(
            double[] x,
            int xOffset,
            int xStride,
            double[] b,
            int bOffset,
            int bStride,
            double[] acc,
            int accOffset,
            int columns,
            int depth) {
        int done = 0;
        if (columns >= LANES) {
            int eights = bStride % COLLIDING == 0 ? 0 : depth - depth % 8;
            for (; done < eights; done += 8) {
                addEight(x, xOffset + done * xStride, xStride, b, bOffset + done * bStride, bStride, acc, accOffset,
                        columns);
            }
            for (; done + 4 <= depth; done += 4) {
                addFour(x, xOffset + done * xStride, xStride, b, bOffset + done * bStride, bStride, acc, accOffset,
                        columns);
            }
            for (; done < depth; done++) {
                addOne(x[xOffset + done * xStride], b, bOffset + done * bStride, acc, accOffset, columns);
            }
        }
        scalar.axpyRows(
                x, xOffset + done * xStride, xStride, b, bOffset + done * bStride, bStride, acc, accOffset, columns,
                depth - done);
    }

    /** More rows take tiles. */
    @Override
    public int fewRows() {
        return 1;
    }

    @Override
    public void addOuterProducts(
            double[] x, int xOffset, int rows, double[] b, int bOffset, int bStride, double[] acc, int columns,
            int depth) {
        for (int i = 0; i < rows; i++) {
            axpyRows(x, xOffset + i, rows, b, bOffset, bStride, acc, i * columns, columns, depth);
        }
    }

    @Override
    public void dotColumns(
            double[] x,
            int xOffset,
            double[] b,
            int bOffset,
            int bStride,
            double[] acc,
            int accOffset,
            int columns,
            int depth) {
        int wholeColumns = dots == null ? 0 : columns - columns % COLUMNS;
        int wholeDepth = depth - depth % LANES;
        if (wholeColumns > 0 && wholeDepth > 0) {
            FusedDots<double[]> kernel = dots.kernel();
            long start = dots.start();
            for (int j = 0; j < wholeColumns; j += COLUMNS) {
                kernel.multiply(b, bOffset + j * bStride, bStride, x, xOffset, acc, accOffset + j, wholeDepth);
            }
            dots.end(wholeColumns / COLUMNS * (wholeDepth / LANES), start);
        }
        scalar.dotColumns(x, xOffset + wholeDepth, b, bOffset + wholeDepth, bStride, acc, accOffset, wholeColumns,
                depth - wholeDepth);
        scalar.dotColumns(x, xOffset, b, bOffset + wholeColumns * bStride, bStride, acc, accOffset + wholeColumns,
                columns - wholeColumns, depth);
    }

    /**
     * Adds eight rows to at least one vector of columns. The last one overlaps the one before, whose sums it takes as
     * they were before (decision 15).
     */
    private static void addEight(
            double[] x, int xOffset, int xStride, double[] b, int b0, int bStride, double[] acc, int accOffset,
            int columns) {
        DoubleVector x0 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset]));
        DoubleVector x1 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + xStride]));
        DoubleVector x2 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 2 * xStride]));
        DoubleVector x3 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 3 * xStride]));
        DoubleVector x4 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 4 * xStride]));
        DoubleVector x5 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 5 * xStride]));
        DoubleVector x6 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 6 * xStride]));
        DoubleVector x7 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 7 * xStride]));
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int b4 = b3 + bStride;
        int b5 = b4 + bStride;
        int b6 = b5 + bStride;
        int b7 = b6 + bStride;
        int last = columns - LANES;
        DoubleVector end = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + last));
        for (int j = 0; j <= last; j += LANES) {
            DoubleVector sum = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + j));
            sum = x0.fma(fromArray(DOUBLES, b, b0 + j), sum);
            sum = x1.fma(fromArray(DOUBLES, b, b1 + j), sum);
            sum = x2.fma(fromArray(DOUBLES, b, b2 + j), sum);
            sum = x3.fma(fromArray(DOUBLES, b, b3 + j), sum);
            sum = x4.fma(fromArray(DOUBLES, b, b4 + j), sum);
            sum = x5.fma(fromArray(DOUBLES, b, b5 + j), sum);
            sum = x6.fma(fromArray(DOUBLES, b, b6 + j), sum);
            sum = x7.fma(fromArray(DOUBLES, b, b7 + j), sum);
            DOUBLES_CLASS.cast(sum).intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            end = x0.fma(fromArray(DOUBLES, b, b0 + last), end);
            end = x1.fma(fromArray(DOUBLES, b, b1 + last), end);
            end = x2.fma(fromArray(DOUBLES, b, b2 + last), end);
            end = x3.fma(fromArray(DOUBLES, b, b3 + last), end);
            end = x4.fma(fromArray(DOUBLES, b, b4 + last), end);
            end = x5.fma(fromArray(DOUBLES, b, b5 + last), end);
            end = x6.fma(fromArray(DOUBLES, b, b6 + last), end);
            end = x7.fma(fromArray(DOUBLES, b, b7 + last), end);
            DOUBLES_CLASS.cast(end).intoArray(acc, accOffset + last);
        }
    }

    /** Adds four rows, as {@link #addEight} adds eight. */
    private static void addFour(
            double[] x, int xOffset, int xStride, double[] b, int b0, int bStride, double[] acc, int accOffset,
            int columns) {
        DoubleVector x0 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset]));
        DoubleVector x1 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + xStride]));
        DoubleVector x2 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 2 * xStride]));
        DoubleVector x3 = DOUBLES_CLASS.cast(broadcast(DOUBLES, x[xOffset + 3 * xStride]));
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int last = columns - LANES;
        DoubleVector end = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + last));
        for (int j = 0; j <= last; j += LANES) {
            DoubleVector sum = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + j));
            sum = x0.fma(fromArray(DOUBLES, b, b0 + j), sum);
            sum = x1.fma(fromArray(DOUBLES, b, b1 + j), sum);
            sum = x2.fma(fromArray(DOUBLES, b, b2 + j), sum);
            sum = x3.fma(fromArray(DOUBLES, b, b3 + j), sum);
            DOUBLES_CLASS.cast(sum).intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            end = x0.fma(fromArray(DOUBLES, b, b0 + last), end);
            end = x1.fma(fromArray(DOUBLES, b, b1 + last), end);
            end = x2.fma(fromArray(DOUBLES, b, b2 + last), end);
            end = x3.fma(fromArray(DOUBLES, b, b3 + last), end);
            DOUBLES_CLASS.cast(end).intoArray(acc, accOffset + last);
        }
    }

    /** Adds one row, as {@link #addFour} adds four. */
    private static void addOne(double factor, double[] b, int from, double[] acc, int accOffset, int columns) {
        DoubleVector x = DOUBLES_CLASS.cast(broadcast(DOUBLES, factor));
        int last = columns - LANES;
        DoubleVector end = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + last));
        for (int j = 0; j <= last; j += LANES) {
            DoubleVector sum = DOUBLES_CLASS.cast(fromArray(DOUBLES, acc, accOffset + j));
            DOUBLES_CLASS.cast(x.fma(fromArray(DOUBLES, b, from + j), sum))
                    .intoArray(acc, accOffset + j);
        }
        if (columns % LANES > 0) {
            DOUBLES_CLASS.cast(x.fma(fromArray(DOUBLES, b, from + last), end))
                    .intoArray(acc, accOffset + last);
        }
    }
}
