package dev.evenkeel.internal.kernel.training;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarSum}, which does the last values of a block and what is narrower than a vector. Four
 * vectors of sums at a time hide the latency of an addition.
 */
public final class VectorSum implements SumKernel {
    private static final int LANES = FLOATS.length();
    private static final int DOUBLES = Lanes.DOUBLES.length();
    private static final int FOUR = 4 * DOUBLES;
    private static final int STRIP = 4 * LANES;

    /** Loads all classes that it works with. */
    public VectorSum() {
        Lanes.initialize();
    }

    @Override
    public double sum(float[] x, int from, int count, double[] work) {
        if (count == 0) {
            return 0;
        }
        int whole = count & -SUMS;
        for (int lane = 0; lane < SUMS; lane += FOUR) {
            DoubleVector s0 = DoubleVector.zero(Lanes.DOUBLES);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            for (int k = from + lane; k < from + whole; k += SUMS) {
                s0 = doubles(x, k).add(s0);
                s1 = doubles(x, k + DOUBLES).add(s1);
                s2 = doubles(x, k + 2 * DOUBLES).add(s2);
                s3 = doubles(x, k + 3 * DOUBLES).add(s3);
            }
            Lanes.DOUBLES_CLASS.cast(s0).intoArray(work, lane);
            Lanes.DOUBLES_CLASS.cast(s1).intoArray(work, lane + DOUBLES);
            Lanes.DOUBLES_CLASS.cast(s2).intoArray(work, lane + 2 * DOUBLES);
            Lanes.DOUBLES_CLASS.cast(s3).intoArray(work, lane + 3 * DOUBLES);
        }
        ScalarSum.add(x, from, whole, count, work);
        return ScalarSum.total(work);
    }

    @Override
    public double squares(float[] x, int from, int count, double[] work) {
        if (count == 0) {
            return 0;
        }
        int whole = count & -SUMS;
        for (int lane = 0; lane < SUMS; lane += FOUR) {
            DoubleVector s0 = DoubleVector.zero(Lanes.DOUBLES);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            for (int k = from + lane; k < from + whole; k += SUMS) {
                DoubleVector v = doubles(x, k);
                s0 = v.fma(v, s0);
                v = doubles(x, k + DOUBLES);
                s1 = v.fma(v, s1);
                v = doubles(x, k + 2 * DOUBLES);
                s2 = v.fma(v, s2);
                v = doubles(x, k + 3 * DOUBLES);
                s3 = v.fma(v, s3);
            }
            Lanes.DOUBLES_CLASS.cast(s0).intoArray(work, lane);
            Lanes.DOUBLES_CLASS.cast(s1).intoArray(work, lane + DOUBLES);
            Lanes.DOUBLES_CLASS.cast(s2).intoArray(work, lane + 2 * DOUBLES);
            Lanes.DOUBLES_CLASS.cast(s3).intoArray(work, lane + 3 * DOUBLES);
        }
        ScalarSum.addSquares(x, from, whole, count, work);
        return ScalarSum.total(work);
    }

    /** A call without columns calls the loops, which only counts (decision 4). */
    @Override
    public void addRows(float[] x, int from, int stride, int rows, int columns, float[] sums) {
        if (columns == 0) {
            addFour(x, from, stride, rows, sums, sums.length);
            addOne(x, from, stride, rows, sums, sums.length);
            addNarrow(x, from, stride, rows, 0, sums);
            return;
        }
        int j = 0;
        for (; j <= columns - STRIP; j += STRIP) {
            addFour(x, from + j, stride, rows, sums, j);
        }
        for (; j <= columns - LANES; j += LANES) {
            addOne(x, from + j, stride, rows, sums, j);
        }
        if (j < columns && columns >= LANES) {
            addOne(x, from + columns - LANES, stride, rows, sums, columns - LANES);
        } else if (j < columns && sums.length >= LANES) {
            addNarrow(x, from, stride, rows, columns, sums);
        } else {
            ScalarSum.addRows(x, from, stride, rows, j, columns, sums);
        }
    }

    /** Reads beyond the columns where the array goes on; what it finds there ends in sums that nobody asked for. */
    private static void addNarrow(float[] x, int from, int stride, int rows, int columns, float[] sums) {
        if (columns == 0) {
            return;
        }
        FloatVector s = FloatVector.zero(FLOATS);
        int i = 0;
        for (; i < rows && from + i * stride <= x.length - LANES; i++) {
            s = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + i * stride)).add(s);
        }
        FLOATS_CLASS.cast(s).intoArray(sums, 0);
        ScalarSum.addMoreRows(x, from + i * stride, stride, rows - i, columns, sums);
    }

    private static void addFour(float[] x, int from, int stride, int rows, float[] sums, int to) {
        if (to == sums.length) {
            return;
        }
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < rows; i++) {
            int row = from + i * stride;
            s0 = FLOATS_CLASS.cast(fromArray(FLOATS, x, row)).add(s0);
            s1 = FLOATS_CLASS.cast(fromArray(FLOATS, x, row + LANES)).add(s1);
            s2 = FLOATS_CLASS.cast(fromArray(FLOATS, x, row + 2 * LANES)).add(s2);
            s3 = FLOATS_CLASS.cast(fromArray(FLOATS, x, row + 3 * LANES)).add(s3);
        }
        FLOATS_CLASS.cast(s0).intoArray(sums, to);
        FLOATS_CLASS.cast(s1).intoArray(sums, to + LANES);
        FLOATS_CLASS.cast(s2).intoArray(sums, to + 2 * LANES);
        FLOATS_CLASS.cast(s3).intoArray(sums, to + 3 * LANES);
    }

    private static void addOne(float[] x, int from, int stride, int rows, float[] sums, int to) {
        if (to == sums.length) {
            return;
        }
        FloatVector s = FloatVector.zero(FLOATS);
        for (int i = 0; i < rows; i++) {
            s = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + i * stride)).add(s);
        }
        FLOATS_CLASS.cast(s).intoArray(sums, to);
    }

    @Override
    public void fold(float[] sums, int columns, double[] totals) {
        int j = 0;
        for (; j <= columns - DOUBLES; j += DOUBLES) {
            DoubleVector sum = doubles(sums, j);
            Lanes.DOUBLES_CLASS.cast(sum.add(DoubleVector.fromArray(Lanes.DOUBLES, totals, j)))
                    .intoArray(totals, j);
        }
        ScalarSum.fold(sums, j, columns, totals);
    }

    /** As many floats as doubles have lanes, made doubles. */
    private static DoubleVector doubles(float[] array, int at) {
        FloatVector floats = Lanes.FLOATS_OF_DOUBLES_CLASS
                .cast(FloatVector.fromArray(Lanes.FLOATS_OF_DOUBLES, array, at));
        return Lanes.DOUBLES_CLASS.cast(floats.convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0));
    }
}
