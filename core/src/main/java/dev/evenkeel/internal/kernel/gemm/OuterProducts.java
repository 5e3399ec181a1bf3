package dev.evenkeel.internal.kernel.gemm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS;
import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * Adds four terms to several rows of sums at once, so that a vector of B is loaded once for all of them: {@code
 * acc[first + i·rowStride + j]} gets {@code x[x0 + p·rows + i] · b[b0 + p·bStride + j]} for p &lt; 4, ascending. {@code
 * columns} is a multiple of the lanes.
 */
final class OuterProducts {
    private static final int LANES = FLOATS.length();

    private OuterProducts() {}

    /** Adds to two rows; 11 vectors are alive. */
    static void addToTwo(float[] x, int x0, int rows, float[] b, int b0, int bStride, float[] acc, int first,
            int rowStride, int columns) {
        int x1 = x0 + rows;
        int x2 = x1 + rows;
        int x3 = x2 + rows;
        FloatVector s0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0]));
        FloatVector t0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0 + 1]));
        FloatVector s1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1]));
        FloatVector t1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1 + 1]));
        FloatVector s2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2]));
        FloatVector t2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2 + 1]));
        FloatVector s3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3]));
        FloatVector t3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3 + 1]));
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int row1 = first + rowStride;
        for (int j = 0; j < columns; j += LANES) {
            FloatVector s = FLOATS_CLASS.cast(fromArray(FLOATS, acc, first + j));
            FloatVector t = FLOATS_CLASS.cast(fromArray(FLOATS, acc, row1 + j));
            FloatVector row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b0 + j));
            s = s0.fma(row, s);
            t = t0.fma(row, t);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b1 + j));
            s = s1.fma(row, s);
            t = t1.fma(row, t);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b2 + j));
            s = s2.fma(row, s);
            t = t2.fma(row, t);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b3 + j));
            s = s3.fma(row, s);
            t = t3.fma(row, t);
            FLOATS_CLASS.cast(s).intoArray(acc, first + j);
            FLOATS_CLASS.cast(t).intoArray(acc, row1 + j);
        }
    }

    /** Adds to four rows; 21 vectors are alive. */
    static void addToFour(float[] x, int x0, int rows, float[] b, int b0, int bStride, float[] acc, int first,
            int rowStride, int columns) {
        int x1 = x0 + rows;
        int x2 = x1 + rows;
        int x3 = x2 + rows;
        FloatVector s0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0]));
        FloatVector t0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0 + 1]));
        FloatVector u0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0 + 2]));
        FloatVector v0 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x0 + 3]));
        FloatVector s1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1]));
        FloatVector t1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1 + 1]));
        FloatVector u1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1 + 2]));
        FloatVector v1 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x1 + 3]));
        FloatVector s2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2]));
        FloatVector t2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2 + 1]));
        FloatVector u2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2 + 2]));
        FloatVector v2 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x2 + 3]));
        FloatVector s3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3]));
        FloatVector t3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3 + 1]));
        FloatVector u3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3 + 2]));
        FloatVector v3 = FLOATS_CLASS.cast(broadcast(FLOATS, x[x3 + 3]));
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        int row1 = first + rowStride;
        int row2 = row1 + rowStride;
        int row3 = row2 + rowStride;
        for (int j = 0; j < columns; j += LANES) {
            FloatVector s = FLOATS_CLASS.cast(fromArray(FLOATS, acc, first + j));
            FloatVector t = FLOATS_CLASS.cast(fromArray(FLOATS, acc, row1 + j));
            FloatVector u = FLOATS_CLASS.cast(fromArray(FLOATS, acc, row2 + j));
            FloatVector v = FLOATS_CLASS.cast(fromArray(FLOATS, acc, row3 + j));
            FloatVector row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b0 + j));
            s = s0.fma(row, s);
            t = t0.fma(row, t);
            u = u0.fma(row, u);
            v = v0.fma(row, v);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b1 + j));
            s = s1.fma(row, s);
            t = t1.fma(row, t);
            u = u1.fma(row, u);
            v = v1.fma(row, v);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b2 + j));
            s = s2.fma(row, s);
            t = t2.fma(row, t);
            u = u2.fma(row, u);
            v = v2.fma(row, v);
            row = FLOATS_CLASS.cast(fromArray(FLOATS, b, b3 + j));
            s = s3.fma(row, s);
            t = t3.fma(row, t);
            u = u3.fma(row, u);
            v = v3.fma(row, v);
            FLOATS_CLASS.cast(s).intoArray(acc, first + j);
            FLOATS_CLASS.cast(t).intoArray(acc, row1 + j);
            FLOATS_CLASS.cast(u).intoArray(acc, row2 + j);
            FLOATS_CLASS.cast(v).intoArray(acc, row3 + j);
        }
    }
}
