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

/**
 * Transcriptions of {@link ActivationFunctions} for ranges of whole vectors. Each is one loop that calls nothing of
 * ours (decision 18).
 */
final class VectorValues {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<? extends FloatVector> EXACT = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<? extends IntVector> EXACT_INTS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorValues() {}

    /** Without a maximum (decision 5). */
    static void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result = v.blend(0f, v.compare(VectorOperators.LE, 0f));
            EXACT.cast(result).intoArray(y, yOffset + i);
        }
    }

    static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result = v.mul(slope).blend(v, v.compare(VectorOperators.GE, 0f));
            EXACT.cast(result).intoArray(y, yOffset + i);
        }
    }

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = EXACT.cast(v.lanewise(VectorOperators.ABS));
            FloatVector z = EXACT.cast(EXACT.cast(magnitude.blend(ActivationFunctions.TANH_LIMIT,
                    magnitude.compare(VectorOperators.GT, ActivationFunctions.TANH_LIMIT))).mul(-2f));
            FloatVector rounded =
                    EXACT.cast(z.fma(broadcast(FLOATS, LOG2_E), broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector k = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector r = EXACT.cast(k.fma(broadcast(FLOATS, -LN2_LOW), k.fma(broadcast(FLOATS, -LN2_HIGH), z)));
            FloatVector p = EXACT.cast(
                    r.fma(broadcast(FLOATS, ActivationFunctions.EXP_7), broadcast(FLOATS, ActivationFunctions.EXP_6)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_5)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_4)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_3)));
            p = EXACT.cast(p.fma(r, broadcast(FLOATS, ActivationFunctions.EXP_2)));
            FloatVector tail = EXACT.cast(EXACT.cast(r.mul(r)).mul(p));
            FloatVector power =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));

            FloatVector q = EXACT.cast(r.add(tail));
            FloatVector qLow = EXACT.cast(EXACT.cast(r.sub(q)).add(tail));
            FloatVector scaled = EXACT.cast(power.mul(q));
            FloatVector shift = EXACT.cast(power.sub(1f));
            FloatVector numerator = EXACT.cast(shift.add(scaled));
            FloatVector shiftLow = EXACT.cast(power.sub(shift.add(1f)));
            FloatVector numeratorLow =
                    EXACT.cast(EXACT.cast(power.fma(qLow, EXACT.cast(shift.sub(numerator)).add(scaled))).add(shiftLow));
            FloatVector denominator = EXACT.cast(numerator.add(2f));
            FloatVector denominatorLow =
                    EXACT.cast(EXACT.cast(EXACT.cast(EXACT.cast(broadcast(FLOATS, 2f)).sub(denominator)).add(numerator))
                            .add(numeratorLow));

            FloatVector reciprocal = EXACT.cast(one.div(denominator));
            FloatVector estimate = EXACT.cast(numerator.mul(reciprocal));
            FloatVector negated = EXACT.cast(estimate.neg());
            FloatVector left = EXACT.cast(
                    EXACT.cast(negated.fma(denominator, numerator)).add(negated.fma(denominatorLow, numeratorLow)));
            IntVector quotient = EXACT_INTS.cast(EXACT.cast(left.fma(reciprocal, estimate)).reinterpretShape(INTS, 0));
            IntVector sign = EXACT_INTS.cast(
                    EXACT_INTS.cast(v.reinterpretShape(INTS, 0)).and(IntVector.broadcast(INTS, Integer.MIN_VALUE)));
            EXACT.cast(EXACT_INTS
                    .cast(EXACT_INTS.cast(quotient.and(IntVector.broadcast(INTS, Integer.MAX_VALUE))).or(sign))
                    .reinterpretShape(FLOATS, 0)).intoArray(y, yOffset + i);
        }
    }

    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
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
            FloatVector result =
                    EXACT.cast(EXACT.cast(power.div(denominator)).mul(ActivationFunctions.SIGMOID_UNIT));
            result.intoArray(y, yOffset + i);
        }
    }

    static void softsign(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
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
            IntVector quotient = EXACT_INTS.cast(left.fma(reciprocal, estimate).reinterpretShape(INTS, 0));
            IntVector sign =
                    EXACT_INTS.cast(v.reinterpretShape(INTS, 0)).and(IntVector.broadcast(INTS, Integer.MIN_VALUE));
            EXACT.cast(quotient.and(IntVector.broadcast(INTS, Integer.MAX_VALUE)).or(sign).reinterpretShape(FLOATS, 0))
                    .intoArray(y, yOffset + i);
        }
    }
}
