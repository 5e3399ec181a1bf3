package dev.evenkeel.internal.kernel.activation;

import static dev.evenkeel.internal.kernel.math.Exponential.LN2_HIGH;
import static dev.evenkeel.internal.kernel.math.Exponential.LN2_LOW;
import static dev.evenkeel.internal.kernel.math.Exponential.LOG2_E;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link VectorActivation}'s gradients, under the same rules as those of {@link VectorValues}. */
final class VectorGradients {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<? extends FloatVector> EXACT = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<? extends IntVector> EXACT_INTS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorGradients() {}

    static void identity(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result =
                    one.blend(v, v.compare(VectorOperators.NE, v)).mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    static void leakyRelu(
            float slope, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector result = EXACT.cast(broadcast(FLOATS, slope))
                    .blend(1f, v.compare(VectorOperators.GT, 0f))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    /** {@code factor · e^−z / (1 + e^−z)²} with z = scale · |x|: the derivatives of tanh and sigmoid. */
    static void bell(
            float scale, float factor, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset,
            int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector magnitude = EXACT.cast(
                    EXACT.cast(EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i)).lanewise(VectorOperators.ABS))
                            .mul(scale));
            FloatVector z =
                    EXACT.cast(EXACT
                            .cast(magnitude.blend(ActivationFunctions.EXPONENTIAL_LIMIT,
                                    magnitude.compare(VectorOperators.GT, ActivationFunctions.EXPONENTIAL_LIMIT)))
                            .neg());
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
            IntVector exponent = EXACT_INTS
                    .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                            .sub(IntVector.broadcast(INTS, ActivationFunctions.ROUNDER_BITS)));
            FloatVector power = EXACT.cast(EXACT_INTS
                    .cast(EXACT_INTS
                            .cast(EXACT_INTS
                                    .cast(exponent.lanewise(VectorOperators.MAX,
                                            IntVector.broadcast(INTS, Float.MIN_EXPONENT)))
                                    .add(IntVector.broadcast(INTS, Float.MAX_EXPONENT)))
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                    .reinterpretShape(FLOATS, 0));

            FloatVector q = EXACT.cast(r.add(tail));
            FloatVector qLow = EXACT.cast(EXACT.cast(r.sub(q)).add(tail));
            FloatVector significand = EXACT.cast(q.add(1f));
            FloatVector significandLow = EXACT.cast(EXACT.cast(EXACT.cast(one.sub(significand)).add(q)).add(qLow));
            FloatVector e = EXACT.cast(power.mul(significand));
            FloatVector denominator = EXACT.cast(e.add(1f));
            FloatVector denominatorLow = EXACT.cast(power.fma(significandLow, EXACT.cast(one.sub(denominator)).add(e)));
            FloatVector square = EXACT.cast(denominator.mul(denominator));
            FloatVector squareLow = EXACT.cast(
                    EXACT.cast(denominator.mul(2f)).fma(denominatorLow, denominator.fma(denominator, square.neg())));

            FloatVector reciprocal = EXACT.cast(one.div(square));
            FloatVector estimate = EXACT.cast(significand.mul(reciprocal));
            FloatVector negated = EXACT.cast(estimate.neg());
            FloatVector left = EXACT
                    .cast(EXACT.cast(negated.fma(square, significand)).add(negated.fma(squareLow, significandLow)));
            FloatVector quotient = EXACT.cast(EXACT.cast(left.fma(reciprocal, estimate)).mul(factor));
            IntVector half = EXACT_INTS.cast(exponent.lanewise(VectorOperators.ASHR, 1));
            FloatVector first = EXACT.cast(EXACT_INTS.cast(
                    EXACT_INTS.cast(half.add(IntVector.broadcast(INTS, Float.MAX_EXPONENT)))
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                    .reinterpretShape(FLOATS, 0));
            FloatVector second =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(exponent.sub(half))
                                                    .add(IntVector.broadcast(INTS, Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector result = EXACT.cast(EXACT.cast(EXACT.cast(quotient.mul(first)).mul(second))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }

    static void softsign(float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector magnitude = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i))
                    .lanewise(VectorOperators.ABS);
            FloatVector finite = magnitude.blend(ActivationFunctions.SOFTSIGN_LIMIT,
                    magnitude.compare(VectorOperators.GT, ActivationFunctions.SOFTSIGN_LIMIT));
            FloatVector denominator = finite.add(1f);
            FloatVector finiteRounded = denominator.sub(1f);
            FloatVector denominatorLow = one.sub(denominator.sub(finiteRounded))
                    .add(finite.sub(finiteRounded));
            FloatVector reciprocal = one.div(denominator);
            FloatVector negated = reciprocal.neg();
            FloatVector left = negated.fma(denominatorLow, negated.fma(denominator, one));
            FloatVector square = reciprocal.mul(reciprocal);
            FloatVector result = left.mul(2f).fma(square, reciprocal.fma(reciprocal, square.neg())).add(square)
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    static void tanhOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector result =
                    v.neg().fma(v, broadcast(FLOATS, 1f)).mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    static void sigmoidOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector result = v.neg().fma(v, v).mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }

    static void softsignOfOutput(
            float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector rest = one
                    .sub(EXACT.cast(FloatVector.fromArray(FLOATS, y, yOffset + i))
                            .lanewise(VectorOperators.ABS));
            FloatVector result = rest.mul(rest).mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            EXACT.cast(result).intoArray(dx, dxOffset + i);
        }
    }
}
