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
    private static final Class<? extends FloatVector> EXACT = Lanes.FLOATS_CLASS;
    private static final VectorSpecies<Integer> INTS = Lanes.INTS;
    private static final Class<? extends IntVector> EXACT_INTS = Lanes.INTS_CLASS;
    private static final int LANES = FLOATS.length();

    private VectorGatedUnits() {}

    static void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.SILU_GREATEST);
            FloatVector z = EXACT.cast(
                    EXACT.cast(v.blend(GatedUnits.SILU_LEAST, v.compare(VectorOperators.LT, GatedUnits.SILU_LEAST)))
                            .blend(GatedUnits.SILU_GREATEST, beyond));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
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
            FloatVector high = EXACT.cast(one.sub(rho));
            FloatVector rest = EXACT.cast(EXACT.cast(EXACT.cast(one.sub(high)).sub(rho)).add(tail));
            FloatVector low = EXACT.cast(EXACT.cast(rhoLow.neg()).fma(high.add(rest), rest));
            FloatVector sum = EXACT.cast(power.add(high));
            FloatVector sumLow = EXACT.cast(EXACT.cast(high.sub(sum.sub(power))).add(low));
            FloatVector denominator = EXACT.cast(sum.add(sumLow));
            FloatVector denominatorLow = EXACT.cast(EXACT.cast(sum.sub(denominator)).add(sumLow));
            FloatVector reciprocal = EXACT.cast(one.div(denominator));
            FloatVector estimate = EXACT.cast(z.mul(reciprocal));
            FloatVector beyondZ = EXACT.cast(estimate.fma(denominatorLow, estimate.fma(denominator, z.neg())));
            FloatVector result = EXACT.cast(EXACT.cast(
                    EXACT.cast(EXACT.cast(EXACT.cast(beyondZ.neg()).fma(reciprocal, estimate)).mul(root)).mul(root))
                    .blend(v, beyond));
            result.intoArray(y, yOffset + i);
        }
    }

    static void siluGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.SILU_GREATEST);
            FloatVector z = EXACT.cast(
                    EXACT.cast(v.blend(GatedUnits.SILU_LEAST, v.compare(VectorOperators.LT, GatedUnits.SILU_LEAST)))
                            .blend(GatedUnits.SILU_GREATEST, beyond));
            FloatVector rounded = EXACT
                    .cast(z.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), z));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho)));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
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
            FloatVector high = EXACT.cast(one.sub(rho));
            FloatVector rest = EXACT.cast(EXACT.cast(EXACT.cast(one.sub(high)).sub(rho)).add(tail));
            FloatVector low = EXACT.cast(EXACT.cast(rhoLow.neg()).fma(high.add(rest), rest));
            FloatVector sum = EXACT.cast(power.add(high));
            FloatVector sumLow = EXACT.cast(EXACT.cast(high.sub(sum.sub(power))).add(low));
            FloatVector denominator = EXACT.cast(sum.add(sumLow));
            FloatVector denominatorLow = EXACT.cast(EXACT.cast(sum.sub(denominator)).add(sumLow));
            FloatVector reciprocal = EXACT.cast(one.div(denominator));
            FloatVector negated = EXACT.cast(reciprocal.neg());
            FloatVector left = EXACT.cast(negated.fma(denominatorLow, negated.fma(denominator, one)));
            FloatVector bend = EXACT.cast(z.fma(EXACT.cast(high.add(low)).mul(reciprocal), one));
            FloatVector result = EXACT.cast(EXACT.cast(
                    EXACT.cast(EXACT.cast(EXACT.cast(bend.mul(left)).fma(reciprocal, bend.mul(reciprocal))).mul(root))
                            .mul(root))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }

    static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.TANH_GREATEST);
            FloatVector z = EXACT.cast(
                    EXACT.cast(v.blend(GatedUnits.TANH_LEAST, v.compare(VectorOperators.LT, GatedUnits.TANH_LEAST)))
                            .blend(GatedUnits.TANH_GREATEST, beyond));
            FloatVector square = EXACT.cast(z.mul(z));
            FloatVector squareLow = EXACT.cast(z.fma(z, square.neg()));
            FloatVector factor =
                    EXACT.cast(square.fma(broadcast(FLOATS, GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1)));
            FloatVector u = EXACT.cast(z.mul(factor));
            FloatVector ofLows = EXACT.cast(squareLow.fma(broadcast(FLOATS, GatedUnits.U_3),
                    square.fma(broadcast(FLOATS, GatedUnits.U_3_LOW), broadcast(FLOATS, GatedUnits.U_1_LOW))));
            FloatVector factorLow = EXACT.cast(EXACT.cast(square.fma(broadcast(FLOATS, GatedUnits.U_3),
                    EXACT.cast(broadcast(FLOATS, GatedUnits.U_1)).sub(factor))).add(ofLows));
            FloatVector uLow = EXACT.cast(z.fma(factorLow, z.fma(factor, u.neg())));
            FloatVector rounded = EXACT
                    .cast(u.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), u));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow =
                    EXACT.cast(EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho))).add(uLow));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
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
            FloatVector high = EXACT.cast(one.sub(rho));
            FloatVector rest = EXACT.cast(EXACT.cast(EXACT.cast(one.sub(high)).sub(rho)).add(tail));
            FloatVector low = EXACT.cast(EXACT.cast(rhoLow.neg()).fma(high.add(rest), rest));
            FloatVector sum = EXACT.cast(power.add(high));
            FloatVector sumLow = EXACT.cast(EXACT.cast(high.sub(sum.sub(power))).add(low));
            FloatVector denominator = EXACT.cast(sum.add(sumLow));
            FloatVector denominatorLow = EXACT.cast(EXACT.cast(sum.sub(denominator)).add(sumLow));
            FloatVector reciprocal = EXACT.cast(one.div(denominator));
            FloatVector estimate = EXACT.cast(z.mul(reciprocal));
            FloatVector beyondZ = EXACT.cast(estimate.fma(denominatorLow, estimate.fma(denominator, z.neg())));
            FloatVector result = EXACT.cast(EXACT.cast(
                    EXACT.cast(EXACT.cast(EXACT.cast(beyondZ.neg()).fma(reciprocal, estimate)).mul(root)).mul(root))
                    .blend(v, beyond));
            result.intoArray(y, yOffset + i);
        }
    }

    static void geluTanhGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            VectorMask<Float> beyond = v.compare(VectorOperators.GT, GatedUnits.TANH_GREATEST);
            FloatVector z = EXACT.cast(
                    EXACT.cast(v.blend(GatedUnits.TANH_LEAST, v.compare(VectorOperators.LT, GatedUnits.TANH_LEAST)))
                            .blend(GatedUnits.TANH_GREATEST, beyond));
            FloatVector square = EXACT.cast(z.mul(z));
            FloatVector squareLow = EXACT.cast(z.fma(z, square.neg()));
            FloatVector factor =
                    EXACT.cast(square.fma(broadcast(FLOATS, GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1)));
            FloatVector u = EXACT.cast(z.mul(factor));
            FloatVector ofLows = EXACT.cast(squareLow.fma(broadcast(FLOATS, GatedUnits.U_3),
                    square.fma(broadcast(FLOATS, GatedUnits.U_3_LOW), broadcast(FLOATS, GatedUnits.U_1_LOW))));
            FloatVector factorLow = EXACT.cast(EXACT.cast(square.fma(broadcast(FLOATS, GatedUnits.U_3),
                    EXACT.cast(broadcast(FLOATS, GatedUnits.U_1)).sub(factor))).add(ofLows));
            FloatVector uLow = EXACT.cast(z.fma(factorLow, z.fma(factor, u.neg())));
            FloatVector slope = EXACT
                    .cast(z.mul(square.fma(broadcast(FLOATS, 3 * GatedUnits.U_3), broadcast(FLOATS, GatedUnits.U_1))));
            FloatVector rounded = EXACT
                    .cast(u.fma(broadcast(FLOATS, PowersOfFour.LOG4_E),
                            broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector first = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_HIGH), u));
            FloatVector rho = EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first));
            FloatVector rhoLow =
                    EXACT.cast(EXACT.cast(j.fma(broadcast(FLOATS, -PowersOfFour.LN4_LOW), first.sub(rho))).add(uLow));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5), broadcast(FLOATS, PowersOfFour.C4)));
            FloatVector p6 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7), broadcast(FLOATS, PowersOfFour.C6)));
            FloatVector p2 =
                    EXACT.cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C3), broadcast(FLOATS, PowersOfFour.C2)));
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
            FloatVector high = EXACT.cast(one.sub(rho));
            FloatVector rest = EXACT.cast(EXACT.cast(EXACT.cast(one.sub(high)).sub(rho)).add(tail));
            FloatVector low = EXACT.cast(EXACT.cast(rhoLow.neg()).fma(high.add(rest), rest));
            FloatVector sum = EXACT.cast(power.add(high));
            FloatVector sumLow = EXACT.cast(EXACT.cast(high.sub(sum.sub(power))).add(low));
            FloatVector denominator = EXACT.cast(sum.add(sumLow));
            FloatVector denominatorLow = EXACT.cast(EXACT.cast(sum.sub(denominator)).add(sumLow));
            FloatVector reciprocal = EXACT.cast(one.div(denominator));
            FloatVector negated = EXACT.cast(reciprocal.neg());
            FloatVector left = EXACT.cast(negated.fma(denominatorLow, negated.fma(denominator, one)));
            FloatVector bend = EXACT.cast(slope.fma(EXACT.cast(high.add(low)).mul(reciprocal), one));
            FloatVector result = EXACT.cast(EXACT.cast(
                    EXACT.cast(EXACT.cast(EXACT.cast(bend.mul(left)).fma(reciprocal, bend.mul(reciprocal))).mul(root))
                            .mul(root))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }

    static void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = EXACT.cast(v.lanewise(VectorOperators.ABS));
            FloatVector a = EXACT.cast(magnitude.blend(GatedUnits.GELU_LIMIT,
                    magnitude.compare(VectorOperators.GT, GatedUnits.GELU_LIMIT)));
            FloatVector square = EXACT.cast(a.mul(a));
            FloatVector rounded = EXACT.cast(square.fma(broadcast(FLOATS, -PowersOfFour.LOG4_E / 2),
                    broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector rho =
                    EXACT.cast(EXACT
                            .cast(j.fma(broadcast(FLOATS, 2 * PowersOfFour.LN4_LOW),
                                    j.fma(broadcast(FLOATS, 2 * PowersOfFour.LN4_HIGH), square)))
                            .add(a.fma(a, square.neg())));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 = EXACT
                    .cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5 / 32), broadcast(FLOATS, PowersOfFour.C4 / 16)));
            FloatVector p6 = EXACT
                    .cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7 / 128), broadcast(FLOATS, PowersOfFour.C6 / 64)));
            FloatVector p2 =
                    EXACT.cast(
                            rho.fma(broadcast(FLOATS, -PowersOfFour.C3 / 8), broadcast(FLOATS, PowersOfFour.C2 / 4)));
            FloatVector p = EXACT.cast(
                    rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8 / 256), p6), p4), p2));
            FloatVector high = EXACT.cast(rho.fma(broadcast(FLOATS, -0.5f), one));
            FloatVector low =
                    EXACT.cast(EXACT.cast(rho.fma(broadcast(FLOATS, -0.5f), one.sub(high))).add(rhoSquare.mul(p)));
            FloatVector e = EXACT.cast(high.add(low));
            FloatVector eLow = EXACT.cast(EXACT.cast(high.sub(e)).add(low));
            FloatVector n1 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.N_2), broadcast(FLOATS, GatedUnits.N_1)));
            FloatVector n3 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.N_4), broadcast(FLOATS, GatedUnits.N_3)));
            FloatVector n = EXACT.cast(a.fma(square.fma(n3, n1), broadcast(FLOATS, GatedUnits.N_0)));
            FloatVector d1 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.D_2), broadcast(FLOATS, GatedUnits.D_1)));
            FloatVector d3 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.D_4), broadcast(FLOATS, GatedUnits.D_3)));
            FloatVector d = EXACT.cast(a.fma(square.fma(square.fma(broadcast(FLOATS, GatedUnits.D_5), d3), d1), one));
            FloatVector quotient = EXACT.cast(EXACT.cast(a.mul(n)).div(d));
            FloatVector lost =
                    EXACT.cast(EXACT.cast(EXACT.cast(quotient.fma(eLow, quotient.mul(e))).mul(root)).mul(root));
            FloatVector linear =
                    EXACT.cast(EXACT.cast(broadcast(FLOATS, -0f)).blend(v, v.compare(VectorOperators.GE, 0f)));
            EXACT.cast(linear.sub(lost)).intoArray(y, yOffset + i);
        }
    }

    static void geluGradient(
            float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
        if (length == 0) {
            return;
        }
        for (int i = 0; i < length; i += LANES) {
            FloatVector one = EXACT.cast(broadcast(FLOATS, 1f));
            FloatVector v = EXACT.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector magnitude = EXACT.cast(v.lanewise(VectorOperators.ABS));
            FloatVector a = EXACT.cast(magnitude.blend(GatedUnits.GELU_LIMIT,
                    magnitude.compare(VectorOperators.GT, GatedUnits.GELU_LIMIT)));
            FloatVector square = EXACT.cast(a.mul(a));
            FloatVector rounded = EXACT.cast(square.fma(broadcast(FLOATS, -PowersOfFour.LOG4_E / 2),
                    broadcast(FLOATS, ActivationFunctions.ROUNDER)));
            FloatVector j = EXACT.cast(rounded.sub(ActivationFunctions.ROUNDER));
            FloatVector root =
                    EXACT.cast(
                            EXACT_INTS
                                    .cast(EXACT_INTS
                                            .cast(EXACT_INTS.cast(rounded.reinterpretShape(INTS, 0))
                                                    .sub(IntVector.broadcast(INTS,
                                                            ActivationFunctions.ROUNDER_BITS - Float.MAX_EXPONENT)))
                                            .lanewise(VectorOperators.LSHL, Float.PRECISION - 1))
                                    .reinterpretShape(FLOATS, 0));
            FloatVector rho =
                    EXACT.cast(EXACT
                            .cast(j.fma(broadcast(FLOATS, 2 * PowersOfFour.LN4_LOW),
                                    j.fma(broadcast(FLOATS, 2 * PowersOfFour.LN4_HIGH), square)))
                            .add(a.fma(a, square.neg())));
            FloatVector rhoSquare = EXACT.cast(rho.mul(rho));
            FloatVector p4 = EXACT
                    .cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C5 / 32), broadcast(FLOATS, PowersOfFour.C4 / 16)));
            FloatVector p6 = EXACT
                    .cast(rho.fma(broadcast(FLOATS, -PowersOfFour.C7 / 128), broadcast(FLOATS, PowersOfFour.C6 / 64)));
            FloatVector p2 =
                    EXACT.cast(
                            rho.fma(broadcast(FLOATS, -PowersOfFour.C3 / 8), broadcast(FLOATS, PowersOfFour.C2 / 4)));
            FloatVector p = EXACT.cast(
                    rhoSquare.fma(rhoSquare.fma(rhoSquare.fma(broadcast(FLOATS, PowersOfFour.C8 / 256), p6), p4), p2));
            FloatVector high = EXACT.cast(rho.fma(broadcast(FLOATS, -0.5f), one));
            FloatVector low =
                    EXACT.cast(EXACT.cast(rho.fma(broadcast(FLOATS, -0.5f), one.sub(high))).add(rhoSquare.mul(p)));
            FloatVector e = EXACT.cast(high.add(low));
            FloatVector eLow = EXACT.cast(EXACT.cast(high.sub(e)).add(low));
            FloatVector n1 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.N_2), broadcast(FLOATS, GatedUnits.N_1)));
            FloatVector n3 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.N_4), broadcast(FLOATS, GatedUnits.N_3)));
            FloatVector n = EXACT.cast(a.fma(square.fma(n3, n1), broadcast(FLOATS, GatedUnits.N_0)));
            FloatVector d1 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.D_2), broadcast(FLOATS, GatedUnits.D_1)));
            FloatVector d3 = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.D_4), broadcast(FLOATS, GatedUnits.D_3)));
            FloatVector d = EXACT.cast(a.fma(square.fma(square.fma(broadcast(FLOATS, GatedUnits.D_5), d3), d1), one));
            FloatVector quotient = EXACT.cast(a.fma(broadcast(FLOATS, GatedUnits.MINUS_DENSITY), n.div(d)));
            FloatVector left =
                    EXACT.cast(EXACT.cast(EXACT.cast(quotient.fma(eLow, quotient.mul(e))).mul(root)).mul(root));
            FloatVector result = EXACT.cast(EXACT.cast(left.blend(one.sub(left), v.compare(VectorOperators.GT, 0f)))
                    .mul(FloatVector.fromArray(FLOATS, dy, dyOffset + i)));
            result.intoArray(dx, dxOffset + i);
        }
    }
}
