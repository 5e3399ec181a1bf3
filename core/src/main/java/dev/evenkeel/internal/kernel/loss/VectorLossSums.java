package dev.evenkeel.internal.kernel.loss;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.INTS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.math.Exponential;
import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The inner loops of {@link VectorLoss} that sum: 16 columns at a time, onto the partial sums in {@code work}. The
 * second sum of a loop lies at {@link #SECOND}.
 */
final class VectorLossSums {
    private static final int SUMS = LossKernel.SUMS;
    private static final int LANES = FLOATS.length();

    /** Where the second sum of a loop keeps its partial sums. */
    static final int SECOND = SUMS;

    /** 0, 1, 2 … */
    static final float[] PLACES = new float[SUMS];

    static {
        for (int i = 0; i < SUMS; i++) {
            PLACES[i] = i;
        }
    }

    private VectorLossSums() {}

    /** As {@link Exponential#ofNegative}; unsigned bits of numbers that are not positive ascend as they fall. */
    static void addExponentials(float[] x, int from, int columns, float shift, float[] e, int to,
            float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                IntVector bits =
                        INTS_CLASS.cast(FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j))
                                .sub(shift).reinterpretShape(Lanes.INTS, 0));
                FloatVector y = FLOATS_CLASS.cast(bits
                        .lanewise(VectorOperators.UMIN,
                                IntVector.broadcast(Lanes.INTS, Float.floatToRawIntBits(Exponential.LOWEST)))
                        .reinterpretShape(FLOATS, 0));
                FloatVector rounded = y.fma(broadcast(FLOATS, Exponential.LOG2_E),
                        broadcast(FLOATS, Exponential.ROUNDER));
                FloatVector k = rounded.sub(Exponential.ROUNDER);
                FloatVector r = k.fma(broadcast(FLOATS, -Exponential.LN2_LOW),
                        k.fma(broadcast(FLOATS, -Exponential.LN2_HIGH), y));
                FloatVector p =
                        r.fma(broadcast(FLOATS, Exponential.EXP_6), broadcast(FLOATS, Exponential.EXP_5));
                p = p.fma(r, broadcast(FLOATS, Exponential.EXP_4));
                p = p.fma(r, broadcast(FLOATS, Exponential.EXP_3));
                p = p.fma(r, broadcast(FLOATS, 0.5f));
                p = p.fma(r, broadcast(FLOATS, 1f));
                p = p.fma(r, broadcast(FLOATS, 1f));
                FloatVector power = p.mul(INTS_CLASS.cast(rounded.reinterpretShape(Lanes.INTS, 0))
                        .lanewise(VectorOperators.LSHL, Exponential.TO_EXPONENT).reinterpretShape(FLOATS, 0));
                FLOATS_CLASS.cast(power).intoArray(e, to + j);
                sum = power.add(sum);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }

    static void addWeighed(float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            FloatVector products = FLOATS_CLASS.cast(fromArray(FLOATS, work, SECOND + lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector weight = FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j));
                sum = weight.add(sum);
                products = weight.fma(FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j)).sub(shift),
                        products);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
            FLOATS_CLASS.cast(products).intoArray(work, SECOND + lane);
        }
    }

    static void addDeviations(float[] p, int pFrom, float[] q, int qFrom, int columns, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector squares = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            FloatVector products = FLOATS_CLASS.cast(fromArray(FLOATS, work, SECOND + lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector probability = FLOATS_CLASS.cast(fromArray(FLOATS, p, pFrom + j));
                FloatVector d = probability.sub(FLOATS_CLASS.cast(fromArray(FLOATS, q, qFrom + j)));
                squares = d.fma(d, squares);
                products = d.fma(probability, products);
            }
            FLOATS_CLASS.cast(squares).intoArray(work, lane);
            FLOATS_CLASS.cast(products).intoArray(work, SECOND + lane);
        }
    }

    static void addDifferences(float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y,
            int to, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector d = FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j))
                        .sub(FLOATS_CLASS.cast(fromArray(FLOATS, t, tFrom + j)));
                FLOATS_CLASS.cast(d.mul(factor)).intoArray(y, to + j);
                sum = d.fma(d, sum);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }

    static void clear(float[] work, int length) {
        FloatVector zero = FLOATS_CLASS.cast(FloatVector.zero(FLOATS));
        for (int lane = 0; lane < length; lane += LANES) {
            FLOATS_CLASS.cast(zero).intoArray(work, lane);
        }
    }

    /**
     * Copies the last values of a row to {@code work[at]}, and pads them to 16. What lies behind them is read where the
     * array has it, and replaced.
     */
    static void edge(float[] row, int from, int count, float pad, float[] work, int at) {
        if (from > row.length - SUMS) {
            System.arraycopy(row, from, work, at, count);
            Arrays.fill(work, at + count, at + SUMS, pad);
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector place = FLOATS_CLASS.cast(fromArray(FLOATS, PLACES, lane));
            FloatVector value = FLOATS_CLASS.cast(fromArray(FLOATS, row, from + lane)).blend(pad,
                    place.compare(VectorOperators.GE, (float) count));
            FLOATS_CLASS.cast(value).intoArray(work, at + lane);
        }
    }
}
