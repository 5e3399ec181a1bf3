package dev.evenkeel.internal.kernel.batchnorm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;

/** {@link BatchNormKernel#gate} and {@link BatchNormKernel#inputGradient}, made like {@link VectorNormalization}. */
final class VectorGradients {
    private static final int LANES = Lanes.FLOATS.length();

    private VectorGradients() {}

    static void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        if (extent.planes()) {
            for (int i = 0; i < extent.rows(); i++) {
                gatePlanes(x, dy, target, i, extent, by);
            }
            return;
        }
        for (int i = 0; i < RowPairs.count(extent); i++) {
            gateRows(x, dy, target, i, RowPairs.other(i, extent), extent.columns(), by);
        }
    }

    private static void gatePlanes(Blocks x, Blocks dy, Blocks target, int row, Extent extent, Coefficients by) {
        for (int b = 0; b < extent.blocks(); b++) {
            int at = extent.coefficients(b);
            gatePlane(x.array, x.start(b, row), dy.array, dy.start(b, row), target.array, target.start(b, row),
                    extent.columns(), by.center[at], by.scale[at], by.threshold[at]);
        }
    }

    private static void gateRows(
            Blocks in, Blocks gradient, Blocks target, int row0, int row1, int columns, Coefficients by) {
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] to = target.array;
        int x0 = in.start(0, row0);
        int x1 = in.start(0, row1);
        int dy0 = gradient.start(0, row0);
        int dy1 = gradient.start(0, row1);
        int to0 = target.start(0, row0);
        int to1 = target.start(0, row1);
        float[] center = by.center;
        float[] scale = by.scale;
        float[] threshold = by.threshold;
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(threshold, last);
        FloatVector end0 = VectorGate.pass(load(dy, dy0 + last), load(x, x0 + last).sub(k), a, c, true);
        FloatVector end1 = VectorGate.pass(load(dy, dy1 + last), load(x, x1 + last).sub(k), a, c, true);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(threshold, j);
            FloatVector z0 = VectorGate.pass(load(dy, dy0 + j), load(x, x0 + j).sub(k), a, c, true);
            FloatVector z1 = VectorGate.pass(load(dy, dy1 + j), load(x, x1 + j).sub(k), a, c, true);
            z0.intoArray(to, to0 + j);
            z1.intoArray(to, to1 + j);
        }
        end0.intoArray(to, to0 + last);
        end1.intoArray(to, to1 + last);
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
            float threshold) {
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, threshold);
        int last = columns - LANES;
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            VectorGate.pass(load(dy, dyFrom + j), load(x, from + j).sub(k), a, b, true).intoArray(target, to + j);
        }
        FloatVector z = VectorGate.pass(load(dy, dyFrom + j), load(x, from + j).sub(k), a, b, true);
        FloatVector end = VectorGate.pass(load(dy, dyFrom + last), load(x, from + last).sub(k), a, b, true);
        z.intoArray(target, to + j);
        end.intoArray(target, to + last);
    }

    static void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by, boolean relu) {
        for (int i = 0; i < RowPairs.count(extent); i++) {
            int other = RowPairs.other(i, extent);
            if (extent.planes()) {
                inputGradientOfPlanes(x, dy, dx, i, other, extent, by, relu);
            } else {
                inputGradientOfRows(x, dy, dx, i, other, extent.columns(), by, relu);
            }
        }
    }

    private static void inputGradientOfPlanes(
            Blocks in, Blocks gradient, Blocks out, int row0, int row1, Extent extent, Coefficients by, boolean relu) {
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] dx = out.array;
        int from0 = in.start(0, row0);
        int from1 = in.start(0, row1);
        int jump = in.jump;
        int dyFrom0 = gradient.start(0, row0);
        int dyFrom1 = gradient.start(0, row1);
        int dyJump = gradient.jump;
        int to0 = out.start(0, row0);
        int to1 = out.start(0, row1);
        int toJump = out.jump;
        int blocks = extent.blocks();
        int first = extent.first();
        float[] center = by.center;
        float[] scale = by.scale;
        float[] slope = by.slope;
        float[] shift = by.shift;
        float[] threshold = by.threshold;
        int last = extent.columns() - LANES;
        int tail = RowPairs.tail(extent.columns());
        for (int i = 0; i < blocks; i++) {
            FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center[first + i]);
            FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale[first + i]);
            FloatVector b = FloatVector.broadcast(Lanes.FLOATS, slope[first + i]);
            FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift[first + i]);
            FloatVector t = FloatVector.broadcast(Lanes.FLOATS, relu ? threshold[first + i] : 0f);
            int x0 = from0 + i * jump;
            int x1 = from1 + i * jump;
            int dy0 = dyFrom0 + i * dyJump;
            int dy1 = dyFrom1 + i * dyJump;
            int dx0 = to0 + i * toJump;
            int dx1 = to1 + i * toJump;
            for (int j = 0; j < tail; j += LANES) {
                FloatVector z0 = differentiate(load(x, x0 + j).sub(k), load(dy, dy0 + j), a, b, c, t, relu);
                FloatVector z1 = differentiate(load(x, x1 + j).sub(k), load(dy, dy1 + j), a, b, c, t, relu);
                z0.intoArray(dx, dx0 + j);
                z1.intoArray(dx, dx1 + j);
            }
            // A loop, not both planes side by side: C2 would stop inlining (decision 18).
            int planes = dx0 == dx1 ? 1 : 2;
            for (int other = 0; other < planes; other++) {
                int xAt = other == 0 ? x0 : x1;
                int dyAt = other == 0 ? dy0 : dy1;
                int dxAt = other == 0 ? dx0 : dx1;
                FloatVector z = differentiate(load(x, xAt + tail).sub(k), load(dy, dyAt + tail), a, b, c, t, relu);
                FloatVector end = differentiate(load(x, xAt + last).sub(k), load(dy, dyAt + last), a, b, c, t, relu);
                z.intoArray(dx, dxAt + tail);
                end.intoArray(dx, dxAt + last);
            }
        }
    }

    private static void inputGradientOfRows(
            Blocks in, Blocks gradient, Blocks out, int row0, int row1, int columns, Coefficients by, boolean relu) {
        float[] x = in.array;
        float[] dy = gradient.array;
        float[] dx = out.array;
        int x0 = in.start(0, row0);
        int x1 = in.start(0, row1);
        int dy0 = gradient.start(0, row0);
        int dy1 = gradient.start(0, row1);
        int dx0 = out.start(0, row0);
        int dx1 = out.start(0, row1);
        float[] center = by.center;
        float[] scale = by.scale;
        float[] slope = by.slope;
        float[] shift = by.shift;
        float[] threshold = relu ? by.threshold : shift;
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector b = load(slope, last);
        FloatVector c = load(shift, last);
        FloatVector t = load(threshold, last);
        FloatVector end0 = differentiate(load(x, x0 + last).sub(k), load(dy, dy0 + last), a, b, c, t, relu);
        FloatVector end1 = differentiate(load(x, x1 + last).sub(k), load(dy, dy1 + last), a, b, c, t, relu);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            b = load(slope, j);
            c = load(shift, j);
            t = load(threshold, j);
            FloatVector z0 = differentiate(load(x, x0 + j).sub(k), load(dy, dy0 + j), a, b, c, t, relu);
            FloatVector z1 = differentiate(load(x, x1 + j).sub(k), load(dy, dy1 + j), a, b, c, t, relu);
            z0.intoArray(dx, dx0 + j);
            z1.intoArray(dx, dx1 + j);
        }
        end0.intoArray(dx, dx0 + last);
        end1.intoArray(dx, dx1 + last);
    }

    private static FloatVector differentiate(
            FloatVector deviation, FloatVector dy, FloatVector scale, FloatVector slope, FloatVector shift,
            FloatVector threshold, boolean relu) {
        return VectorGate.pass(dy, deviation, scale, threshold, relu).fma(scale, deviation.fma(slope, shift));
    }

    private static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(Lanes.FLOATS, values, index);
    }
}
