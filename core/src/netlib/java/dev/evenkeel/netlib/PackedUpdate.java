package dev.evenkeel.netlib;

import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES;
import static dev.evenkeel.internal.kernel.simd.Lanes.DOUBLES_CLASS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * {@code A ← A + α·x·xᵀ} for one triangle, packed column after column: {@code a = fma(α·xⱼ, xᵢ, a)} for each element,
 * the same bits at every width of vectors. Zeros are not skipped. Classes of vectors are made known to C2 (decision 3):
 * after products of all widths it called them virtually otherwise.
 */
public final class PackedUpdate {
    private PackedUpdate() {}

    /** Of doubles. */
    public static void spr(boolean isUpper, int n, double alpha, double[] x, int offsetX, int incX, double[] a,
            int offsetA) {
        double[] dense = incX == 1 ? x : new double[n];
        for (int i = 0; i < n && incX != 1; i++) dense[i] = x[index(i, n, offsetX, incX)];
        int from = incX == 1 ? offsetX : 0;
        for (int j = 0, at = offsetA; j < n; j++) {
            int length = isUpper ? j + 1 : n - j;
            axpy(length, alpha * dense[from + j], dense, isUpper ? from : from + j, a, at);
            at += length;
        }
    }

    /** Of floats. */
    public static void spr(boolean isUpper, int n, float alpha, float[] x, int offsetX, int incX, float[] a,
            int offsetA) {
        float[] dense = incX == 1 ? x : new float[n];
        for (int i = 0; i < n && incX != 1; i++) dense[i] = x[index(i, n, offsetX, incX)];
        int from = incX == 1 ? offsetX : 0;
        for (int j = 0, at = offsetA; j < n; j++) {
            int length = isUpper ? j + 1 : n - j;
            axpy(length, alpha * dense[from + j], dense, isUpper ? from : from + j, a, at);
            at += length;
        }
    }

    private static int index(int i, int n, int offset, int increment) {
        return offset + (increment < 0 ? i - n + 1 : i) * increment;
    }

    private static void axpy(int length, double factor, double[] x, int from, double[] y, int to) {
        int i = 0;
        DoubleVector scale = DOUBLES_CLASS.cast(DoubleVector.broadcast(DOUBLES, factor));
        for (int end = DOUBLES.loopBound(length); i < end; i += DOUBLES.length()) {
            DOUBLES_CLASS.cast(scale.fma(DoubleVector.fromArray(DOUBLES, x, from + i),
                    DoubleVector.fromArray(DOUBLES, y, to + i))).intoArray(y, to + i);
        }
        for (; i < length; i++) y[to + i] = Math.fma(factor, x[from + i], y[to + i]);
    }

    private static void axpy(int length, float factor, float[] x, int from, float[] y, int to) {
        int i = 0;
        FloatVector scale = FLOATS_CLASS.cast(FloatVector.broadcast(FLOATS, factor));
        for (int end = FLOATS.loopBound(length); i < end; i += FLOATS.length()) {
            FLOATS_CLASS.cast(scale.fma(FloatVector.fromArray(FLOATS, x, from + i),
                    FloatVector.fromArray(FLOATS, y, to + i))).intoArray(y, to + i);
        }
        for (; i < length; i++) y[to + i] = Math.fma(factor, x[from + i], y[to + i]);
    }
}
