package dev.evenkeel.fuzz.operands;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.DoubleMatrixBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Doubles amid NaN, in an array or a segment, at some place. */
public record DoubleOperand(String name, Strides strides, double[] array, MemorySegment storage, int skew) {
    private static final ValueLayout.OfDouble LAYOUT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int MARGIN = 9;
    private static final double[] SPECIALS = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE,
        Double.MAX_VALUE, -1e-310, 1e300};

    public static DoubleOperand draw(String name, Draws draws, Strides strides) {
        int length = strides.reach() + 2 * MARGIN;
        boolean isHeap = draws.oneIn(2);
        double[] array = isHeap ? new double[length] : null;
        int skew = isHeap ? 0 : draws.below(8);
        MemorySegment storage = isHeap ? MemorySegment.ofArray(array)
                : Arena.ofAuto().allocate(8L * length + skew, 8);
        DoubleOperand operand = new DoubleOperand(name, strides, array, storage, skew);
        draws.note(name, strides + (isHeap ? " in an array" : " in memory, skewed by " + skew));
        boolean special = draws.oneIn(4);
        for (int i = 0; i < length; i++) {
            operand.put(i, Double.NaN);
        }
        for (int b = 0; b < strides.count(); b++) {
            for (int i = 0; i < strides.rows(); i++) {
                for (int j = 0; j < strides.cols(); j++) {
                    operand.put(operand.place(b, i, j), special && draws.oneIn(9)
                            ? special(draws)
                            : 2 * draws.unit() - 1);
                }
            }
        }
        return operand;
    }

    int first() {
        return (int) (MARGIN - strides.least());
    }

    public int place(int index, int row, int col) {
        return (int) (first() + strides.place(index, row, col));
    }

    public double at(int place) {
        return storage.get(LAYOUT, skew + 8L * place);
    }

    public double get(int index, int row, int col) {
        return at(place(index, row, col));
    }

    void put(int place, double value) {
        storage.set(LAYOUT, skew + 8L * place, value);
    }

    public double[] all() {
        double[] all = new double[strides.reach() + 2 * MARGIN];
        for (int i = 0; i < all.length; i++) {
            all[i] = at(i);
        }
        return all;
    }

    public DoubleMatrix matrix(Draws draws) {
        boolean turned = draws.oneIn(3);
        Strides s = turned ? strides.transposed() : strides;
        DoubleMatrix view = array != null
                ? DoubleMatrix.of(array, first(), s.rows(), s.cols(), (int) s.rowStride(), (int) s.colStride())
                : DoubleMatrix.of(storage.asSlice(skew), first(), s.rows(), s.cols(), s.rowStride(),
                        s.colStride());
        return turned ? view.transposed() : view;
    }

    public DoubleMatrixBatch batch(Draws draws) {
        return DoubleMatrixBatch.of(matrix(draws), strides.count(), strides.stride());
    }

    /** A value that is easily forgotten. */
    public static double special(Draws draws) {
        return SPECIALS[draws.below(SPECIALS.length)];
    }

    /** Fails unless the storage holds just these bits; all NaNs are equal. */
    public void check(double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(at(i)) != Double.doubleToLongBits(expected[i])) {
                throw new AssertionError(name + " is " + at(i) + " at " + (i - MARGIN) + ", should be " + expected[i]);
            }
        }
    }
}
