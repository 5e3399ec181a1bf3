package dev.evenkeel.internal.kernel.batchnorm;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums over planes in four independent vectors at a time; the next block's planes follow (decision 16). The rest of a
 * plane is read with its last 16 values; those already counted become 0, or −0 in gradients (decision 5). Methods take
 * addresses one by one, because C2 makes slower code of operands that they find themselves (decision 25).
 */
final class VectorChannelsFirstSums {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int PLANE_LANES = BatchNormKernel.PLANE_LANES;
    private static final int VECTORS_OF_PLANE = PLANE_LANES / LANES;
    private static final int PLANES_AT_ONCE = 4 / VECTORS_OF_PLANE;

    /** 0, 1, 2 … */
    private static final float[] PLACES = new float[PLANE_LANES];

    static {
        for (int i = 0; i < PLANE_LANES; i++) {
            PLACES[i] = i;
        }
    }

    private VectorChannelsFirstSums() {}

    /** Where vector v of the planes from this row on begins. */
    private static int start(Blocks x, int block, int row, int v) {
        return x.start(block, row + v / VECTORS_OF_PLANE) + v % VECTORS_OF_PLANE * LANES;
    }

    private static int lane(int block, int row, int v) {
        return BatchNormKernel.planeLane(block, row, 0, PLANE_LANES) + v * LANES;
    }

    static void moments(Blocks x, int blocks, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        for (int i = 0; i < rows; i += PLANES_AT_ONCE) {
            int vectors = Math.min(PLANES_AT_ONCE, rows - i) * VECTORS_OF_PLANE;
            for (int b = 0; b < blocks; b++) {
                if (vectors == 4) {
                    momentsOfFour(x.array, start(x, b, i, 0), start(x, b, i, 1), start(x, b, i, 2), start(x, b, i, 3),
                            columns, shift[b], sums, squares, lane(b, i, 0));
                }
                for (int v = 0; v < vectors && vectors < 4; v++) {
                    momentsOfOne(x.array, start(x, b, i, v), columns, shift[b], sums, squares, lane(b, i, v),
                            v % VECTORS_OF_PLANE);
                }
            }
        }
    }

    private static void momentsOfFour(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int columns,
            float shift,
            float[] sums,
            float[] squares,
            int lane) {
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector s0 = fromArray(Lanes.FLOATS, sums, lane);
        FloatVector s1 = fromArray(Lanes.FLOATS, sums, lane + LANES);
        FloatVector s2 = fromArray(Lanes.FLOATS, sums, lane + 2 * LANES);
        FloatVector s3 = fromArray(Lanes.FLOATS, sums, lane + 3 * LANES);
        FloatVector q0 = fromArray(Lanes.FLOATS, squares, lane);
        FloatVector q1 = fromArray(Lanes.FLOATS, squares, lane + LANES);
        FloatVector q2 = fromArray(Lanes.FLOATS, squares, lane + 2 * LANES);
        FloatVector q3 = fromArray(Lanes.FLOATS, squares, lane + 3 * LANES);
        int rest = columns % PLANE_LANES;
        for (int j = 0; j < columns - rest; j += PLANE_LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, x0 + j).sub(k);
            s0 = s0.add(d);
            q0 = d.fma(d, q0);
            d = fromArray(Lanes.FLOATS, x, x1 + j).sub(k);
            s1 = s1.add(d);
            q1 = d.fma(d, q1);
            d = fromArray(Lanes.FLOATS, x, x2 + j).sub(k);
            s2 = s2.add(d);
            q2 = d.fma(d, q2);
            d = fromArray(Lanes.FLOATS, x, x3 + j).sub(k);
            s3 = s3.add(d);
            q3 = d.fma(d, q3);
        }
        if (rest > 0) {
            int end = columns - PLANE_LANES;
            float counted = PLANE_LANES - rest;
            FloatVector place = Lanes.FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, PLACES, 0));
            FloatVector d = fromArray(Lanes.FLOATS, x, x0 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 0 % VECTORS_OF_PLANE * LANES));
            s0 = s0.add(d);
            q0 = d.fma(d, q0);
            d = fromArray(Lanes.FLOATS, x, x1 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 1 % VECTORS_OF_PLANE * LANES));
            s1 = s1.add(d);
            q1 = d.fma(d, q1);
            d = fromArray(Lanes.FLOATS, x, x2 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 2 % VECTORS_OF_PLANE * LANES));
            s2 = s2.add(d);
            q2 = d.fma(d, q2);
            d = fromArray(Lanes.FLOATS, x, x3 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 3 % VECTORS_OF_PLANE * LANES));
            s3 = s3.add(d);
            q3 = d.fma(d, q3);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, lane + LANES);
        s2.intoArray(sums, lane + 2 * LANES);
        s3.intoArray(sums, lane + 3 * LANES);
        q0.intoArray(squares, lane);
        q1.intoArray(squares, lane + LANES);
        q2.intoArray(squares, lane + 2 * LANES);
        q3.intoArray(squares, lane + 3 * LANES);
    }

    private static void momentsOfOne(
            float[] x, int offset, int columns, float shift, float[] sums, float[] squares, int lane, int part) {
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector s = fromArray(Lanes.FLOATS, sums, lane);
        FloatVector q = fromArray(Lanes.FLOATS, squares, lane);
        int rest = columns % PLANE_LANES;
        for (int j = 0; j < columns - rest; j += PLANE_LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, offset + j).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
        }
        if (rest > 0) {
            FloatVector d = fromArray(Lanes.FLOATS, x, offset + columns - PLANE_LANES).sub(k);
            FloatVector place = Lanes.FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, PLACES, 0));
            d = d.blend(0f, place.compare(VectorOperators.LT, PLANE_LANES - rest - part * LANES));
            s = s.add(d);
            q = d.fma(d, q);
        }
        s.intoArray(sums, lane);
        q.intoArray(squares, lane);
    }

    static void gradients(
            Blocks x, Blocks dy, Extent extent, Coefficients by, boolean relu, float[] sums, float[] products) {
        int rows = extent.rows();
        int columns = extent.columns();
        for (int i = 0; i < rows; i += PLANES_AT_ONCE) {
            int vectors = Math.min(PLANES_AT_ONCE, rows - i) * VECTORS_OF_PLANE;
            for (int b = 0; b < extent.blocks(); b++) {
                int at = extent.coefficients(b);
                float center = by.center[at];
                float scale = relu ? by.scale[at] : 0f;
                float threshold = relu ? by.threshold[at] : 0f;
                int done = 0;
                if (vectors == 4 && relu) {
                    gatedOfFour(x.array, start(x, b, i, 0), start(x, b, i, 1), start(x, b, i, 2), start(x, b, i, 3),
                            dy.array, start(dy, b, i, 0), start(dy, b, i, 1), start(dy, b, i, 2), start(dy, b, i, 3),
                            columns, center, scale, threshold, sums, products, lane(b, i, 0));
                    done = columns - columns % PLANE_LANES;
                } else if (vectors == 4) {
                    gradientsOfFour(x.array, start(x, b, i, 0), start(x, b, i, 1), start(x, b, i, 2),
                            start(x, b, i, 3), dy.array, start(dy, b, i, 0), start(dy, b, i, 1), start(dy, b, i, 2),
                            start(dy, b, i, 3), columns, center, sums, products, lane(b, i, 0));
                    done = columns;
                }
                for (int v = 0; v < vectors && done < columns; v++) {
                    gradientsOfOne(x.array, start(x, b, i, v), dy.array, start(dy, b, i, v), done, columns, center,
                            scale, threshold, relu, sums, products, lane(b, i, v), v % VECTORS_OF_PLANE);
                }
            }
        }
    }

    private static void gradientsOfFour(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] dy,
            int dy0,
            int dy1,
            int dy2,
            int dy3,
            int columns,
            float center,
            float[] sums,
            float[] products,
            int lane) {
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector s0 = fromArray(Lanes.FLOATS, sums, lane);
        FloatVector s1 = fromArray(Lanes.FLOATS, sums, lane + LANES);
        FloatVector s2 = fromArray(Lanes.FLOATS, sums, lane + 2 * LANES);
        FloatVector s3 = fromArray(Lanes.FLOATS, sums, lane + 3 * LANES);
        FloatVector p0 = fromArray(Lanes.FLOATS, products, lane);
        FloatVector p1 = fromArray(Lanes.FLOATS, products, lane + LANES);
        FloatVector p2 = fromArray(Lanes.FLOATS, products, lane + 2 * LANES);
        FloatVector p3 = fromArray(Lanes.FLOATS, products, lane + 3 * LANES);
        int rest = columns % PLANE_LANES;
        for (int j = 0; j < columns - rest; j += PLANE_LANES) {
            FloatVector g = fromArray(Lanes.FLOATS, dy, dy0 + j);
            s0 = s0.add(g);
            p0 = g.fma(fromArray(Lanes.FLOATS, x, x0 + j).sub(k), p0);
            g = fromArray(Lanes.FLOATS, dy, dy1 + j);
            s1 = s1.add(g);
            p1 = g.fma(fromArray(Lanes.FLOATS, x, x1 + j).sub(k), p1);
            g = fromArray(Lanes.FLOATS, dy, dy2 + j);
            s2 = s2.add(g);
            p2 = g.fma(fromArray(Lanes.FLOATS, x, x2 + j).sub(k), p2);
            g = fromArray(Lanes.FLOATS, dy, dy3 + j);
            s3 = s3.add(g);
            p3 = g.fma(fromArray(Lanes.FLOATS, x, x3 + j).sub(k), p3);
        }
        if (rest > 0) {
            int end = columns - PLANE_LANES;
            float counted = PLANE_LANES - rest;
            FloatVector place = Lanes.FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, PLACES, 0));
            FloatVector g = fromArray(Lanes.FLOATS, dy, dy0 + end).blend(-0f,
                    place.compare(VectorOperators.LT, counted - 0 % VECTORS_OF_PLANE * LANES));
            s0 = s0.add(g);
            p0 = g.fma(fromArray(Lanes.FLOATS, x, x0 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 0 % VECTORS_OF_PLANE * LANES)), p0);
            g = fromArray(Lanes.FLOATS, dy, dy1 + end).blend(-0f,
                    place.compare(VectorOperators.LT, counted - 1 % VECTORS_OF_PLANE * LANES));
            s1 = s1.add(g);
            p1 = g.fma(fromArray(Lanes.FLOATS, x, x1 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 1 % VECTORS_OF_PLANE * LANES)), p1);
            g = fromArray(Lanes.FLOATS, dy, dy2 + end).blend(-0f,
                    place.compare(VectorOperators.LT, counted - 2 % VECTORS_OF_PLANE * LANES));
            s2 = s2.add(g);
            p2 = g.fma(fromArray(Lanes.FLOATS, x, x2 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 2 % VECTORS_OF_PLANE * LANES)), p2);
            g = fromArray(Lanes.FLOATS, dy, dy3 + end).blend(-0f,
                    place.compare(VectorOperators.LT, counted - 3 % VECTORS_OF_PLANE * LANES));
            s3 = s3.add(g);
            p3 = g.fma(fromArray(Lanes.FLOATS, x, x3 + end).sub(k).blend(0f,
                    place.compare(VectorOperators.LT, counted - 3 % VECTORS_OF_PLANE * LANES)), p3);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, lane + LANES);
        s2.intoArray(sums, lane + 2 * LANES);
        s3.intoArray(sums, lane + 3 * LANES);
        p0.intoArray(products, lane);
        p1.intoArray(products, lane + LANES);
        p2.intoArray(products, lane + 2 * LANES);
        p3.intoArray(products, lane + 3 * LANES);
    }

    /** Whole vectors only, in a method apart: in one with all others C2 would stop inlining (decision 18). */
    private static void gatedOfFour(
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] dy,
            int dy0,
            int dy1,
            int dy2,
            int dy3,
            int columns,
            float center,
            float scale,
            float threshold,
            float[] sums,
            float[] products,
            int lane) {
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector c = FloatVector.broadcast(Lanes.FLOATS, threshold);
        FloatVector s0 = fromArray(Lanes.FLOATS, sums, lane);
        FloatVector s1 = fromArray(Lanes.FLOATS, sums, lane + LANES);
        FloatVector s2 = fromArray(Lanes.FLOATS, sums, lane + 2 * LANES);
        FloatVector s3 = fromArray(Lanes.FLOATS, sums, lane + 3 * LANES);
        FloatVector p0 = fromArray(Lanes.FLOATS, products, lane);
        FloatVector p1 = fromArray(Lanes.FLOATS, products, lane + LANES);
        FloatVector p2 = fromArray(Lanes.FLOATS, products, lane + 2 * LANES);
        FloatVector p3 = fromArray(Lanes.FLOATS, products, lane + 3 * LANES);
        for (int j = 0; j <= columns - PLANE_LANES; j += PLANE_LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, x0 + j).sub(k);
            FloatVector g = fromArray(Lanes.FLOATS, dy, dy0 + j).blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f));
            s0 = s0.add(g);
            p0 = g.fma(d, p0);
            d = fromArray(Lanes.FLOATS, x, x1 + j).sub(k);
            g = fromArray(Lanes.FLOATS, dy, dy1 + j).blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f));
            s1 = s1.add(g);
            p1 = g.fma(d, p1);
            d = fromArray(Lanes.FLOATS, x, x2 + j).sub(k);
            g = fromArray(Lanes.FLOATS, dy, dy2 + j).blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f));
            s2 = s2.add(g);
            p2 = g.fma(d, p2);
            d = fromArray(Lanes.FLOATS, x, x3 + j).sub(k);
            g = fromArray(Lanes.FLOATS, dy, dy3 + j).blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f));
            s3 = s3.add(g);
            p3 = g.fma(d, p3);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, lane + LANES);
        s2.intoArray(sums, lane + 2 * LANES);
        s3.intoArray(sums, lane + 3 * LANES);
        p0.intoArray(products, lane);
        p1.intoArray(products, lane + LANES);
        p2.intoArray(products, lane + 2 * LANES);
        p3.intoArray(products, lane + 3 * LANES);
    }

    private static void gradientsOfOne(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            int from,
            int columns,
            float center,
            float scale,
            float threshold,
            boolean relu,
            float[] sums,
            float[] products,
            int lane,
            int part) {
        if (columns == 0) {
            return;
        }
        FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center);
        FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale);
        FloatVector c = FloatVector.broadcast(Lanes.FLOATS, threshold);
        FloatVector s = fromArray(Lanes.FLOATS, sums, lane);
        FloatVector p = fromArray(Lanes.FLOATS, products, lane);
        int rest = columns % PLANE_LANES;
        for (int j = from; j < columns - rest; j += PLANE_LANES) {
            FloatVector d = fromArray(Lanes.FLOATS, x, xOffset + j).sub(k);
            FloatVector g = fromArray(Lanes.FLOATS, dy, dyOffset + j);
            g = relu ? g.blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f)) : g;
            s = s.add(g);
            p = g.fma(d, p);
        }
        if (rest > 0) {
            int end = columns - PLANE_LANES;
            float counted = PLANE_LANES - rest;
            FloatVector place = Lanes.FLOATS_CLASS.cast(fromArray(Lanes.FLOATS, PLACES, 0));
            FloatVector d = fromArray(Lanes.FLOATS, x, xOffset + end).sub(k);
            FloatVector g = fromArray(Lanes.FLOATS, dy, dyOffset + end);
            g = relu ? g.blend(0f, d.fma(a, c).compare(VectorOperators.LE, 0f)) : g;
            g = g.blend(-0f, place.compare(VectorOperators.LT, counted - part * LANES));
            s = s.add(g);
            p = g.fma(d.blend(0f, place.compare(VectorOperators.LT, counted - part * LANES)), p);
        }
        s.intoArray(sums, lane);
        p.intoArray(products, lane);
    }
}
