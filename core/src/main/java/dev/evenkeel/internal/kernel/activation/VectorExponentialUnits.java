package dev.evenkeel.internal.kernel.activation;

import static dev.evenkeel.internal.kernel.math.Exponential.LN2_HIGH;
import static dev.evenkeel.internal.kernel.math.Exponential.LN2_LOW;
import static dev.evenkeel.internal.kernel.math.Exponential.LOG2_E;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.math.Exponential;
import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Transcriptions of {@link ExponentialUnits}, under the same rules as {@link VectorValues}. */
final class VectorExponentialUnits {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<? extends FloatVector> EXACT = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<? extends IntVector> EXACT_INTS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorExponentialUnits() {}

    static void elu(float slope, float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector z = EXACT.cast(
                    v.blend(ExponentialUnits.ELU_LIMIT, v.compare(VectorOperators.LT, ExponentialUnits.ELU_LIMIT)));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector rho = EXACT.cast(
                    j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW),
                            j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
            FloatVector p = EXACT
                    .cast(rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8), p6), p4), p2));
            FloatVector tail = EXACT.cast(rhoSquare.mul(p));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector power = EXACT.cast(root.mul(root));
            FloatVector q = EXACT.cast(rho.add(tail));
            FloatVector qLow = EXACT.cast(EXACT.cast(rho.sub(q)).add(tail));
            FloatVector scaled = EXACT.cast(power.mul(q));
            FloatVector shift = EXACT.cast(power.sub(1f));
            FloatVector sum = EXACT.cast(shift.add(scaled));
            FloatVector shiftLow = EXACT.cast(power.sub(shift.add(1f)));
            FloatVector sumLow =
                    EXACT.cast(EXACT.cast(power.fma(qLow, EXACT.cast(shift.sub(sum)).add(scaled))).add(shiftLow));
            FloatVector product = EXACT.cast(sum.mul(alpha));
            FloatVector left = EXACT.cast(product
                    .add(sumLow.fma(broadcast(FLOATS, alpha), sum.fma(broadcast(FLOATS, alpha), product.neg()))));
            IntVector sign = EXACT_INTS.cast(
                    EXACT_INTS.cast(v.reinterpretShape(INTS, 0)).and(IntVector.broadcast(INTS, Integer.MIN_VALUE)));
            FloatVector signed = EXACT.cast(EXACT_INTS.cast(
                    EXACT_INTS.cast(EXACT_INTS.cast(left.reinterpretShape(INTS, 0))
                            .and(IntVector.broadcast(INTS, Integer.MAX_VALUE))).or(sign))
                    .reinterpretShape(FLOATS, 0));
            FloatVector result = EXACT.cast(signed.blend(v.mul(slope), v.compare(VectorOperators.GT, 0f)));
            result.intoArray(y, yOffset + i);
        }
    }

    static void eluGradient(
            float slope, float alpha, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector z = EXACT.cast(v.blend(ExponentialUnits.ELU_DERIVATIVE_LIMIT,
                    v.compare(VectorOperators.LT, ExponentialUnits.ELU_DERIVATIVE_LIMIT)));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
            FloatVector p = EXACT
                    .cast(rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8), p6), p4), p2));
            FloatVector tail = EXACT.cast(rhoSquare.mul(p));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector high = EXACT.cast(rho.add(1f));
            FloatVector low = EXACT.cast(high.fma(rhoLow, EXACT.cast(EXACT.cast(one.sub(high)).add(rho)).add(tail)));
            FloatVector scale = EXACT.cast(root.mul(alpha));
            FloatVector product = EXACT.cast(scale.mul(high));
            FloatVector left = EXACT.cast(product.add(scale.fma(low, scale.fma(high, product.neg()))));
            FloatVector result =
                    EXACT.cast(EXACT.cast(EXACT.cast(left.mul(root)).blend(slope, v.compare(VectorOperators.GT, 0f)))
                            .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }

    static void eluGradientOfOutput(
            float slope, float alpha, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector result = v.add(alpha).blend(slope, v.compare(VectorOperators.GT, 0f))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    static void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector negated = EXACT.cast(EXACT.cast(v.lanewise(VectorOperators.ABS)).neg());
            FloatVector z = EXACT.cast(negated.blend(ExponentialUnits.SOFTPLUS_LEAST,
                    negated.compare(VectorOperators.LT, ExponentialUnits.SOFTPLUS_LEAST)));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
            FloatVector p = EXACT
                    .cast(rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8), p6), p4), p2));
            FloatVector tail = EXACT.cast(rhoSquare.mul(p));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector high = EXACT.cast(rho.add(1f));
            FloatVector low = EXACT.cast(high.fma(rhoLow, EXACT.cast(EXACT.cast(one.sub(high)).add(rho)).add(tail)));
            FloatVector significand = EXACT.cast(high.add(low));
            FloatVector significandLow = EXACT.cast(EXACT.cast(high.sub(significand)).add(low));
            FloatVector t = EXACT.cast(EXACT.cast(significand.mul(root)).mul(root));
            FloatVector square = EXACT.cast(t.mul(t));
            FloatVector h3 = EXACT
                    .cast(t.fma(broadcast(FLOATS, ExponentialUnits.LOG_4), broadcast(FLOATS, ExponentialUnits.LOG_3)));
            FloatVector h5 = EXACT
                    .cast(t.fma(broadcast(FLOATS, ExponentialUnits.LOG_6), broadcast(FLOATS, ExponentialUnits.LOG_5)));
            FloatVector h7 = EXACT
                    .cast(t.fma(broadcast(FLOATS, ExponentialUnits.LOG_8), broadcast(FLOATS, ExponentialUnits.LOG_7)));
            FloatVector h9 = EXACT
                    .cast(t.fma(broadcast(FLOATS, ExponentialUnits.LOG_10), broadcast(FLOATS, ExponentialUnits.LOG_9)));
            FloatVector h = EXACT.cast(square.fma(square.fma(square.fma(h9, h7), h5), h3));
            FloatVector product = EXACT.cast(significand.mul(t));
            FloatVector productLow = EXACT.cast(significand.fma(t, product.neg()));
            FloatVector main = EXACT.cast(product.fma(broadcast(FLOATS, -0.5f), significand));
            FloatVector mainLow = EXACT.cast(product.fma(broadcast(FLOATS, -0.5f), significand.sub(main)));
            FloatVector ofLows =
                    EXACT.cast(significandLow.fma(t.fma(broadcast(FLOATS, -0.5f), one), productLow.mul(-0.5f)));
            FloatVector rest = EXACT.cast(mainLow.add(EXACT.cast(product.mul(t)).fma(h, ofLows)));
            FloatVector left = EXACT.cast(EXACT.cast(EXACT.cast(main.add(rest)).mul(root)).mul(root));
            FloatVector scaled = EXACT.cast(EXACT.cast(main.mul(root)).mul(root));
            FloatVector sum = EXACT.cast(v.add(scaled));
            FloatVector scaledRounded = EXACT.cast(sum.sub(v));
            FloatVector sumLow = EXACT.cast(EXACT.cast(v.sub(sum.sub(scaledRounded))).add(scaled.sub(scaledRounded)));
            FloatVector right = EXACT.cast(sum.add(EXACT.cast(rest.mul(root)).fma(root, sumLow)));
            FloatVector result = EXACT.cast(EXACT.cast(left.blend(right, v.compare(VectorOperators.GT, 0f))).blend(v,
                    v.compare(VectorOperators.GT, ExponentialUnits.SOFTPLUS_GREATEST)));
            result.intoArray(y, yOffset + i);
        }
    }

    /** softplus′ is the sigmoid. */
    static void softplusGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector z = EXACT.cast(v.blend(ActivationFunctions.SIGMOID_GREATEST,
                    v.compare(VectorOperators.GT, ActivationFunctions.SIGMOID_GREATEST)));
            z = EXACT.cast(z.blend(ActivationFunctions.SIGMOID_LEAST,
                    z.compare(VectorOperators.LT, ActivationFunctions.SIGMOID_LEAST)));
            FloatVector rounded = EXACT.cast(
                    z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ActivationFunctions.SIGMOID_ROUNDER)));
            FloatVector k = EXACT.cast(rounded.sub(ActivationFunctions.SIGMOID_ROUNDER));
            FloatVector r = EXACT.cast(k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z)));
            FloatVector power = EXACT.cast(EXACT_INTS.cast(
                    EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                    .reinterpretShape(FLOATS, 0));
            FloatVector p = EXACT
                    .cast(r.fma(broadcast(FLOATS, Exponential.EXP_6), broadcast(FLOATS, -Exponential.EXP_5)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, Exponential.EXP_4)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, -Exponential.EXP_3)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, 0.5f)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, -1f)));
            FloatVector denominator = EXACT.cast(
                    p.fma(r, power.fma(broadcast(FLOATS, ActivationFunctions.SIGMOID_UNIT), broadcast(FLOATS, 1f))));
            FloatVector result = EXACT.cast(
                    EXACT.cast(EXACT.cast(power.div(denominator)).mul(ActivationFunctions.SIGMOID_UNIT))
                            .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }

    static void softplusGradientOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector negated = EXACT.cast(v.neg());
            FloatVector z = EXACT.cast(negated.blend(ExponentialUnits.ELU_LIMIT,
                    negated.compare(VectorOperators.LT, ExponentialUnits.ELU_LIMIT)));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector rho = EXACT.cast(
                    j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW),
                            j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
            FloatVector p = EXACT
                    .cast(rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8), p6), p4), p2));
            FloatVector tail = EXACT.cast(rhoSquare.mul(p));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector power = EXACT.cast(root.mul(root));
            FloatVector q = EXACT.cast(rho.add(tail));
            FloatVector qLow = EXACT.cast(EXACT.cast(rho.sub(q)).add(tail));
            FloatVector scaled = EXACT.cast(power.mul(q));
            FloatVector shift = EXACT.cast(power.sub(1f));
            FloatVector sum = EXACT.cast(shift.add(scaled));
            FloatVector shiftLow = EXACT.cast(power.sub(shift.add(1f)));
            FloatVector sumLow =
                    EXACT.cast(EXACT.cast(power.fma(qLow, EXACT.cast(shift.sub(sum)).add(scaled))).add(shiftLow));
            FloatVector left = EXACT.cast(sum.add(sumLow));
            IntVector sign = EXACT_INTS.cast(
                    EXACT_INTS.cast(v.reinterpretShape(INTS, 0)).and(IntVector.broadcast(INTS, Integer.MIN_VALUE)));
            FloatVector signed = EXACT.cast(EXACT_INTS.cast(
                    EXACT_INTS.cast(EXACT_INTS.cast(left.reinterpretShape(INTS, 0))
                            .and(IntVector.broadcast(INTS, Integer.MAX_VALUE))).or(sign))
                    .reinterpretShape(FLOATS, 0));
            FloatVector result = EXACT.cast(EXACT.cast(signed.blend(v, v.compare(VectorOperators.LT, 0f)))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }
}
