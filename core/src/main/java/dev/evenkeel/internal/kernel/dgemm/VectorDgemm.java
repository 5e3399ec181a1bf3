package dev.evenkeel.internal.kernel.dgemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.DoubleVector;

/**
 * The SIMD twin of {@link ScalarDgemm}, a vector for each of its columns. Eight sums are what two fma units with a
 * latency of four cycles need, and what 16 registers can hold beside two vectors of B and one of A.
 */
public final class VectorDgemm implements DgemmKernel {
    private static final int LANES = Lanes.DOUBLES.length();
    private static final int ROWS = 4;
    private static final int PAIR = 2 * LANES;

    /** Loads all classes that it works with. */
    public VectorDgemm() {
        Lanes.initialize();
    }

    @Override
    public void addTransposed(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset) {
        for (int j = 0; j < COLUMNS; j += PAIR) {
            for (int i = 0; i < COLUMNS; i += ROWS) {
                tile(depth, a, aOffset + i, b, bOffset + j, c, cOffset + i * COLUMNS + j);
            }
        }
    }

    private static void tile(int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int c0) {
        if (depth == 0) return;
        int c1 = c0 + COLUMNS;
        int c2 = c1 + COLUMNS;
        int c3 = c2 + COLUMNS;
        DoubleVector c00 = DoubleVector.fromArray(Lanes.DOUBLES, c, c0);
        DoubleVector c01 = DoubleVector.fromArray(Lanes.DOUBLES, c, c0 + LANES);
        DoubleVector c10 = DoubleVector.fromArray(Lanes.DOUBLES, c, c1);
        DoubleVector c11 = DoubleVector.fromArray(Lanes.DOUBLES, c, c1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(Lanes.DOUBLES, c, c2);
        DoubleVector c21 = DoubleVector.fromArray(Lanes.DOUBLES, c, c2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(Lanes.DOUBLES, c, c3);
        DoubleVector c31 = DoubleVector.fromArray(Lanes.DOUBLES, c, c3 + LANES);
        for (int p = 0; p < depth; p++) {
            int from = aOffset + p * COLUMNS;
            int to = bOffset + p * COLUMNS;
            DoubleVector b0 = DoubleVector.fromArray(Lanes.DOUBLES, b, to);
            DoubleVector b1 = DoubleVector.fromArray(Lanes.DOUBLES, b, to + LANES);
            DoubleVector factor = DoubleVector.broadcast(Lanes.DOUBLES, a[from]);
            c00 = factor.fma(b0, c00);
            c01 = factor.fma(b1, c01);
            factor = DoubleVector.broadcast(Lanes.DOUBLES, a[from + 1]);
            c10 = factor.fma(b0, c10);
            c11 = factor.fma(b1, c11);
            factor = DoubleVector.broadcast(Lanes.DOUBLES, a[from + 2]);
            c20 = factor.fma(b0, c20);
            c21 = factor.fma(b1, c21);
            factor = DoubleVector.broadcast(Lanes.DOUBLES, a[from + 3]);
            c30 = factor.fma(b0, c30);
            c31 = factor.fma(b1, c31);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c10.intoArray(c, c1);
        c11.intoArray(c, c1 + LANES);
        c20.intoArray(c, c2);
        c21.intoArray(c, c2 + LANES);
        c30.intoArray(c, c3);
        c31.intoArray(c, c3 + LANES);
    }
}
