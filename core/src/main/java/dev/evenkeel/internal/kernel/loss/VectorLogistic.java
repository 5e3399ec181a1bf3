package dev.evenkeel.internal.kernel.loss;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.INTS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.math.Exponential;
import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The inner loops of binary cross-entropy in {@link VectorLoss}, the twins of {@link Logistic}. */
final class VectorLogistic {
    private static final int SUMS = LossKernel.SUMS;
    private static final int LANES = FLOATS.length();

    /** Where u = e^−|x| of a block lies. */
    private static final int POWERS = 6 * SUMS;

    /** Where ln(1 + u) of a block lies. */
    private static final int LOGARITHMS = POWERS + LossKernel.BLOCK;

    private VectorLogistic() {}

    /** u = e^−|x| and ln(1 + u) to {@code work}: in one loop with what follows, C2 would leave calls in it. */
    static void powersAndLogarithms(float[] x, int from, int columns, float[] work) {
        for (int j = 0; j < columns; j += LANES) {
            FloatVector y = FLOATS_CLASS.cast(fromArray(FLOATS, x, from + j)).abs().neg()
                    .max(Exponential.LOWEST);
            FloatVector rounded =
                    y.fma(broadcast(FLOATS, Exponential.LOG2_E), broadcast(FLOATS, Exponential.ROUNDER));
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
            FloatVector u = p.mul(INTS_CLASS.cast(rounded.reinterpretShape(Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, Exponential.TO_EXPONENT).reinterpretShape(FLOATS, 0));
            FLOATS_CLASS.cast(u).intoArray(work, POWERS + j);
            FloatVector s = u.div(u.add(2f));
            FloatVector z = s.mul(s);
            p = z.fma(broadcast(FLOATS, Exponential.LOG_3), broadcast(FLOATS, Exponential.LOG_2));
            p = p.fma(z, broadcast(FLOATS, Exponential.LOG_1));
            p = p.fma(z, broadcast(FLOATS, Exponential.LOG_0));
            FloatVector value = s.mul(2f).mul(p.fma(z, broadcast(FLOATS, 1f)));
            FLOATS_CLASS.cast(value).intoArray(work, LOGARITHMS + j);
        }
    }

    /** As {@link Logistic}, selecting by the bits of the sign; powers and logarithms lie in {@code work}. */
    static void addLogistic(float[] x, int xFrom, float[] t, int tFrom, float[] w, int wFrom, int columns,
            float[] y, int to, float[] work) {
        if (columns == 0) {
            return;
        }
        for (int lane = 0; lane < SUMS; lane += LANES) {
            FloatVector sum = FLOATS_CLASS.cast(fromArray(FLOATS, work, lane));
            for (int j = lane; j < columns; j += SUMS) {
                FloatVector u = FLOATS_CLASS.cast(fromArray(FLOATS, work, POWERS + j));
                FloatVector log = FLOATS_CLASS.cast(fromArray(FLOATS, work, LOGARITHMS + j));
                FloatVector one = FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
                FloatVector target = FLOATS_CLASS.cast(fromArray(FLOATS, t, tFrom + j));
                FloatVector weight = FLOATS_CLASS.cast(fromArray(FLOATS, w, wFrom + j));
                IntVector sign =
                        INTS_CLASS.cast(FLOATS_CLASS.cast(fromArray(FLOATS, x, xFrom + j))
                                .reinterpretShape(Lanes.INTS, 0));
                IntVector positive =
                        INTS_CLASS.cast(one.sub(target).reinterpretShape(Lanes.INTS, 0));
                IntVector negative = INTS_CLASS.cast(weight.mul(target).reinterpretShape(Lanes.INTS, 0));
                IntVector swap = positive.lanewise(VectorOperators.XOR, negative)
                        .and(sign.lanewise(VectorOperators.ASHR, 31));
                FloatVector near = FLOATS_CLASS
                        .cast(positive.lanewise(VectorOperators.XOR, swap).reinterpretShape(FLOATS, 0));
                FloatVector far = FLOATS_CLASS
                        .cast(negative.lanewise(VectorOperators.XOR, swap).reinterpretShape(FLOATS, 0));
                FloatVector magnitude =
                        (FloatVector) sign.and(Integer.MAX_VALUE).reinterpretShape(FLOATS, 0);
                sum = near.fma(magnitude, weight.sub(one).fma(target, one).mul(log)).add(sum);
                FloatVector slope = far.neg().fma(u, near).mul(one.div(u.add(one)));
                FLOATS_CLASS.cast(INTS_CLASS.cast(slope.reinterpretShape(Lanes.INTS, 0))
                        .lanewise(VectorOperators.XOR, sign.and(Integer.MIN_VALUE)).reinterpretShape(FLOATS, 0))
                        .intoArray(y, to + j);
            }
            FLOATS_CLASS.cast(sum).intoArray(work, lane);
        }
    }
}
