package dev.evenkeel.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * {@link BatchNormKernel#normalize} and {@link BatchNormKernel#normalizeAndAdd}: a loop for columns, which loads coefficients beside the
 * values of two rows, and one for planes, which keeps them in registers. {@link RowPairs} says how they walk, and why.
 */
final class VectorNormalization {
    private static final int LANES = Lanes.FLOATS.length();

    private VectorNormalization() {}

    static void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
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
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).intoArray(y, to + j);
        }
        FloatVector z = load(x, from + j).sub(k).fma(a, b);
        FloatVector end = load(x, from + last).sub(k).fma(a, b);
        z.intoArray(y, to + j);
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
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).max(zero).intoArray(y, to + j);
        }
        FloatVector z = load(x, from + j).sub(k).fma(a, b).max(zero);
        FloatVector end = load(x, from + last).sub(k).fma(a, b).max(zero);
        z.intoArray(y, to + j);
        end.intoArray(y, to + last);
    }

    static void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        // What is stored is at least this: −∞ changes nothing, not even NaN.
        float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
        if (!extent.planes()) {
            for (int i = 0; i < RowPairs.count(extent); i++) {
                int other = RowPairs.other(i, extent);
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
        int j = 0;
        for (; j < last - LANES; j += LANES) {
            load(x, from + j).sub(k).fma(a, b).add(load(residual, residualFrom + j)).max(least).intoArray(y, to + j);
        }
        FloatVector z = load(x, from + j).sub(k).fma(a, b).add(load(residual, residualFrom + j)).max(least);
        FloatVector end = load(x, from + last).sub(k).fma(a, b).add(load(residual, residualFrom + last)).max(least);
        z.intoArray(y, to + j);
        end.intoArray(y, to + last);
    }

    private static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(Lanes.FLOATS, values, index);
    }
}
