package dev.evenkeel.internal.kernel.batchnorm;

import static dev.evenkeel.internal.kernel.simd.Lanes.FLOATS_CLASS;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums down columns, eight or four rows at a time. A row's last vector ends with the row and reads its sums before the
 * vector that it overlaps stores them (decision 16).
 */
final class VectorChannelsLastSums {
    private static final int LANES = Lanes.FLOATS.length();

    /** Rows whose sums go through the L1 cache once for all; C2 unrolls a loop over so many (decision 25). */
    private static final int MOMENT_ROWS = 8;

    /** The same for gradients, which are read from two arrays. */
    private static final int GRADIENT_ROWS = 4;

    private VectorChannelsLastSums() {}

    /**
     * The last vector overlaps the one before: the median of a median and two of its three values is that median again.
     */
    static void median(float[] a, float[] b, float[] c, int offset, int columns) {
        int last = columns - LANES;
        for (int j = 0; j < columns; j += LANES) {
            int at = Math.min(j, last);
            FloatVector first = FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, a, at));
            FloatVector second = FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, b, at));
            FloatVector third = FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, c, offset + at));
            FloatVector lesser = FLOATS_CLASS.cast(first.min(second));
            FloatVector greater = FLOATS_CLASS.cast(first.max(second));
            FLOATS_CLASS.cast(lesser.max(FLOATS_CLASS.cast(greater.min(third)))).intoArray(a, at);
        }
    }

    static void moments(Blocks x, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        int i = 0;
        for (; i <= rows - MOMENT_ROWS; i += MOMENT_ROWS) {
            momentsOfRows(x.array, x.start(0, i), x.stride, columns, shift, sums, squares);
            momentsOfEnd(x.array, x.start(0, i), x.stride, MOMENT_ROWS, columns, shift, sums, squares);
        }
        for (; i < rows; i++) {
            momentsOfOne(x.array, x.start(0, i), columns, shift, sums, squares);
            momentsOfEnd(x.array, x.start(0, i), 0, 1, columns, shift, sums, squares);
        }
    }

    private static void momentsOfRows(
            float[] x, int x0, int stride, int columns, float[] shift, float[] sums, float[] squares) {
        if (columns == 0) {
            return;
        }
        int tail = RowPairs.tail(columns);
        for (int j = 0; j < tail; j += LANES) {
            FloatVector k = fromArray(Lanes.FLOATS, shift, j);
            FloatVector sum = fromArray(Lanes.FLOATS, sums, j);
            FloatVector square = fromArray(Lanes.FLOATS, squares, j);
            for (int i = 0; i < MOMENT_ROWS; i++) {
                FloatVector d = fromArray(Lanes.FLOATS, x, x0 + i * stride + j).sub(k);
                sum = sum.add(d);
                square = d.fma(d, square);
            }
            sum.intoArray(sums, j);
            square.intoArray(squares, j);
        }
    }

    private static void momentsOfOne(
            float[] x, int at, int columns, float[] shift, float[] sums, float[] squares) {
        if (columns == 0) {
            return;
        }
        int tail = RowPairs.tail(columns);
        for (int j = 0; j < tail; j += LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, at + j).sub(fromArray(Lanes.FLOATS, shift, j));
            fromArray(Lanes.FLOATS, sums, j).add(d).intoArray(sums, j);
            d.fma(d, fromArray(Lanes.FLOATS, squares, j)).intoArray(squares, j);
        }
    }

    /** The last two vectors of every row. */
    private static void momentsOfEnd(
            float[] x,
            int from,
            int stride,
            int rows,
            int columns,
            float[] shift,
            float[] sums,
            float[] squares) {
        if (columns == 0) {
            return;
        }
        int j = RowPairs.tail(columns);
        int last = columns - LANES;
        FloatVector k = fromArray(Lanes.FLOATS, shift, j);
        FloatVector kEnd = fromArray(Lanes.FLOATS, shift, last);
        FloatVector sum = fromArray(Lanes.FLOATS, sums, j);
        FloatVector sumEnd = fromArray(Lanes.FLOATS, sums, last);
        FloatVector square = fromArray(Lanes.FLOATS, squares, j);
        FloatVector squareEnd = fromArray(Lanes.FLOATS, squares, last);
        for (int i = 0, at = from; i < rows; i++, at += stride) {
            FloatVector d = fromArray(Lanes.FLOATS, x, at + j).sub(k);
            sum = sum.add(d);
            square = d.fma(d, square);
            d = fromArray(Lanes.FLOATS, x, at + last).sub(kEnd);
            sumEnd = sumEnd.add(d);
            squareEnd = d.fma(d, squareEnd);
        }
        sum.intoArray(sums, j);
        square.intoArray(squares, j);
        sumEnd.intoArray(sums, last);
        squareEnd.intoArray(squares, last);
    }

    static void gradients(
            Blocks x, Blocks dy, int rows, int columns, Coefficients by, boolean relu, float[] sums, float[] products) {
        int i = 0;
        for (; i <= rows - GRADIENT_ROWS; i += GRADIENT_ROWS) {
            gradientsOfRows(x, dy, i, columns, by, relu, sums, products);
            gradientsOfEnd(x, dy, i, GRADIENT_ROWS, columns, by, relu, sums, products);
        }
        for (; i < rows; i++) {
            gradientsOfOne(x, dy, i, columns, by, relu, sums, products);
            gradientsOfEnd(x, dy, i, 1, columns, by, relu, sums, products);
        }
    }

    private static void gradientsOfRows(
            Blocks in, Blocks gradient, int row, int columns, Coefficients by, boolean relu, float[] sums,
            float[] products) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] center = by.center;
        // Loaded even without a ReLU: C2 keeps vectors that may be missing in memory.
        float[] scale = relu ? by.scale : center;
        float[] threshold = relu ? by.threshold : center;
        int x0 = in.start(0, row);
        int dy0 = gradient.start(0, row);
        int xStride = in.stride;
        int dyStride = gradient.stride;
        int tail = RowPairs.tail(columns);
        for (int j = 0; j < tail; j += LANES) {
            FloatVector k = fromArray(Lanes.FLOATS, center, j);
            FloatVector a = fromArray(Lanes.FLOATS, scale, j);
            FloatVector c = fromArray(Lanes.FLOATS, threshold, j);
            FloatVector sum = fromArray(Lanes.FLOATS, sums, j);
            FloatVector product = fromArray(Lanes.FLOATS, products, j);
            for (int i = 0; i < GRADIENT_ROWS; i++) {
                FloatVector d = fromArray(Lanes.FLOATS, x, x0 + i * xStride + j).sub(k);
                FloatVector g = fromArray(Lanes.FLOATS, dy, dy0 + i * dyStride + j);
                g = relu ? g.blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f)) : g;
                sum = sum.add(g);
                product = g.fma(d, product);
            }
            sum.intoArray(sums, j);
            product.intoArray(products, j);
        }
    }

    private static void gradientsOfOne(
            Blocks in, Blocks gradient, int row, int columns, Coefficients by, boolean relu, float[] sums,
            float[] products) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] center = by.center;
        float[] scale = relu ? by.scale : center;
        float[] threshold = relu ? by.threshold : center;
        int at = in.start(0, row);
        int dyAt = gradient.start(0, row);
        int tail = RowPairs.tail(columns);
        for (int j = 0; j < tail; j += LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, at + j).sub(fromArray(Lanes.FLOATS, center, j));
            FloatVector g = fromArray(Lanes.FLOATS, dy, dyAt + j);
            g = relu ? g.blend(0f, d.fma(fromArray(Lanes.FLOATS, scale, j), fromArray(Lanes.FLOATS, threshold, j))
                    .compare(VectorOperators.LE, 0f)) : g;
            fromArray(Lanes.FLOATS, sums, j).add(g).intoArray(sums, j);
            g.fma(d, fromArray(Lanes.FLOATS, products, j)).intoArray(products, j);
        }
    }

    /** The last two vectors of every row. */
    private static void gradientsOfEnd(
            Blocks in, Blocks gradient, int row, int rows, int columns, Coefficients by, boolean relu, float[] sums,
            float[] products) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] center = by.center;
        float[] scale = relu ? by.scale : center;
        float[] threshold = relu ? by.threshold : center;
        int from = in.start(0, row);
        int dyFrom = gradient.start(0, row);
        int xStride = in.stride;
        int dyStride = gradient.stride;
        int j = RowPairs.tail(columns);
        int last = columns - LANES;
        FloatVector k = fromArray(Lanes.FLOATS, center, j);
        FloatVector a = fromArray(Lanes.FLOATS, scale, j);
        FloatVector c = fromArray(Lanes.FLOATS, threshold, j);
        FloatVector kEnd = fromArray(Lanes.FLOATS, center, last);
        FloatVector aEnd = fromArray(Lanes.FLOATS, scale, last);
        FloatVector cEnd = fromArray(Lanes.FLOATS, threshold, last);
        FloatVector sum = fromArray(Lanes.FLOATS, sums, j);
        FloatVector sumEnd = fromArray(Lanes.FLOATS, sums, last);
        FloatVector product = fromArray(Lanes.FLOATS, products, j);
        FloatVector productEnd = fromArray(Lanes.FLOATS, products, last);
        for (int i = 0, at = from, dyAt = dyFrom; i < rows; i++, at += xStride, dyAt += dyStride) {
            FloatVector d = fromArray(Lanes.FLOATS, x, at + j).sub(k);
            FloatVector g = fromArray(Lanes.FLOATS, dy, dyAt + j);
            g = relu ? g.blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f)) : g;
            sum = sum.add(g);
            product = g.fma(d, product);
            d = fromArray(Lanes.FLOATS, x, at + last).sub(kEnd);
            g = fromArray(Lanes.FLOATS, dy, dyAt + last);
            g = relu ? g.blend(0f, d.fma(aEnd, cEnd).compare(VectorOperators.LE, 0f)) : g;
            sumEnd = sumEnd.add(g);
            productEnd = g.fma(d, productEnd);
        }
        sum.intoArray(sums, j);
        product.intoArray(products, j);
        sumEnd.intoArray(sums, last);
        productEnd.intoArray(products, last);
    }

    static void fold(
            float[] shift,
            float[] reference,
            int count,
            float[] sums,
            float[] squares,
            double[] totals,
            double[] squareTotals,
            int offset,
            int from,
            int to) {
        if (from == to) {
            return;
        }
        // As a double: C2 leaves a call in the broadcast of a long (decision 18).
        DoubleVector counts = DoubleVector.broadcast(Lanes.DOUBLES, (double) count);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS_OF_DOUBLES);
        for (int j = from; j < to; j += Lanes.DOUBLES.length()) {
            DoubleVector distance = ((DoubleVector) fromArray(Lanes.FLOATS_OF_DOUBLES, shift, j)
                    .convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0))
                    .sub(((DoubleVector) fromArray(Lanes.FLOATS_OF_DOUBLES, reference, j)
                            .convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0)));
            DoubleVector sum = ((DoubleVector) fromArray(Lanes.FLOATS_OF_DOUBLES, sums, j)
                    .convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0));
            DoubleVector moved = counts.fma(distance, sum);
            DoubleVector.fromArray(Lanes.DOUBLES, totals, offset + j).add(moved).intoArray(totals, offset + j);
            DoubleVector square =
                    distance.fma(sum.add(moved), ((DoubleVector) fromArray(Lanes.FLOATS_OF_DOUBLES, squares, j)
                            .convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0)));
            DoubleVector.fromArray(Lanes.DOUBLES, squareTotals, offset + j).add(square).intoArray(squareTotals,
                    offset + j);
            zero.intoArray(sums, j);
            zero.intoArray(squares, j);
        }
    }
}
