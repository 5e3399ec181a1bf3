package dev.evenkeel.netlib;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** A matrix or vector as a routine gets it: elements that it may read, and NaN in all the storage around them. */
final class Operand {
    /** What follows from the elements that are stored. */
    enum Form {
        GENERAL, SYMMETRIC, TRIANGULAR, UNIT
    }

    /** Where element (i, j) lies from the offset on. */
    interface Layout {
        int index(int i, int j);
    }

    private static final int MARGIN = 3;

    final double[] data;
    final int offset;
    private final int rows;
    private final int cols;
    private final Form form;
    private final boolean isUpper;
    private final int below;
    private final int above;
    private final Layout layout;
    private double[] before;

    /** Elements from {@code above} diagonals above the main one to {@code below} below it; size is without margins. */
    private Operand(int rows, int cols, int size, Form form, boolean isUpper, int below, int above, Layout layout) {
        this.rows = rows;
        this.cols = cols;
        this.form = form;
        this.isUpper = isUpper;
        this.below = below;
        this.above = above;
        this.layout = layout;
        offset = (rows + cols) % 2 == 0 ? 0 : MARGIN;
        data = new double[offset + size + MARGIN];
        Arrays.fill(data, Double.NaN);
        before = data.clone();
    }

    static Operand general(int rows, int cols, int ld) {
        return new Operand(rows, cols, ld * cols, Form.GENERAL, true, rows, cols, (i, j) -> i + j * ld);
    }

    static Operand vector(int length, int increment) {
        int step = Math.abs(increment);
        return new Operand(length, 1, step * length, Form.GENERAL, true, length, 1,
                (i, j) -> (increment < 0 ? length - 1 - i : i) * step);
    }

    static Operand band(int rows, int cols, int below, int above, int ld) {
        return new Operand(rows, cols, ld * cols, Form.GENERAL, true, below, above,
                (i, j) -> above + i - j + j * ld);
    }

    /** One triangle of a square matrix. */
    static Operand triangle(Form form, boolean isUpper, int n, int ld) {
        return half(form, isUpper, n, n, ld * n, (i, j) -> i + j * ld);
    }

    /** One triangle, column after column. */
    static Operand packed(Form form, boolean isUpper, int n) {
        return half(form, isUpper, n, n, n * (n + 1) / 2,
                (i, j) -> isUpper ? i + j * (j + 1) / 2 : i + j * (2 * n - j - 1) / 2);
    }

    /** The diagonals of one triangle up to the k-th. */
    static Operand halfBand(Form form, boolean isUpper, int n, int k, int ld) {
        return half(form, isUpper, n, k, ld * n, (i, j) -> (isUpper ? k + i - j : i - j) + j * ld);
    }

    private static Operand half(Form form, boolean isUpper, int n, int k, int size, Layout layout) {
        return new Operand(n, n, size, form, isUpper, isUpper ? 0 : k, isUpper ? k : 0, layout);
    }

    /** Draws the elements, none near 0, from numbers of few digits. */
    Operand draw(RandomGenerator random) {
        for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
                if (isStored(i, j)) {
                    data[offset + layout.index(i, j)] = (random.nextInt(1, 512) + (i == j ? 512 : 0)) * 0x1p-10
                            * (random.nextBoolean() ? 1 : -1);
                }
            }
        }
        before = data.clone();
        return this;
    }

    boolean isStored(int i, int j) {
        return i - j <= below && j - i <= above && !(form == Form.UNIT && i == j);
    }

    /** Element (i, j) before the call. */
    double at(int i, int j) {
        return of(before, i, j);
    }

    double at(int i) {
        return at(i, 0);
    }

    /** Element (i, j) now. */
    double now(int i, int j) {
        return of(data, i, j);
    }

    private double of(double[] values, int i, int j) {
        if (form == Form.UNIT && i == j) {
            return 1;
        }
        if (isStored(i, j)) {
            return values[offset + layout.index(i, j)];
        }
        return form == Form.SYMMETRIC && isUpper == i > j ? of(values, j, i) : 0;
    }

    /** Every element is near what is expected of it, or as it was if null is; nothing else was touched. */
    void check(Precision precision, String call, BiFunction<Integer, Integer, Exact> expected) {
        double[] rest = before.clone();
        for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
                if (isStored(i, j) && expected != null) {
                    Exact exact = expected.apply(i, j);
                    if (!exact.isNear(now(i, j), precision)) {
                        throw new AssertionError(precision.name(call) + ": element (" + i + ", " + j + ") is "
                                + now(i, j) + ", expected " + exact);
                    }
                    rest[offset + layout.index(i, j)] = now(i, j);
                }
            }
        }
        if (!Arrays.equals(rest, data)) {
            throw new AssertionError(precision.name(call) + " wrote beside its result: " + Arrays.toString(data)
                    + " instead of " + Arrays.toString(rest));
        }
    }
}
