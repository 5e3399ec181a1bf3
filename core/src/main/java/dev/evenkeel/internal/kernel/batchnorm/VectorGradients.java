package dev.evenkeel.internal.kernel.batchnorm;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

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
        if (columns == 0) {
            return;
        }
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
        FloatVector k = fromArray(Lanes.FLOATS, center, last);
        FloatVector a = fromArray(Lanes.FLOATS, scale, last);
        FloatVector c = fromArray(Lanes.FLOATS, threshold, last);
        FloatVector end0 = fromArray(Lanes.FLOATS, dy, dy0 + last).blend(0f,
                fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c).compare(VectorOperators.LE, 0f));
        FloatVector end1 = fromArray(Lanes.FLOATS, dy, dy1 + last).blend(0f,
                fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c).compare(VectorOperators.LE, 0f));
        for (int j = 0; j < last; j += LANES) {
            k = fromArray(Lanes.FLOATS, center, j);
            a = fromArray(Lanes.FLOATS, scale, j);
            c = fromArray(Lanes.FLOATS, threshold, j);
            FloatVector z0 = fromArray(Lanes.FLOATS, dy, dy0 + j).blend(0f,
                    fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c).compare(VectorOperators.LE, 0f));
            FloatVector z1 = fromArray(Lanes.FLOATS, dy, dy1 + j).blend(0f,
                    fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c).compare(VectorOperators.LE, 0f));
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
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector b = FloatVector.broadcast(Lanes.FLOATS, threshold);
        int last = columns - LANES;
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            fromArray(Lanes.FLOATS, dy, dyFrom + j).blend(0f,
                    fromArray(Lanes.FLOATS, x, from + j).sub(k).fma(a, b).compare(VectorOperators.LE, 0f))
                    .intoArray(target, to + j);
        }
        FloatVector z = fromArray(Lanes.FLOATS, dy, dyFrom + j).blend(0f,
                fromArray(Lanes.FLOATS, x, from + j).sub(k).fma(a, b).compare(VectorOperators.LE, 0f));
        FloatVector end = fromArray(Lanes.FLOATS, dy, dyFrom + last).blend(0f,
                fromArray(Lanes.FLOATS, x, from + last).sub(k).fma(a, b).compare(VectorOperators.LE, 0f));
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
        if (extent.columns() == 0) {
            return;
        }
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
                FloatVector d0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k);
                FloatVector g0 = fromArray(Lanes.FLOATS, dy, dy0 + j);
                g0 = relu ? g0.blend(0f, d0.fma(a, t).compare(VectorOperators.LE, 0f)) : g0;
                FloatVector z0 = g0.fma(a, d0.fma(b, c));
                FloatVector d1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k);
                FloatVector g1 = fromArray(Lanes.FLOATS, dy, dy1 + j);
                g1 = relu ? g1.blend(0f, d1.fma(a, t).compare(VectorOperators.LE, 0f)) : g1;
                FloatVector z1 = g1.fma(a, d1.fma(b, c));
                z0.intoArray(dx, dx0 + j);
                z1.intoArray(dx, dx1 + j);
            }
            // A loop, not both planes side by side: C2 would stop inlining (decision 18).
            int planes = dx0 == dx1 ? 1 : 2;
            for (int other = 0; other < planes; other++) {
                int xAt = other == 0 ? x0 : x1;
                int dyAt = other == 0 ? dy0 : dy1;
                int dxAt = other == 0 ? dx0 : dx1;
                FloatVector d = fromArray(Lanes.FLOATS, x, xAt + tail).sub(k);
                FloatVector g = fromArray(Lanes.FLOATS, dy, dyAt + tail);
                g = relu ? g.blend(0f, d.fma(a, t).compare(VectorOperators.LE, 0f)) : g;
                FloatVector z = g.fma(a, d.fma(b, c));
                FloatVector dEnd = fromArray(Lanes.FLOATS, x, xAt + last).sub(k);
                FloatVector gEnd = fromArray(Lanes.FLOATS, dy, dyAt + last);
                gEnd = relu ? gEnd.blend(0f, dEnd.fma(a, t).compare(VectorOperators.LE, 0f)) : gEnd;
                FloatVector end = gEnd.fma(a, dEnd.fma(b, c));
                z.intoArray(dx, dxAt + tail);
                end.intoArray(dx, dxAt + last);
            }
        }
    }

    private static void inputGradientOfRows(
            Blocks in, Blocks gradient, Blocks out, int row0, int row1, int columns, Coefficients by, boolean relu) {
        if (columns == 0) {
            return;
        }
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
        FloatVector k = fromArray(Lanes.FLOATS, center, last);
        FloatVector a = fromArray(Lanes.FLOATS, scale, last);
        FloatVector b = fromArray(Lanes.FLOATS, slope, last);
        FloatVector c = fromArray(Lanes.FLOATS, shift, last);
        FloatVector t = fromArray(Lanes.FLOATS, threshold, last);
        FloatVector dEnd0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k);
        FloatVector gEnd0 = fromArray(Lanes.FLOATS, dy, dy0 + last);
        gEnd0 = relu ? gEnd0.blend(0f, dEnd0.fma(a, t).compare(VectorOperators.LE, 0f)) : gEnd0;
        FloatVector end0 = gEnd0.fma(a, dEnd0.fma(b, c));
        FloatVector dEnd1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k);
        FloatVector gEnd1 = fromArray(Lanes.FLOATS, dy, dy1 + last);
        gEnd1 = relu ? gEnd1.blend(0f, dEnd1.fma(a, t).compare(VectorOperators.LE, 0f)) : gEnd1;
        FloatVector end1 = gEnd1.fma(a, dEnd1.fma(b, c));
        for (int j = 0; j < last; j += LANES) {
            k = fromArray(Lanes.FLOATS, center, j);
            a = fromArray(Lanes.FLOATS, scale, j);
            b = fromArray(Lanes.FLOATS, slope, j);
            c = fromArray(Lanes.FLOATS, shift, j);
            t = fromArray(Lanes.FLOATS, threshold, j);
            FloatVector d0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k);
            FloatVector g0 = fromArray(Lanes.FLOATS, dy, dy0 + j);
            g0 = relu ? g0.blend(0f, d0.fma(a, t).compare(VectorOperators.LE, 0f)) : g0;
            FloatVector z0 = g0.fma(a, d0.fma(b, c));
            FloatVector d1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k);
            FloatVector g1 = fromArray(Lanes.FLOATS, dy, dy1 + j);
            g1 = relu ? g1.blend(0f, d1.fma(a, t).compare(VectorOperators.LE, 0f)) : g1;
            FloatVector z1 = g1.fma(a, d1.fma(b, c));
            z0.intoArray(dx, dx0 + j);
            z1.intoArray(dx, dx1 + j);
        }
        end0.intoArray(dx, dx0 + last);
        end1.intoArray(dx, dx1 + last);
    }
}
