package dev.evenkeel.internal.kernel.activation;

import static jdk.incubator.vector.FloatVector.broadcast;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Transcriptions of {@link GatedUnits}, under the same rules as {@link VectorValues}. */
final class VectorGatedUnits {
    private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
    private static final Class<?> FLOATS_CLASS = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<?> INTS_CLASS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorGatedUnits() {}

    static void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.SILU_GREATEST);
            FloatVector z = v.blend(GatedUnits.SILU_LEAST, v.compare(VectorOperators.LT, GatedUnits.SILU_LEAST))
                    .blend(GatedUnits.SILU_GREATEST, beyond);
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector high = one.sub(rho);
            FloatVector rest = one.sub(high).sub(rho).add(tail);
            FloatVector low = rhoLow.neg().fma(high.add(rest), rest);
            FloatVector sum = power.add(high);
            FloatVector sumLow = high.sub(sum.sub(power)).add(low);
            FloatVector denominator = sum.add(sumLow);
            FloatVector denominatorLow = sum.sub(denominator).add(sumLow);
            FloatVector reciprocal = one.div(denominator);
            FloatVector estimate = z.mul(reciprocal);
            FloatVector beyondZ = estimate.fma(denominatorLow, estimate.fma(denominator, z.neg()));
            FloatVector result = beyondZ.neg().fma(reciprocal, estimate).mul(root).mul(root).blend(v, beyond);
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void siluGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.SILU_GREATEST);
            FloatVector z = v.blend(GatedUnits.SILU_LEAST, v.compare(VectorOperators.LT, GatedUnits.SILU_LEAST))
                    .blend(GatedUnits.SILU_GREATEST, beyond);
            FloatVector rounded =
                    z.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), z);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector high = one.sub(rho);
            FloatVector rest = one.sub(high).sub(rho).add(tail);
            FloatVector low = rhoLow.neg().fma(high.add(rest), rest);
            FloatVector sum = power.add(high);
            FloatVector sumLow = high.sub(sum.sub(power)).add(low);
            FloatVector denominator = sum.add(sumLow);
            FloatVector denominatorLow = sum.sub(denominator).add(sumLow);
            FloatVector reciprocal = one.div(denominator);
            FloatVector negated = reciprocal.neg();
            FloatVector left = negated.fma(denominatorLow, negated.fma(denominator, one));
            FloatVector bend = z.fma(high.add(low).mul(reciprocal), one);
            FloatVector result = bend.mul(left).fma(reciprocal, bend.mul(reciprocal)).mul(root).mul(root)
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }

    static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.TANH_GREATEST);
            FloatVector z = v.blend(GatedUnits.TANH_LEAST, v.compare(VectorOperators.LT, GatedUnits.TANH_LEAST))
                    .blend(GatedUnits.TANH_GREATEST, beyond);
            FloatVector square = z.mul(z);
            FloatVector squareLow = z.fma(z, square.neg());
            FloatVector factor = square.fma(broadcast(FLOATS, GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1));
            FloatVector u = z.mul(factor);
            FloatVector ofLows = squareLow.fma(broadcast(FLOATS, GatedUnits.U_3),
                    square.fma(broadcast(FLOATS, GatedUnits.U_3_LOW), broadcast(FLOATS, GatedUnits.U_1_LOW)));
            FloatVector factorLow = square
                    .fma(broadcast(FLOATS, GatedUnits.U_3),
                            ((FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, GatedUnits.U_1))).sub(factor))
                    .add(ofLows);
            FloatVector uLow = z.fma(factorLow, z.fma(factor, u.neg()));
            FloatVector rounded =
                    u.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), u);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho)).add(uLow);
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector high = one.sub(rho);
            FloatVector rest = one.sub(high).sub(rho).add(tail);
            FloatVector low = rhoLow.neg().fma(high.add(rest), rest);
            FloatVector sum = power.add(high);
            FloatVector sumLow = high.sub(sum.sub(power)).add(low);
            FloatVector denominator = sum.add(sumLow);
            FloatVector denominatorLow = sum.sub(denominator).add(sumLow);
            FloatVector reciprocal = one.div(denominator);
            FloatVector estimate = z.mul(reciprocal);
            FloatVector beyondZ = estimate.fma(denominatorLow, estimate.fma(denominator, z.neg()));
            FloatVector result = beyondZ.neg().fma(reciprocal, estimate).mul(root).mul(root).blend(v, beyond);
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(y, yOffset + i);
        }
    }

    static void geluTanhGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.TANH_GREATEST);
            FloatVector z = v.blend(GatedUnits.TANH_LEAST, v.compare(VectorOperators.LT, GatedUnits.TANH_LEAST))
                    .blend(GatedUnits.TANH_GREATEST, beyond);
            FloatVector square = z.mul(z);
            FloatVector squareLow = z.fma(z, square.neg());
            FloatVector factor = square.fma(broadcast(FLOATS, GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1));
            FloatVector u = z.mul(factor);
            FloatVector ofLows = squareLow.fma(broadcast(FLOATS, GatedUnits.U_3),
                    square.fma(broadcast(FLOATS, GatedUnits.U_3_LOW), broadcast(FLOATS, GatedUnits.U_1_LOW)));
            FloatVector factorLow = square
                    .fma(broadcast(FLOATS, GatedUnits.U_3),
                            ((FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, GatedUnits.U_1))).sub(factor))
                    .add(ofLows);
            FloatVector uLow = z.fma(factorLow, z.fma(factor, u.neg()));
            FloatVector slope =
                    z.mul(square.fma(broadcast(FLOATS, 3 * GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1)));
            FloatVector rounded =
                    u.fma(broadcast(FLOATS, Exponential.LOG4_E), broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector first = j.fma(broadcast(FLOATS, -Exponential.LN4_HIGH), u);
            FloatVector rho = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first);
            FloatVector rhoLow = j.fma(broadcast(FLOATS, -Exponential.LN4_LOW), first.sub(rho)).add(uLow);
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5), broadcast(FLOATS, Exponential.C4));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7), broadcast(FLOATS, Exponential.C6));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3), broadcast(FLOATS, Exponential.C2));
            FloatVector p = rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8), p6), p4), p2);
            FloatVector tail = rhoSquare.mul(p);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector power = root.mul(root);
            FloatVector high = one.sub(rho);
            FloatVector rest = one.sub(high).sub(rho).add(tail);
            FloatVector low = rhoLow.neg().fma(high.add(rest), rest);
            FloatVector sum = power.add(high);
            FloatVector sumLow = high.sub(sum.sub(power)).add(low);
            FloatVector denominator = sum.add(sumLow);
            FloatVector denominatorLow = sum.sub(denominator).add(sumLow);
            FloatVector reciprocal = one.div(denominator);
            FloatVector negated = reciprocal.neg();
            FloatVector left = negated.fma(denominatorLow, negated.fma(denominator, one));
            FloatVector bend = slope.fma(high.add(low).mul(reciprocal), one);
            FloatVector result = bend.mul(left).fma(reciprocal, bend.mul(reciprocal)).mul(root).mul(root)
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }

    static void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = v.lanewise(VectorOperators.ABS);
            FloatVector a = magnitude.blend(GatedUnits.GELU_LIMIT,
                    magnitude.compare(VectorOperators.GT, GatedUnits.GELU_LIMIT));
            FloatVector square = a.mul(a);
            FloatVector rounded = square.fma(broadcast(FLOATS, -Exponential.LOG4_E / 2),
                    broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector rho = j
                    .fma(broadcast(FLOATS, 2 * Exponential.LN4_LOW),
                            j.fma(broadcast(FLOATS, 2 * Exponential.LN4_HIGH), square))
                    .add(a.fma(a, square.neg()));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5 / 32), broadcast(FLOATS, Exponential.C4 / 16));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7 / 128), broadcast(FLOATS, Exponential.C6 / 64));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3 / 8), broadcast(FLOATS, Exponential.C2 / 4));
            FloatVector p =
                    rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8 / 256), p6), p4), p2);
            FloatVector high = rho.fma(broadcast(FLOATS, -0.5f), one);
            FloatVector low = rho.fma(broadcast(FLOATS, -0.5f), one.sub(high)).add(rhoSquare.mul(p));
            FloatVector e = high.add(low);
            FloatVector eLow = high.sub(e).add(low);
            FloatVector n1 = a.fma(broadcast(FLOATS, GatedUnits.N_2), broadcast(FLOATS, GatedUnits.N_1));
            FloatVector n3 = a.fma(broadcast(FLOATS, GatedUnits.N_4), broadcast(FLOATS, GatedUnits.N_3));
            FloatVector n = a.fma(square.fma(n3, n1), broadcast(FLOATS, GatedUnits.N_0));
            FloatVector d1 = a.fma(broadcast(FLOATS, GatedUnits.D_2), broadcast(FLOATS, GatedUnits.D_1));
            FloatVector d3 = a.fma(broadcast(FLOATS, GatedUnits.D_4), broadcast(FLOATS, GatedUnits.D_3));
            FloatVector d =
                    a.fma(square.fma(square.fma(broadcast(FLOATS, GatedUnits.D_5), d3), d1), one);
            FloatVector quotient = a.mul(n).div(d);
            FloatVector lost = quotient.fma(eLow, quotient.mul(e)).mul(root).mul(root);
            FloatVector linear = ((FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, -0f))).blend(v,
                    v.compare(VectorOperators.GE, 0f));
            ((FloatVector) FLOATS_CLASS.cast(linear.sub(lost))).intoArray(y, yOffset + i);
        }
    }

    static void geluGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = (FloatVector) FLOATS_CLASS.cast(broadcast(FLOATS, 1f));
            FloatVector v = (FloatVector) FLOATS_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = v.lanewise(VectorOperators.ABS);
            FloatVector a = magnitude.blend(GatedUnits.GELU_LIMIT,
                    magnitude.compare(VectorOperators.GT, GatedUnits.GELU_LIMIT));
            FloatVector square = a.mul(a);
            FloatVector rounded = square.fma(broadcast(FLOATS, -Exponential.LOG4_E / 2),
                    broadcast(FLOATS, ActivationFunctions.ROUNDER));
            FloatVector j = rounded.sub(ActivationFunctions.ROUNDER);
            FloatVector root =
                    (FloatVector) FLOATS_CLASS.cast(((IntVector) INTS_CLASS.cast(rounded.reinterpretShape(INTS, 0)))
                            .sub(ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1).reinterpretShape(FLOATS, 0));
            FloatVector rho = j
                    .fma(broadcast(FLOATS, 2 * Exponential.LN4_LOW),
                            j.fma(broadcast(FLOATS, 2 * Exponential.LN4_HIGH), square))
                    .add(a.fma(a, square.neg()));
            FloatVector rhoSquare = rho.mul(rho);
            FloatVector p4 = rho.fma(broadcast(FLOATS, -Exponential.C5 / 32), broadcast(FLOATS, Exponential.C4 / 16));
            FloatVector p6 = rho.fma(broadcast(FLOATS, -Exponential.C7 / 128), broadcast(FLOATS, Exponential.C6 / 64));
            FloatVector p2 = rho.fma(broadcast(FLOATS, -Exponential.C3 / 8), broadcast(FLOATS, Exponential.C2 / 4));
            FloatVector p =
                    rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, Exponential.C8 / 256), p6), p4), p2);
            FloatVector high = rho.fma(broadcast(FLOATS, -0.5f), one);
            FloatVector low = rho.fma(broadcast(FLOATS, -0.5f), one.sub(high)).add(rhoSquare.mul(p));
            FloatVector e = high.add(low);
            FloatVector eLow = high.sub(e).add(low);
            FloatVector n1 = a.fma(broadcast(FLOATS, GatedUnits.N_2), broadcast(FLOATS, GatedUnits.N_1));
            FloatVector n3 = a.fma(broadcast(FLOATS, GatedUnits.N_4), broadcast(FLOATS, GatedUnits.N_3));
            FloatVector n = a.fma(square.fma(n3, n1), broadcast(FLOATS, GatedUnits.N_0));
            FloatVector d1 = a.fma(broadcast(FLOATS, GatedUnits.D_2), broadcast(FLOATS, GatedUnits.D_1));
            FloatVector d3 = a.fma(broadcast(FLOATS, GatedUnits.D_4), broadcast(FLOATS, GatedUnits.D_3));
            FloatVector d =
                    a.fma(square.fma(square.fma(broadcast(FLOATS, GatedUnits.D_5), d3), d1), one);
            FloatVector quotient = a.fma(broadcast(FLOATS, GatedUnits.MINUS_DENSITY), n.div(d));
            FloatVector left = quotient.fma(eLow, quotient.mul(e)).mul(root).mul(root);
            FloatVector result = left.blend(one.sub(left), v.compare(VectorOperators.GT, 0f))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            ((FloatVector) FLOATS_CLASS.cast(result)).intoArray(dx, dxOffset + i);
        }
    }
}
