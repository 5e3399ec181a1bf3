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

/**
 * Transcriptions of {@link ActivationFunctions} for ranges of whole vectors. Each is one loop that calls nothing of
 * ours (decision 18).
 */
final class VectorValues {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<?> FLOATS_CLASS = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<?> INTS_CLASS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorValues() {}

    /** Without a maximum (decision 5). */
    static void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result = v.blend(0f, v.compare(VectorOperators.LE, 0f));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result = v.mul(slope).blend(v, v.compare(VectorOperators.GE, 0f));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = v.lanewise(VectorOperators.ABS);
            FloatVector z = magnitude
                    .blend(ActivationFunctions.TANH_LIMIT,
                            magnitude.compare(VectorOperators.GT, ActivationFunctions.TANH_LIMIT))
                    .mul(-2f);
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
            FloatVector power =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));

            FloatVector q = r.add(tail);
            FloatVector qLow = r.sub(q).add(tail);
            FloatVector scaled = power.mul(q);
            FloatVector shift = power.sub(1f);
            FloatVector numerator = shift.add(scaled);
            FloatVector shiftLow = power.sub(shift.add(1f));
            FloatVector numeratorLow = power.fma(qLow, shift.sub(numerator).add(scaled)).add(shiftLow);
            FloatVector denominator = numerator.add(2f);
            FloatVector denominatorLow =
                    ((FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 2f))).sub(denominator).add(numerator)
                            .add(numeratorLow);

            FloatVector reciprocal = one.div(denominator);
            FloatVector estimate = numerator.mul(reciprocal);
            FloatVector negated = estimate.neg();
            FloatVector left = negated.fma(denominator, numerator).add(negated.fma(denominatorLow, numeratorLow));
            IntVector quotient = (IntVector) INTS_CLASS.cast(left.fma(reciprocal, estimate).reinterpretShape(INTS, 0));
            IntVector sign = ((IntVector) INTS_CLASS.cast(v.reinterpretShape(INTS, 0))).and(Integer.MIN_VALUE);
            ((FloatVector) FLOATS_CLASS.cast(quotient.and(Integer.MAX_VALUE).or(sign).reinterpretShape(FLOATS, 0)))
                    .intoArray(y, yOffset + i);
        }
    }

    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
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
            FloatVector result = quotient.mul(first).mul(second);
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void softsign(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = v.lanewise(VectorOperators.ABS);
            FloatVector finite = magnitude.blend(ActivationFunctions.SOFTSIGN_LIMIT,
                    magnitude.compare(VectorOperators.GT, ActivationFunctions.SOFTSIGN_LIMIT));
            FloatVector denominator = finite.add(1f);
            FloatVector finiteRounded = denominator.sub(1f);
            FloatVector denominatorLow = one.sub(denominator.sub(finiteRounded))
                    .add(finite.sub(finiteRounded));

            FloatVector reciprocal = one.div(denominator);
            FloatVector estimate = finite.mul(reciprocal);
            FloatVector negated = estimate.neg();
            FloatVector left = negated.fma(denominator, finite).add(negated.mul(denominatorLow));
            IntVector quotient = (IntVector) INTS_CLASS.cast(left.fma(reciprocal, estimate).reinterpretShape(INTS, 0));
            IntVector sign = ((IntVector) INTS_CLASS.cast(v.reinterpretShape(INTS, 0))).and(Integer.MIN_VALUE);
            ((FloatVector) FLOATS_CLASS.cast(quotient.and(Integer.MAX_VALUE).or(sign).reinterpretShape(FLOATS, 0)))
                    .intoArray(y, yOffset + i);
        }
    }
}
