package dev.evenkeel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Mappings. Each has one loop for columns, which loads coefficients beside the values of two rows (a load that crosses a cache line, as
 * most do in Java, costs two), and one for planes, which keeps them in registers. The two rows are far apart: a bare loop
 * with values in the third-level cache reached 34 to 57 GB/s with four rows one after the other, and 60 to 63 with two 128 KB apart; in
 * whole passes noise hides the difference. All loops count one index up, so that C2 moves the bounds checks out of them.
 *
 * <p>A row's last vector begins where it must to end with the row. It is computed before anything is stored, so that an output may be an
 * input.
 */
final class VectorMappings {
    private static final int LANES = Lanes.FLOATS.length();

    private VectorMappings() {}

    /** How many pairs of rows share loads of coefficients; of an odd number the middle row is one with itself. */
    private static int pairs(Extent extent) {
        return (extent.rows() + 1) / 2;
    }

    /** Half of all rows away: two long ways through memory, which the hardware reads ahead of. */
    private static int other(int row, Extent extent) {
        int other = row + pairs(extent);
        return other < extent.rows() ? other : row;
    }

    static void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        if (!extent.planes()) {
            for (int i = 0; i < pairs(extent); i++) {
                int other = other(i, extent);
                if (relu) {
                    rectifyRows(x.array, x.start(0, i), x.start(0, other), y.array, y.start(0, i), y.start(0, other),
                            extent.columns(), by.center, by.scale, by.shift);
                } else {
                    normalizeRows(x.array, x.start(0, i), x.start(0, other), y.array, y.start(0, i),
                            y.start(0, other), extent.columns(), by.center, by.scale, by.shift);
                }
            }
            return;
        }
        for (int b = 0; b < extent.blocks(); b++) {
            int at = extent.coefficients(b);
            for (int i = 0; i < extent.rows(); i++) {
                if (relu) {
                    rectifyPlane(x.array, x.start(b, i), y.array, y.start(b, i), extent.columns(), by.center[at],
                            by.scale[at], by.shift[at]);
                } else {
                    normalizePlane(x.array, x.start(b, i), y.array, y.start(b, i), extent.columns(), by.center[at],
                            by.scale[at], by.shift[at]);
                }
            }
        }
    }

    private static void normalizeRows(
            float[] x,
            int x0,
            int x1,
            float[] y,
            int y0,
            int y1,
            int columns,
            float[] center,
            float[] scale,
            float[] shift) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector b = load(shift, last);
        FloatVector end0 = load(x, x0 + last).sub(k).fma(a, b);
        FloatVector end1 = load(x, x1 + last).sub(k).fma(a, b);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            b = load(shift, j);
            FloatVector z0 = load(x, x0 + j).sub(k).fma(a, b);
            FloatVector z1 = load(x, x1 + j).sub(k).fma(a, b);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void normalizePlane(
            float[] x, int from, float[] y, int to, int columns, float center, float scale, float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        int last = columns - LANES;
        FloatVector end = load(x, from + last).sub(k).fma(a, b);
        for (int j = 0; j < last; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).intoArray(y, to + j);
        }
        end.intoArray(y, to + last);
    }

    private static void rectifyRows(
            float[] x,
            int x0,
            int x1,
            float[] y,
            int y0,
            int y1,
            int columns,
            float[] center,
            float[] scale,
            float[] shift) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector b = load(shift, last);
        FloatVector end0 = load(x, x0 + last).sub(k).fma(a, b).max(zero);
        FloatVector end1 = load(x, x1 + last).sub(k).fma(a, b).max(zero);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            b = load(shift, j);
            FloatVector z0 = load(x, x0 + j).sub(k).fma(a, b).max(zero);
            FloatVector z1 = load(x, x1 + j).sub(k).fma(a, b).max(zero);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void rectifyPlane(
            float[] x, int from, float[] y, int to, int columns, float center, float scale, float shift) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        int last = columns - LANES;
        FloatVector end = load(x, from + last).sub(k).fma(a, b).max(zero);
        for (int j = 0; j < last; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).max(zero).intoArray(y, to + j);
        }
        end.intoArray(y, to + last);
    }

    static void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        // What is stored is at least this: −∞ changes nothing, not even NaN.
        float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
        if (!extent.planes()) {
            for (int i = 0; i < pairs(extent); i++) {
                int other = other(i, extent);
                addRows(x.array, x.start(0, i), x.start(0, other), residual.array, residual.start(0, i),
                        residual.start(0, other), y.array, y.start(0, i), y.start(0, other), extent.columns(),
                        by.center,
                        by.scale, by.shift, floor);
            }
            return;
        }
        for (int b = 0; b < extent.blocks(); b++) {
            int at = extent.coefficients(b);
            for (int i = 0; i < extent.rows(); i++) {
                addPlane(x.array, x.start(b, i), residual.array, residual.start(b, i), y.array, y.start(b, i),
                        extent.columns(), by.center[at], by.scale[at], by.shift[at], floor);
            }
        }
    }

    private static void addRows(
            float[] x,
            int x0,
            int x1,
            float[] residual,
            int residual0,
            int residual1,
            float[] y,
            int y0,
            int y1,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            float floor) {
        FloatVector least = FloatVector.broadcast(Lanes.FLOATS, floor);
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = load(x, x0 + last).sub(k).fma(a, c).add(load(residual, residual0 + last)).max(least);
        FloatVector end1 = load(x, x1 + last).sub(k).fma(a, c).add(load(residual, residual1 + last)).max(least);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(shift, j);
            FloatVector z0 = load(x, x0 + j).sub(k).fma(a, c).add(load(residual, residual0 + j)).max(least);
            FloatVector z1 = load(x, x1 + j).sub(k).fma(a, c).add(load(residual, residual1 + j)).max(least);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void addPlane(
            float[] x,
            int from,
            float[] residual,
            int residualFrom,
            float[] y,
            int to,
            int columns,
            float center,
            float scale,
            float shift,
            float floor) {
        FloatVector least = FloatVector.broadcast(Lanes.FLOATS, floor);
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        int last = columns - LANES;
        FloatVector end = load(x, from + last).sub(k).fma(a, b).add(load(residual, residualFrom + last)).max(least);
        for (int j = 0; j < last; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).add(load(residual, residualFrom + j)).max(least).intoArray(y, to + j);
        }
        end.intoArray(y, to + last);
    }

    static void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        if (!extent.planes()) {
            for (int i = 0; i < pairs(extent); i++) {
                int other = other(i, extent);
                gateRows(x.array, x.start(0, i), x.start(0, other), dy.array, dy.start(0, i), dy.start(0, other),
                        target.array, target.start(0, i), target.start(0, other), extent.columns(), by.center, by.scale,
                        by.shift);
            }
            return;
        }
        for (int b = 0; b < extent.blocks(); b++) {
            int at = extent.coefficients(b);
            for (int i = 0; i < extent.rows(); i++) {
                gatePlane(x.array, x.start(b, i), dy.array, dy.start(b, i), target.array, target.start(b, i),
                        extent.columns(), by.center[at], by.scale[at], by.shift[at]);
            }
        }
    }

    private static void gateRows(
            float[] x,
            int x0,
            int x1,
            float[] dy,
            int dy0,
            int dy1,
            float[] target,
            int target0,
            int target1,
            int columns,
            float[] center,
            float[] scale,
            float[] shift) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = open(load(x, x0 + last).sub(k).fma(a, c), load(dy, dy0 + last));
        FloatVector end1 = open(load(x, x1 + last).sub(k).fma(a, c), load(dy, dy1 + last));
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(shift, j);
            FloatVector z0 = open(load(x, x0 + j).sub(k).fma(a, c), load(dy, dy0 + j));
            FloatVector z1 = open(load(x, x1 + j).sub(k).fma(a, c), load(dy, dy1 + j));
            z0.intoArray(target, target0 + j);
            z1.intoArray(target, target1 + j);
        }
        end0.intoArray(target, target0 + last);
        end1.intoArray(target, target1 + last);
    }

    private static void gatePlane(
            float[] x,
            int from,
            float[] dy,
            int dyFrom,
            float[] target,
            int to,
            int columns,
            float center,
            float scale,
            float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, shift);
        int last = columns - LANES;
        FloatVector end = open(load(x, from + last).sub(k).fma(a, b), load(dy, dyFrom + last));
        for (int j = 0; j < last; j += LANES) {
            open(load(x, from + j).sub(k).fma(a, b), load(dy, dyFrom + j)).intoArray(target, to + j);
        }
        end.intoArray(target, to + last);
    }

    static void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by) {
        if (!extent.planes()) {
            for (int i = 0; i < pairs(extent); i++) {
                int other = other(i, extent);
                inputGradientOfRows(x.array, x.start(0, i), x.start(0, other), dy.array, dy.start(0, i),
                        dy.start(0, other), dx.array, dx.start(0, i), dx.start(0, other), extent.columns(), by.center,
                        by.scale, by.slope, by.shift);
            }
            return;
        }
        for (int b = 0; b < extent.blocks(); b++) {
            int at = extent.coefficients(b);
            for (int i = 0; i < extent.rows(); i++) {
                inputGradientOfPlane(x.array, x.start(b, i), dy.array, dy.start(b, i), dx.array, dx.start(b, i),
                        extent.columns(), by.center[at], by.scale[at], by.slope[at], by.shift[at]);
            }
        }
    }

    private static void inputGradientOfRows(
            float[] x,
            int x0,
            int x1,
            float[] dy,
            int dy0,
            int dy1,
            float[] dx,
            int dx0,
            int dx1,
            int columns,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector b = load(slope, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = load(dy, dy0 + last).fma(a, load(x, x0 + last).sub(k).fma(b, c));
        FloatVector end1 = load(dy, dy1 + last).fma(a, load(x, x1 + last).sub(k).fma(b, c));
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            b = load(slope, j);
            c = load(shift, j);
            FloatVector z0 = load(dy, dy0 + j).fma(a, load(x, x0 + j).sub(k).fma(b, c));
            FloatVector z1 = load(dy, dy1 + j).fma(a, load(x, x1 + j).sub(k).fma(b, c));
            z0.intoArray(dx, dx0 + j);
            z1.intoArray(dx, dx1 + j);
        }
        end0.intoArray(dx, dx0 + last);
        end1.intoArray(dx, dx1 + last);
    }

    private static void inputGradientOfPlane(
            float[] x,
            int from,
            float[] dy,
            int dyFrom,
            float[] dx,
            int to,
            int columns,
            float center,
            float scale,
            float slope,
            float shift) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, slope);
        FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift);
        int last = columns - LANES;
        FloatVector end = load(dy, dyFrom + last).fma(a, load(x, from + last).sub(k).fma(b, c));
        for (int j = 0; j < last; j += LANES) {
            load(dy, dyFrom + j).fma(a, load(x, from + j).sub(k).fma(b, c)).intoArray(dx, to + j);
        }
        end.intoArray(dx, to + last);
    }

    private static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(Lanes.FLOATS, values, index);
    }

    /** Values where max(0, z) is not 0, which is where z is above 0 or NaN; elsewhere +0. */
    private static FloatVector open(FloatVector z, FloatVector values) {
        return values.blend(0f, z.compare(VectorOperators.LE, 0f));
    }
}
