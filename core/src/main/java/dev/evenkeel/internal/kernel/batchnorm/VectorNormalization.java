package dev.evenkeel.internal.kernel.batchnorm;

import static jdk.incubator.vector.FloatVector.fromArray;

import dev.evenkeel.internal.kernel.simd.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code normalize} and {@code normalizeAndAdd}, walked as {@link RowPairs} says. One method does all planes that lie
 * behind each other (decision 16). Values ≤ limit become +0; limit is 0 for ReLU and NaN for none (decision 5).
 */
final class VectorNormalization {
    private static final int LANES = Lanes.FLOATS.length();

    private VectorNormalization() {}

    static void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        float limit = relu ? 0f : Float.NaN;
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
                if (relu) {
                    rectifyRows(x.array, x.start(0, i), x.start(0, other), y.array, y.start(0, i), y.start(0, other),
                            extent.columns(), by.center, by.scale, by.shift);
                } else {
                    normalizeRows(x.array, x.start(0, i), x.start(0, other), y.array, y.start(0, i), y.start(0, other),
                            extent.columns(), by.center, by.scale, by.shift);
                }
            }
            return;
        }
        for (int i = 0; i < RowPairs.count(extent); i++) {
            int other = RowPairs.other(i, extent);
            normalizePlanes(x.array, x.start(0, i), x.start(0, other), x.jump, y.array, y.start(0, i),
                    y.start(0, other), y.jump, extent.blocks(), extent.columns(), by, extent.first(), limit);
        }
    }

    private static void normalizeRows(
            float[] x, int x0, int x1, float[] y, int y0, int y1, int columns, float[] center, float[] scale,
            float[] shift) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = load(x, x0 + last).sub(k).fma(a, c);
        FloatVector end1 = load(x, x1 + last).sub(k).fma(a, c);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(shift, j);
            FloatVector z0 = load(x, x0 + j).sub(k).fma(a, c);
            FloatVector z1 = load(x, x1 + j).sub(k).fma(a, c);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void rectifyRows(
            float[] x, int x0, int x1, float[] y, int y0, int y1, int columns, float[] center, float[] scale,
            float[] shift) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = above(load(x, x0 + last).sub(k).fma(a, c), 0f);
        FloatVector end1 = above(load(x, x1 + last).sub(k).fma(a, c), 0f);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(shift, j);
            FloatVector z0 = above(load(x, x0 + j).sub(k).fma(a, c), 0f);
            FloatVector z1 = above(load(x, x1 + j).sub(k).fma(a, c), 0f);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void normalizePlanes(
            float[] x, int from0, int from1, int jump, float[] y, int to0, int to1, int toJump, int blocks, int columns,
            Coefficients by, int first, float limit) {
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        int last = columns - LANES;
        int tail = RowPairs.tail(columns);
        for (int b = 0; b < blocks; b++) {
            FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center[first + b]);
            FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale[first + b]);
            FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift[first + b]);
            int x0 = from0 + b * jump;
            int x1 = from1 + b * jump;
            int y0 = to0 + b * toJump;
            int y1 = to1 + b * toJump;
            for (int j = 0; j < tail; j += LANES) {
                FloatVector z0 = above(load(x, x0 + j).sub(k).fma(a, c), limit);
                FloatVector z1 = above(load(x, x1 + j).sub(k).fma(a, c), limit);
                z0.intoArray(y, y0 + j);
                z1.intoArray(y, y1 + j);
            }
            FloatVector z0 = above(load(x, x0 + tail).sub(k).fma(a, c), limit);
            FloatVector end0 = above(load(x, x0 + last).sub(k).fma(a, c), limit);
            FloatVector z1 = above(load(x, x1 + tail).sub(k).fma(a, c), limit);
            FloatVector end1 = above(load(x, x1 + last).sub(k).fma(a, c), limit);
            z0.intoArray(y, y0 + tail);
            end0.intoArray(y, y0 + last);
            z1.intoArray(y, y1 + tail);
            end1.intoArray(y, y1 + last);
        }
    }

    static void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        float limit = relu ? 0f : Float.NaN;
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
                axpyRows(x.array, x.start(0, i), x.start(0, other), residual.array, residual.start(0, i),
                        residual.start(0, other), y.array, y.start(0, i), y.start(0, other), extent.columns(),
                        by.center, by.scale, by.shift, limit);
            }
            return;
        }
        for (int i = 0; i < RowPairs.count(extent); i++) {
            int other = RowPairs.other(i, extent);
            addPlanes(x.array, x.start(0, i), x.start(0, other), x.jump, residual.array, residual.start(0, i),
                    residual.start(0, other), residual.jump, y.array, y.start(0, i), y.start(0, other), y.jump,
                    extent.blocks(), extent.columns(), by, extent.first(), limit);
        }
    }

    private static void axpyRows(
            float[] x, int x0, int x1, float[] residual, int residual0, int residual1, float[] y, int y0, int y1,
            int columns, float[] center, float[] scale, float[] shift, float limit) {
        int last = columns - LANES;
        FloatVector k = load(center, last);
        FloatVector a = load(scale, last);
        FloatVector c = load(shift, last);
        FloatVector end0 = above(load(x, x0 + last).sub(k).fma(a, c).add(load(residual, residual0 + last)), limit);
        FloatVector end1 = above(load(x, x1 + last).sub(k).fma(a, c).add(load(residual, residual1 + last)), limit);
        for (int j = 0; j < last; j += LANES) {
            k = load(center, j);
            a = load(scale, j);
            c = load(shift, j);
            FloatVector z0 = above(load(x, x0 + j).sub(k).fma(a, c).add(load(residual, residual0 + j)), limit);
            FloatVector z1 = above(load(x, x1 + j).sub(k).fma(a, c).add(load(residual, residual1 + j)), limit);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    /** Calls nothing of ours: C2 would leave calls in a method of this size (decision 18). */
    private static void addPlanes(
            float[] x, int from0, int from1, int jump, float[] residual, int residualFrom0, int residualFrom1,
            int residualJump, float[] y, int to0, int to1, int toJump, int blocks, int columns, Coefficients by,
            int first, float limit) {
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        int last = columns - LANES;
        int tail = RowPairs.tail(columns);
        for (int b = 0; b < blocks; b++) {
            FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center[first + b]);
            FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale[first + b]);
            FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift[first + b]);
            int x0 = from0 + b * jump;
            int x1 = from1 + b * jump;
            int residual0 = residualFrom0 + b * residualJump;
            int residual1 = residualFrom1 + b * residualJump;
            int y0 = to0 + b * toJump;
            int y1 = to1 + b * toJump;
            for (int j = 0; j < tail; j += LANES) {
                FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c)
                        .add(fromArray(Lanes.FLOATS, residual, residual0 + j));
                FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c)
                        .add(fromArray(Lanes.FLOATS, residual, residual1 + j));
                z0.blend(0f, z0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + j);
                z1.blend(0f, z1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + j);
            }
            FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + tail).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual0 + tail));
            FloatVector end0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual0 + last));
            FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + tail).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual1 + tail));
            FloatVector end1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual1 + last));
            z0.blend(0f, z0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + tail);
            end0.blend(0f, end0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + last);
            z1.blend(0f, z1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + tail);
            end1.blend(0f, end1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + last);
        }
    }

    private static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(Lanes.FLOATS, values, index);
    }

    private static FloatVector above(FloatVector z, float limit) {
        return z.blend(0f, z.compare(VectorOperators.LE, limit));
    }
}
