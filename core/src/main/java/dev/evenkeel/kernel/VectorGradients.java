package dev.evenkeel.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link BatchNormKernel#gate} and {@link BatchNormKernel#inputGradient}, made like {@link VectorNormalization}. */
final class VectorGradients {
    private static final int LANES = Lanes.FLOATS.length();

    private VectorGradients() {}

    static void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
                gateRows(x.array, x.start(0, i), x.start(0, other), dy.array, dy.start(0, i), dy.start(0, other),
                        target.array, target.start(0, i), target.start(0, other), extent.columns(), by.center, by.scale,
                        by.shift);
            }
            return;
        }
        for (int i = 0; i < extent.rows(); i++) {
            gatePlanes(x.array, x.start(0, i), x.jump, dy.array, dy.start(0, i), dy.jump, target.array,
                    target.start(0, i), target.jump, extent.blocks(), extent.columns(), by, extent.first());
        }
    }

    private static void gatePlanes(
            float[] x, int from, int jump, float[] dy, int dyFrom, int dyJump, float[] target, int to, int toJump,
            int blocks, int columns, Coefficients by, int first) {
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        for (int b = 0; b < blocks; b++) {
            gatePlane(x, from + b * jump, dy, dyFrom + b * dyJump, target, to + b * toJump, columns,
                    center[first + b], scale[first + b], shift[first + b]);
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
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            open(load(x, from + j).sub(k).fma(a, b), load(dy, dyFrom + j)).intoArray(target, to + j);
        }
        FloatVector z = open(load(x, from + j).sub(k).fma(a, b), load(dy, dyFrom + j));
        FloatVector end = open(load(x, from + last).sub(k).fma(a, b), load(dy, dyFrom + last));
        z.intoArray(target, to + j);
        end.intoArray(target, to + last);
    }

    static void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by) {
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
                inputGradientOfRows(x.array, x.start(0, i), x.start(0, other), dy.array, dy.start(0, i),
                        dy.start(0, other), dx.array, dx.start(0, i), dx.start(0, other), extent.columns(), by.center,
                        by.scale, by.slope, by.shift);
            }
            return;
        }
        for (int i = 0; i < extent.rows(); i++) {
            inputGradientOfPlanes(x.array, x.start(0, i), x.jump, dy.array, dy.start(0, i), dy.jump, dx.array,
                    dx.start(0, i), dx.jump, extent.blocks(), extent.columns(), by, extent.first());
        }
    }

    private static void inputGradientOfPlanes(
            float[] x, int from, int jump, float[] dy, int dyFrom, int dyJump, float[] dx, int to, int toJump,
            int blocks, int columns, Coefficients by, int first) {
        float[] center = by.center;
        float[] scale = by.scale;
        float[] slope = by.slope;
        float[] shift = by.shift;
        for (int b = 0; b < blocks; b++) {
            inputGradientOfPlane(x, from + b * jump, dy, dyFrom + b * dyJump, dx, to + b * toJump, columns,
                    center[first + b], scale[first + b], slope[first + b], shift[first + b]);
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
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            load(dy, dyFrom + j).fma(a, load(x, from + j).sub(k).fma(b, c)).intoArray(dx, to + j);
        }
        FloatVector z = load(dy, dyFrom + j).fma(a, load(x, from + j).sub(k).fma(b, c));
        FloatVector end = load(dy, dyFrom + last).fma(a, load(x, from + last).sub(k).fma(b, c));
        z.intoArray(dx, to + j);
        end.intoArray(dx, to + last);
    }

    private static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(Lanes.FLOATS, values, index);
    }

    /** Values where max(0, z) is not 0, which is where z is above 0 or NaN; elsewhere +0. Bits made a mask stay in memory: 680 KB a call. */
    private static FloatVector open(FloatVector z, FloatVector values) {
        return values.blend(0f, z.compare(VectorOperators.LE, 0f));
    }
}
