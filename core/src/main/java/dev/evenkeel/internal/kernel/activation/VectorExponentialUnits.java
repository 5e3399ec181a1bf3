package dev.evenkeel.internal.kernel.activation;

import static dev.evenkeel.internal.kernel.math.Exponential.LN2_HIGH;
import static dev.evenkeel.internal.kernel.math.Exponential.LN2_LOW;
import static dev.evenkeel.internal.kernel.math.Exponential.LOG2_E;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Transcriptions of {@link ExponentialUnits}, under the same rules as {@link VectorValues}. */
final class VectorExponentialUnits {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<?> FLOATS_CLASS = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<?> INTS_CLASS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorExponentialUnits() {}

    static void elu(float slope, float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector z =
                    v.blend(ExponentialUnits.ELU_LIMIT, v.compare(VectorOperators.LT, ExponentialUnits.ELU_LIMIT));
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector rho =
                    j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector q = rho.add(tail);
            FloatVector qLow = rho.sub(q).add(tail);
            FloatVector scaled = power.mul(q);
            FloatVector shift = power.sub(1f);
            FloatVector sum = shift.add(scaled);
            FloatVector shiftLow = power.sub(shift.add(1f));
            FloatVector sumLow = power.fma(qLow, shift.sub(sum).add(scaled)).add(shiftLow);
            FloatVector product = sum.mul(alpha);
            FloatVector left =
                    product.add(sumLow.fma(broadcast(FLOATS, alpha), sum.fma(broadcast(FLOATS, alpha), product.neg())));
            IntVector sign = ((IntVector) INTS_CLASS.cast(v.reinterpretShape(INTS, 0))).and(Integer.MIN_VALUE);
            FloatVector signed =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(left.reinterpretShape(INTS, 0)))
                            .and(Integer.MAX_VALUE).or(sign)
                            .reinterpretShape(FLOATS, 0));
            FloatVector result = signed.blend(v.mul(slope), v.compare(VectorOperators.GT, 0f));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void eluGradient(
            float slope, float alpha, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector z = v.blend(ExponentialUnits.ELU_DERIVATIVE_LIMIT,
                    v.compare(VectorOperators.LT, ExponentialUnits.ELU_DERIVATIVE_LIMIT));
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector high = rho.add(1f);
            FloatVector low = high.fma(rhoLow, one.sub(high).add(rho).add(tail));
            FloatVector scale = root.mul(alpha);
            FloatVector product = scale.mul(high);
            FloatVector left = product.add(scale.fma(low, scale.fma(high, product.neg())));
            FloatVector result = left.mul(root).blend(slope, v.compare(VectorOperators.GT, 0f))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }

    static void eluGradientOfOutput(
            float slope, float alpha, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector result = v.add(alpha).blend(slope, v.compare(VectorOperators.GT, 0f))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }

    static void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector negated = v.lanewise(VectorOperators.ABS).neg();
            FloatVector z = negated.blend(ExponentialUnits.SOFTPLUS_LEAST,
                    negated.compare(VectorOperators.LT, ExponentialUnits.SOFTPLUS_LEAST));
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector high = rho.add(1f);
            FloatVector low = high.fma(rhoLow, one.sub(high).add(rho).add(tail));
            FloatVector significand = high.add(low);
            FloatVector significandLow = high.sub(significand).add(low);
            FloatVector t = significand.mul(root).mul(root);
            FloatVector square = t.mul(t);
            FloatVector h3 =
                    t.fma(broadcast(FLOATS, ExponentialUnits.LOG_4), broadcast(FLOATS, ExponentialUnits.LOG_3));
            FloatVector h5 =
                    t.fma(broadcast(FLOATS, ExponentialUnits.LOG_6), broadcast(FLOATS, ExponentialUnits.LOG_5));
            FloatVector h7 =
                    t.fma(broadcast(FLOATS, ExponentialUnits.LOG_8), broadcast(FLOATS, ExponentialUnits.LOG_7));
            FloatVector h9 =
                    t.fma(broadcast(FLOATS, ExponentialUnits.LOG_10), broadcast(FLOATS, ExponentialUnits.LOG_9));
            FloatVector h = square.fma(square.fma(square.fma(h9, h7), h5), h3);
            FloatVector product = significand.mul(t);
            FloatVector productLow = significand.fma(t, product.neg());
            FloatVector main = product.fma(broadcast(FLOATS, -0.5f), significand);
            FloatVector mainLow = product.fma(broadcast(FLOATS, -0.5f), significand.sub(main));
            FloatVector ofLows =
                    significandLow.fma(t.fma(broadcast(FLOATS, -0.5f), one), productLow.mul(-0.5f));
            FloatVector rest = mainLow.add(product.mul(t).fma(h, ofLows));
            FloatVector left = main.add(rest).mul(root).mul(root);
            FloatVector scaled = main.mul(root).mul(root);
            FloatVector sum = v.add(scaled);
            FloatVector scaledRounded = sum.sub(v);
            FloatVector sumLow = v.sub(sum.sub(scaledRounded)).add(scaled.sub(scaledRounded));
            FloatVector right = sum.add(rest.mul(root).fma(root, sumLow));
            FloatVector result = left.blend(right, v.compare(VectorOperators.GT, 0f)).blend(v,
                    v.compare(VectorOperators.GT, ExponentialUnits.SOFTPLUS_GREATEST));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    /** softplus′ is the sigmoid. */
    static void softplusGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = v.lanewise(VectorOperators.ABS);
            FloatVector z = magnitude
                    .blend(ActivationFunctions.EXPONENTIAL_LIMIT,
                            magnitude.compare(VectorOperators.GT, ActivationFunctions.EXPONENTIAL_LIMIT))
                    .neg();
            FloatVector rounded = z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector k = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector r = k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z));
            FloatVector p =
                    r.fma(broadcast(FLOATS, ActivationFunctions.EXP_7), broadcast(FLOATS, ActivationFunctions.EXP_6));
            p = p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_5));
            p = p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_4));
            p = p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_3));
            p = p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_2));
            FloatVector tail = r.mul(r).mul(p);
            IntVector exponent =
                    ((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS);
            FloatVector power =
                    (FloatVector) FLOATS_CLASS.cast(exponent.lanewise(VectorOperators.MAX, Float.MIN_EXPONENT)
                            .add(Float.MAX_EXPONENT).lanewise(VectorOperators.LSHL, Float.PRECISION - 1)
                            .reinterpretShape(FLOATS, 0));

            FloatVector q = r.add(tail);
            FloatVector qLow = r.sub(q).add(tail);
            FloatVector significand = q.add(1f);
            FloatVector significandLow = one.sub(significand).add(q).add(qLow);
            FloatVector e = power.mul(significand);
            FloatVector denominator = e.add(1f);
            FloatVector denominatorLow =
                    power.fma(significandLow, one.sub(denominator).add(e));
            VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
            FloatVector numerator = one.blend(significand, negative);
            FloatVector numeratorLow =
                    ((FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 0f))).blend(significandLow, negative);

            FloatVector reciprocal = one.div(denominator);
            FloatVector estimate = numerator.mul(reciprocal);
            FloatVector negated = estimate.neg();
            FloatVector left = negated.fma(denominator, numerator).add(negated.fma(denominatorLow, numeratorLow));
            FloatVector quotient = left.fma(reciprocal, estimate);
            // Negative x alone have a factor other than 2^0; their bits are those of an arithmetic shift.
            exponent = exponent
                    .and(((IntVector) INTS_CLASS.cast(v.reinterpretShape(INTS, 0))).lanewise(VectorOperators.ASHR, 31));
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = (FloatVector) FLOATS_CLASS.cast(half.add(Float.MAX_EXPONENT)
                    .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector second = (FloatVector) FLOATS_CLASS.cast(exponent.sub(half).add(Float.MAX_EXPONENT)
                    .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector result = quotient.mul(first).mul(second).mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }

    static void softplusGradientOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector negated = v.neg();
            FloatVector z = negated.blend(ExponentialUnits.ELU_LIMIT,
                    negated.compare(VectorOperators.LT, ExponentialUnits.ELU_LIMIT));
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector rho =
                    j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector q = rho.add(tail);
            FloatVector qLow = rho.sub(q).add(tail);
            FloatVector scaled = power.mul(q);
            FloatVector shift = power.sub(1f);
            FloatVector sum = shift.add(scaled);
            FloatVector shiftLow = power.sub(shift.add(1f));
            FloatVector sumLow = power.fma(qLow, shift.sub(sum).add(scaled)).add(shiftLow);
            FloatVector left = sum.add(sumLow);
            IntVector sign = ((IntVector) INTS_CLASS.cast(v.reinterpretShape(INTS, 0))).and(Integer.MIN_VALUE);
            FloatVector signed =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(left.reinterpretShape(INTS, 0)))
                            .and(Integer.MAX_VALUE).or(sign)
                            .reinterpretShape(FLOATS, 0));
            FloatVector result = signed.blend(v, v.compare(VectorOperators.LT, 0f))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }
}
