package dev.evenkeel.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The SIMD twin of {@link ScalarBatchNorm}: a lane per column.
 *
 * <p>Narrow blocks go down in strips of four vectors, whose sums and parameters stay in registers: 8 sums and 4 shifts, 12 parameters. Wide
 * blocks go row by row, or eight rows at a time for sums, as memory likes to be read. No masks: what is left of a row beside whole vectors
 * is the scalar kernel's.
 */
public final class VectorBatchNorm implements BatchNormKernel {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int STRIP = 4 * LANES;

    /** Columns from which a row is long enough to be read on its own. */
    private static final int WIDE = 512;

    /** Rows whose sums are kept in registers before they go back to memory. */
    private static final int ROW_GROUP = 8;

    private final ScalarBatchNorm edges = new ScalarBatchNorm();

    @Override
    public void addMoments(
            float[] x,
            int xOffset,
            int xStride,
            int rows,
            int from,
            int to,
            float[] shift,
            float[] sums,
            float[] squares) {
        int whole = to - (to - from) % LANES;
        if (to - from >= WIDE && rows <= ROW_GROUP) {
            int grouped = rows - rows % ROW_GROUP;
            for (int i = 0; i < grouped; i += ROW_GROUP) {
                momentsOfRowGroup(x, xOffset + i * xStride, xStride, from, whole, shift, sums, squares);
            }
            for (int i = grouped; i < rows; i++) {
                momentsOfRow(x, xOffset + i * xStride, from, whole, shift, sums, squares);
            }
        } else {
            int j = from;
            for (; j <= whole - STRIP; j += STRIP) {
                momentsOfStrip(x, xOffset + j, xStride, rows, j, shift, sums, squares);
            }
            for (; j < whole; j += LANES) {
                momentsOfVector(x, xOffset + j, xStride, rows, j, shift, sums, squares);
            }
        }
        if (whole < to) {
            edges.addMoments(x, xOffset, xStride, rows, whole, to, shift, sums, squares);
        }
    }

    private static void momentsOfStrip(
            float[] x, int offset, int stride, int rows, int column, float[] shift, float[] sums, float[] squares) {
        int c1 = column + LANES;
        int c2 = column + 2 * LANES;
        int c3 = column + 3 * LANES;
        FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, shift, column);
        FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, shift, c1);
        FloatVector k2 = FloatVector.fromArray(Lanes.FLOATS, shift, c2);
        FloatVector k3 = FloatVector.fromArray(Lanes.FLOATS, shift, c3);
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, sums, column);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, sums, c1);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, sums, c2);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, sums, c3);
        FloatVector q0 = FloatVector.fromArray(Lanes.FLOATS, squares, column);
        FloatVector q1 = FloatVector.fromArray(Lanes.FLOATS, squares, c1);
        FloatVector q2 = FloatVector.fromArray(Lanes.FLOATS, squares, c2);
        FloatVector q3 = FloatVector.fromArray(Lanes.FLOATS, squares, c3);
        for (int i = 0, at = offset; i < rows; i++, at += stride) {
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k0);
            s0 = s0.add(d);
            q0 = d.fma(d, q0);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + LANES).sub(k1);
            s1 = s1.add(d);
            q1 = d.fma(d, q1);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * LANES).sub(k2);
            s2 = s2.add(d);
            q2 = d.fma(d, q2);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * LANES).sub(k3);
            s3 = s3.add(d);
            q3 = d.fma(d, q3);
        }
        s0.intoArray(sums, column);
        s1.intoArray(sums, c1);
        s2.intoArray(sums, c2);
        s3.intoArray(sums, c3);
        q0.intoArray(squares, column);
        q1.intoArray(squares, c1);
        q2.intoArray(squares, c2);
        q3.intoArray(squares, c3);
    }

    private static void momentsOfVector(
            float[] x, int offset, int stride, int rows, int column, float[] shift, float[] sums, float[] squares) {
        FloatVector k = FloatVector.fromArray(Lanes.FLOATS, shift, column);
        FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, column);
        FloatVector q = FloatVector.fromArray(Lanes.FLOATS, squares, column);
        for (int i = 0, at = offset; i < rows; i++, at += stride) {
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
        }
        s.intoArray(sums, column);
        q.intoArray(squares, column);
    }

    private static void momentsOfRowGroup(
            float[] x, int offset, int stride, int from, int to, float[] shift, float[] sums, float[] squares) {
        for (int j = from; j < to; j += LANES) {
            FloatVector k = FloatVector.fromArray(Lanes.FLOATS, shift, j);
            FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, j);
            FloatVector q = FloatVector.fromArray(Lanes.FLOATS, squares, j);
            int at = offset + j;
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 4 * stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 5 * stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 6 * stride).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            d = FloatVector.fromArray(Lanes.FLOATS, x, at + 7 * stride).sub(k);
            s.add(d).intoArray(sums, j);
            d.fma(d, q).intoArray(squares, j);
        }
    }

    private static void momentsOfRow(
            float[] x, int offset, int from, int to, float[] shift, float[] sums, float[] squares) {
        for (int j = from; j < to; j += LANES) {
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, offset + j)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, shift, j));
            FloatVector.fromArray(Lanes.FLOATS, sums, j).add(d).intoArray(sums, j);
            d.fma(d, FloatVector.fromArray(Lanes.FLOATS, squares, j)).intoArray(squares, j);
        }
    }

    @Override
    public void addGradients(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] sums,
            float[] products) {
        int whole = to - (to - from) % LANES;
        if (to - from >= WIDE && rows <= ROW_GROUP) {
            int grouped = rows - rows % (ROW_GROUP / 2);
            for (int i = 0; i < grouped; i += ROW_GROUP / 2) {
                gradientsOfRowGroup(x, xOffset + i * xStride, xStride, dy, dyOffset + i * dyStride, dyStride, from,
                        whole, center, sums, products);
            }
            for (int i = grouped; i < rows; i++) {
                gradientsOfRow(x, xOffset + i * xStride, dy, dyOffset + i * dyStride, from, whole, center, sums,
                        products);
            }
        } else {
            int j = from;
            for (; j <= whole - STRIP; j += STRIP) {
                gradientsOfStrip(x, xOffset + j, xStride, dy, dyOffset + j, dyStride, rows, j, center, sums, products);
            }
            for (; j < whole; j += LANES) {
                gradientsOfVector(x, xOffset + j, xStride, dy, dyOffset + j, dyStride, rows, j, center, sums,
                        products);
            }
        }
        if (whole < to) {
            edges.addGradients(x, xOffset, xStride, dy, dyOffset, dyStride, rows, whole, to, center, sums, products);
        }
    }

    private static void gradientsOfStrip(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int rows,
            int column,
            float[] center,
            float[] sums,
            float[] products) {
        int c1 = column + LANES;
        int c2 = column + 2 * LANES;
        int c3 = column + 3 * LANES;
        FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, center, column);
        FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, center, c1);
        FloatVector k2 = FloatVector.fromArray(Lanes.FLOATS, center, c2);
        FloatVector k3 = FloatVector.fromArray(Lanes.FLOATS, center, c3);
        FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, sums, column);
        FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, sums, c1);
        FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, sums, c2);
        FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, sums, c3);
        FloatVector p0 = FloatVector.fromArray(Lanes.FLOATS, products, column);
        FloatVector p1 = FloatVector.fromArray(Lanes.FLOATS, products, c1);
        FloatVector p2 = FloatVector.fromArray(Lanes.FLOATS, products, c2);
        FloatVector p3 = FloatVector.fromArray(Lanes.FLOATS, products, c3);
        for (int i = 0, at = xOffset, dyAt = dyOffset; i < rows; i++, at += xStride, dyAt += dyStride) {
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt);
            s0 = s0.add(g);
            p0 = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k0), p0);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + LANES);
            s1 = s1.add(g);
            p1 = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + LANES).sub(k1), p1);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + 2 * LANES);
            s2 = s2.add(g);
            p2 = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * LANES).sub(k2), p2);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + 3 * LANES);
            s3 = s3.add(g);
            p3 = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * LANES).sub(k3), p3);
        }
        s0.intoArray(sums, column);
        s1.intoArray(sums, c1);
        s2.intoArray(sums, c2);
        s3.intoArray(sums, c3);
        p0.intoArray(products, column);
        p1.intoArray(products, c1);
        p2.intoArray(products, c2);
        p3.intoArray(products, c3);
    }

    private static void gradientsOfVector(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int rows,
            int column,
            float[] center,
            float[] sums,
            float[] products) {
        FloatVector k = FloatVector.fromArray(Lanes.FLOATS, center, column);
        FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, column);
        FloatVector p = FloatVector.fromArray(Lanes.FLOATS, products, column);
        for (int i = 0, at = xOffset, dyAt = dyOffset; i < rows; i++, at += xStride, dyAt += dyStride) {
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt);
            s = s.add(g);
            p = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k), p);
        }
        s.intoArray(sums, column);
        p.intoArray(products, column);
    }

    private static void gradientsOfRowGroup(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int from,
            int to,
            float[] center,
            float[] sums,
            float[] products) {
        for (int j = from; j < to; j += LANES) {
            FloatVector k = FloatVector.fromArray(Lanes.FLOATS, center, j);
            FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, j);
            FloatVector p = FloatVector.fromArray(Lanes.FLOATS, products, j);
            int at = xOffset + j;
            int dyAt = dyOffset + j;
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt);
            s = s.add(g);
            p = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k), p);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + dyStride);
            s = s.add(g);
            p = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + xStride).sub(k), p);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + 2 * dyStride);
            s = s.add(g);
            p = g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * xStride).sub(k), p);
            g = FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + 3 * dyStride);
            s.add(g).intoArray(sums, j);
            g.fma(FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * xStride).sub(k), p).intoArray(products, j);
        }
    }

    private static void gradientsOfRow(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            int from,
            int to,
            float[] center,
            float[] sums,
            float[] products) {
        for (int j = from; j < to; j += LANES) {
            FloatVector g = FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, center, j));
            FloatVector.fromArray(Lanes.FLOATS, sums, j).add(g).intoArray(sums, j);
            g.fma(d, FloatVector.fromArray(Lanes.FLOATS, products, j)).intoArray(products, j);
        }
    }

    @Override
    public void fold(
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
        int step = Lanes.DOUBLES.length();
        DoubleVector counts = DoubleVector.broadcast(Lanes.DOUBLES, count);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS_OF_DOUBLES);
        int whole = to - (to - from) % step;
        for (int j = from; j < whole; j += step) {
            DoubleVector distance = toDoubles(shift, j).sub(toDoubles(reference, j));
            DoubleVector sum = toDoubles(sums, j);
            DoubleVector moved = counts.fma(distance, sum);
            DoubleVector.fromArray(Lanes.DOUBLES, totals, offset + j).add(moved).intoArray(totals, offset + j);
            DoubleVector square = distance.fma(sum.add(moved), toDoubles(squares, j));
            DoubleVector.fromArray(Lanes.DOUBLES, squareTotals, offset + j).add(square).intoArray(squareTotals,
                    offset + j);
            zero.intoArray(sums, j);
            zero.intoArray(squares, j);
        }
        edges.fold(shift, reference, count, sums, squares, totals, squareTotals, offset, whole, to);
    }

    private static DoubleVector toDoubles(float[] values, int index) {
        return (DoubleVector) FloatVector.fromArray(Lanes.FLOATS_OF_DOUBLES, values, index)
                .convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0);
    }

    @Override
    public void normalize(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu) {
        int whole = to - (to - from) % LANES;
        int stripped = from;
        if (to - from < WIDE && rows > 1) {
            for (; stripped <= whole - STRIP; stripped += STRIP) {
                if (relu) {
                    rectifyStrip(x, xOffset + stripped, xStride, y, yOffset + stripped, yStride, rows, stripped,
                            center, scale, shift);
                } else {
                    normalizeStrip(x, xOffset + stripped, xStride, y, yOffset + stripped, yStride, rows, stripped,
                            center, scale, shift);
                }
            }
        }
        for (int i = 0; i < rows && stripped < whole; i++) {
            if (relu) {
                rectifyRow(x, xOffset + i * xStride, y, yOffset + i * yStride, stripped, whole, center, scale, shift);
            } else {
                normalizeRow(x, xOffset + i * xStride, y, yOffset + i * yStride, stripped, whole, center, scale,
                        shift);
            }
        }
        if (whole < to) {
            edges.normalize(x, xOffset, xStride, y, yOffset, yStride, rows, whole, to, center, scale, shift, relu);
        }
    }

    private static void normalizeStrip(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int column,
            float[] center,
            float[] scale,
            float[] shift) {
        FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, center, column);
        FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, center, column + LANES);
        FloatVector k2 = FloatVector.fromArray(Lanes.FLOATS, center, column + 2 * LANES);
        FloatVector k3 = FloatVector.fromArray(Lanes.FLOATS, center, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, scale, column);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, scale, column + LANES);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, scale, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, scale, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, shift, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, shift, column + 3 * LANES);
        for (int i = 0, at = xOffset, to = yOffset; i < rows; i++, at += xStride, to += yStride) {
            FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k0).fma(a0, b0).intoArray(y, to);
            FloatVector.fromArray(Lanes.FLOATS, x, at + LANES).sub(k1).fma(a1, b1).intoArray(y, to + LANES);
            FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * LANES).sub(k2).fma(a2, b2).intoArray(y, to + 2 * LANES);
            FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * LANES).sub(k3).fma(a3, b3).intoArray(y, to + 3 * LANES);
        }
    }

    private static void rectifyStrip(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int column,
            float[] center,
            float[] scale,
            float[] shift) {
        FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, center, column);
        FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, center, column + LANES);
        FloatVector k2 = FloatVector.fromArray(Lanes.FLOATS, center, column + 2 * LANES);
        FloatVector k3 = FloatVector.fromArray(Lanes.FLOATS, center, column + 3 * LANES);
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, scale, column);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, scale, column + LANES);
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, scale, column + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, scale, column + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, shift, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, shift, column + LANES);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, shift, column + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, shift, column + 3 * LANES);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0, at = xOffset, to = yOffset; i < rows; i++, at += xStride, to += yStride) {
            FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k0).fma(a0, b0).max(zero).intoArray(y, to);
            FloatVector.fromArray(Lanes.FLOATS, x, at + LANES).sub(k1).fma(a1, b1).max(zero).intoArray(y, to + LANES);
            FloatVector.fromArray(Lanes.FLOATS, x, at + 2 * LANES).sub(k2).fma(a2, b2).max(zero).intoArray(y,
                    to + 2 * LANES);
            FloatVector.fromArray(Lanes.FLOATS, x, at + 3 * LANES).sub(k3).fma(a3, b3).max(zero).intoArray(y,
                    to + 3 * LANES);
        }
    }

    private static void normalizeRow(
            float[] x, int xOffset, float[] y, int yOffset, int from, int to, float[] center, float[] scale,
            float[] shift) {
        for (int j = from; j < to; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(FloatVector.fromArray(Lanes.FLOATS, center, j))
                    .fma(FloatVector.fromArray(Lanes.FLOATS, scale, j), FloatVector.fromArray(Lanes.FLOATS, shift, j))
                    .intoArray(y, yOffset + j);
        }
    }

    private static void rectifyRow(
            float[] x, int xOffset, float[] y, int yOffset, int from, int to, float[] center, float[] scale,
            float[] shift) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int j = from; j < to; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(FloatVector.fromArray(Lanes.FLOATS, center, j))
                    .fma(FloatVector.fromArray(Lanes.FLOATS, scale, j), FloatVector.fromArray(Lanes.FLOATS, shift, j))
                    .max(zero).intoArray(y, yOffset + j);
        }
    }

    @Override
    public void normalizeAndAdd(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu) {
        int whole = to - (to - from) % LANES;
        // The lower bound of what is stored: −∞ changes nothing, not even NaN.
        float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            addRow(x, xOffset + i * xStride, residual, residualOffset + i * residualStride, y, yOffset + i * yStride,
                    from, whole, center, scale, shift, floor);
        }
        if (whole < to) {
            edges.normalizeAndAdd(x, xOffset, xStride, residual, residualOffset, residualStride, y, yOffset, yStride,
                    rows, whole, to, center, scale, shift, relu);
        }
    }

    private static void addRow(
            float[] x,
            int xOffset,
            float[] residual,
            int residualOffset,
            float[] y,
            int yOffset,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            float floor) {
        FloatVector least = FloatVector.broadcast(Lanes.FLOATS, floor);
        for (int j = from; j < to; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(FloatVector.fromArray(Lanes.FLOATS, center, j))
                    .fma(FloatVector.fromArray(Lanes.FLOATS, scale, j), FloatVector.fromArray(Lanes.FLOATS, shift, j))
                    .add(FloatVector.fromArray(Lanes.FLOATS, residual, residualOffset + j)).max(least)
                    .intoArray(y, yOffset + j);
        }
    }

    @Override
    public void gate(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift) {
        int whole = to - (to - from) % LANES;
        for (int i = 0; i < rows; i++) {
            gateRow(x, xOffset + i * xStride, dy, dyOffset + i * dyStride, target, targetOffset + i * targetStride,
                    from, whole, center, scale, shift);
        }
        if (whole < to) {
            edges.gate(x, xOffset, xStride, dy, dyOffset, dyStride, target, targetOffset, targetStride, rows, whole, to,
                    center, scale, shift);
        }
    }

    /** After max(0, z) only +0 has no bit set; a number or its negative has the highest one set, so that shifting fills a mask. */
    private static void gateRow(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] target,
            int targetOffset,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int j = from; j < to; j += LANES) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, center, j))
                    .fma(FloatVector.fromArray(Lanes.FLOATS, scale, j), FloatVector.fromArray(Lanes.FLOATS, shift, j));
            IntVector bits = z.max(zero).reinterpretAsInts();
            IntVector open = bits.or(bits.neg()).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j).reinterpretAsInts().and(open).reinterpretAsFloats()
                    .intoArray(target, targetOffset + j);
        }
    }

    @Override
    public void inputGradient(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift) {
        int whole = to - (to - from) % LANES;
        int stripped = from;
        if (to - from < WIDE && rows > 1) {
            for (; stripped <= whole - STRIP / 2; stripped += STRIP / 2) {
                inputGradientOfStrip(x, xOffset + stripped, xStride, dy, dyOffset + stripped, dyStride, dx,
                        dxOffset + stripped, dxStride, rows, stripped, center, scale, slope, shift);
            }
        }
        for (int i = 0; i < rows && stripped < whole; i++) {
            inputGradientOfRow(x, xOffset + i * xStride, dy, dyOffset + i * dyStride, dx, dxOffset + i * dxStride,
                    stripped, whole, center, scale, slope, shift);
        }
        if (whole < to) {
            edges.inputGradient(x, xOffset, xStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, rows, whole, to,
                    center, scale, slope, shift);
        }
    }

    private static void inputGradientOfStrip(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int column,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift) {
        FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, center, column);
        FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, center, column + LANES);
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, scale, column);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, scale, column + LANES);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, slope, column);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, slope, column + LANES);
        FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, shift, column);
        FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, shift, column + LANES);
        int at = xOffset;
        int dyAt = dyOffset;
        int to = dxOffset;
        for (int i = 0; i < rows; i++) {
            FloatVector line = FloatVector.fromArray(Lanes.FLOATS, x, at).sub(k0).fma(b0, c0);
            FloatVector.fromArray(Lanes.FLOATS, dy, dyAt).fma(a0, line).intoArray(dx, to);
            line = FloatVector.fromArray(Lanes.FLOATS, x, at + LANES).sub(k1).fma(b1, c1);
            FloatVector.fromArray(Lanes.FLOATS, dy, dyAt + LANES).fma(a1, line).intoArray(dx, to + LANES);
            at += xStride;
            dyAt += dyStride;
            to += dxStride;
        }
    }

    private static void inputGradientOfRow(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift) {
        for (int j = from; j < to; j += LANES) {
            FloatVector line = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j)
                    .sub(FloatVector.fromArray(Lanes.FLOATS, center, j))
                    .fma(FloatVector.fromArray(Lanes.FLOATS, slope, j), FloatVector.fromArray(Lanes.FLOATS, shift, j));
            FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j)
                    .fma(FloatVector.fromArray(Lanes.FLOATS, scale, j), line).intoArray(dx, dxOffset + j);
        }
    }

    @Override
    public void normalizePlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu) {
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            int from = xOffset + i * xStride;
            int to = yOffset + i * yStride;
            if (relu) {
                rectifyPlane(x, from, y, to, columns, center[channel], scale[channel], shift[channel]);
            } else {
                normalizePlane(x, from, y, to, columns, center[channel], scale[channel], shift[channel]);
            }
        }
    }

    private static void normalizePlane(
            float[] x, int xOffset, float[] y, int yOffset, int columns, float center, float scale, float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(k).fma(a, b).intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            y[yOffset + j] = Math.fma(x[xOffset + j] - center, scale, shift);
        }
    }

    private static void rectifyPlane(
            float[] x, int xOffset, float[] y, int yOffset, int columns, float center, float scale, float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(k).fma(a, b).max(zero).intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            y[yOffset + j] = Math.max(0f, Math.fma(x[xOffset + j] - center, scale, shift));
        }
    }

    @Override
    public void normalizeAndAddPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu) {
        float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            addPlane(x, xOffset + i * xStride, residual, residualOffset + i * residualStride, y, yOffset + i * yStride,
                    columns, center[channel], scale[channel], shift[channel], floor);
        }
    }

    private static void addPlane(
            float[] x,
            int xOffset,
            float[] residual,
            int residualOffset,
            float[] y,
            int yOffset,
            int columns,
            float center,
            float scale,
            float shift,
            float floor) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector least = FloatVector.broadcast(Lanes.FLOATS, floor);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(k).fma(a, b)
                    .add(FloatVector.fromArray(Lanes.FLOATS, residual, residualOffset + j)).max(least)
                    .intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            float z = Math.fma(x[xOffset + j] - center, scale, shift) + residual[residualOffset + j];
            y[yOffset + j] = Math.max(floor, z);
        }
    }

    @Override
    public void gatePlane(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] target,
            int targetOffset,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int index) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center[index]);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale[index]);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift[index]);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        int whole = columns - columns % LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(k).fma(a, b);
            IntVector bits = z.max(zero).reinterpretAsInts();
            IntVector open = bits.or(bits.neg()).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j).reinterpretAsInts().and(open).reinterpretAsFloats()
                    .intoArray(target, targetOffset + j);
        }
        if (whole < columns) {
            edges.gatePlane(x, xOffset + whole, dy, dyOffset + whole, target, targetOffset + whole, columns - whole,
                    center, scale, shift, index);
        }
    }

    @Override
    public void inputGradientPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift,
            int first,
            int step) {
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            inputGradientOfPlane(x, xOffset + i * xStride, dy, dyOffset + i * dyStride, dx, dxOffset + i * dxStride,
                    columns, center[channel], scale[channel], slope[channel], shift[channel]);
        }
    }

    private static void inputGradientOfPlane(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            int columns,
            float center,
            float scale,
            float slope,
            float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, slope);
        FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift);
        int j = 0;
        for (; j <= columns - LANES; j += LANES) {
            FloatVector line = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + j).sub(k).fma(b, c);
            FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j).fma(a, line).intoArray(dx, dxOffset + j);
        }
        for (; j < columns; j++) {
            float line = Math.fma(slope, x[xOffset + j] - center, shift);
            dx[dxOffset + j] = Math.fma(scale, dy[dyOffset + j], line);
        }
    }
}
