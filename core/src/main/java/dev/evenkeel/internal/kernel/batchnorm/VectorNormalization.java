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
        for (int i = 0; i < RowPairs.count(extent); i++) {
            int other = RowPairs.other(i, extent);
            if (extent.planes()) {
                normalizePlanes(x, y, i, other, extent, by, relu ? 0f : Float.NaN);
            } else if (relu) {
                rectifyRows(x, y, i, other, extent.columns(), by);
            } else {
                normalizeRows(x, y, i, other, extent.columns(), by);
            }
        }
    }

    private static void normalizeRows(Blocks in, Blocks out, int row0, int row1, int columns, Coefficients by) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] y = out.array;
        int x0 = in.start(0, row0);
        int x1 = in.start(0, row1);
        int y0 = out.start(0, row0);
        int y1 = out.start(0, row1);
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        int last = columns - LANES;
        FloatVector k = fromArray(Lanes.FLOATS, center, last);
        FloatVector a = fromArray(Lanes.FLOATS, scale, last);
        FloatVector c = fromArray(Lanes.FLOATS, shift, last);
        FloatVector end0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c);
        FloatVector end1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c);
        for (int j = 0; j < last; j += LANES) {
            k = fromArray(Lanes.FLOATS, center, j);
            a = fromArray(Lanes.FLOATS, scale, j);
            c = fromArray(Lanes.FLOATS, shift, j);
            FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c);
            FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c);
            z0.intoArray(y, y0 + j);
            z1.intoArray(y, y1 + j);
        }
        end0.intoArray(y, y0 + last);
        end1.intoArray(y, y1 + last);
    }

    private static void rectifyRows(Blocks in, Blocks out, int row0, int row1, int columns, Coefficients by) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] y = out.array;
        int x0 = in.start(0, row0);
        int x1 = in.start(0, row1);
        int y0 = out.start(0, row0);
        int y1 = out.start(0, row1);
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        int last = columns - LANES;
        FloatVector k = fromArray(Lanes.FLOATS, center, last);
        FloatVector a = fromArray(Lanes.FLOATS, scale, last);
        FloatVector c = fromArray(Lanes.FLOATS, shift, last);
        FloatVector end0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c);
        FloatVector end1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c);
        for (int j = 0; j < last; j += LANES) {
            k = fromArray(Lanes.FLOATS, center, j);
            a = fromArray(Lanes.FLOATS, scale, j);
            c = fromArray(Lanes.FLOATS, shift, j);
            FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c);
            FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c);
            z0.blend(0f, z0.compare(VectorOperators.LE, 0f)).intoArray(y, y0 + j);
            z1.blend(0f, z1.compare(VectorOperators.LE, 0f)).intoArray(y, y1 + j);
        }
        end0.blend(0f, end0.compare(VectorOperators.LE, 0f)).intoArray(y, y0 + last);
        end1.blend(0f, end1.compare(VectorOperators.LE, 0f)).intoArray(y, y1 + last);
    }

    private static void normalizePlanes(
            Blocks in, Blocks out, int row0, int row1, Extent extent, Coefficients by, float limit) {
        if (extent.columns() == 0) {
            return;
        }
        float[] x = in.array;
        float[] y = out.array;
        int from0 = in.start(0, row0);
        int from1 = in.start(0, row1);
        int jump = in.jump;
        int to0 = out.start(0, row0);
        int to1 = out.start(0, row1);
        int toJump = out.jump;
        int columns = extent.columns();
        int first = extent.first();
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        int last = columns - LANES;
        int tail = RowPairs.tail(columns);
        for (int b = 0; b < extent.blocks(); b++) {
            FloatVector k = FloatVector.broadcast(Lanes.FLOATS, center[first + b]);
            FloatVector a = FloatVector.broadcast(Lanes.FLOATS, scale[first + b]);
            FloatVector c = FloatVector.broadcast(Lanes.FLOATS, shift[first + b]);
            int x0 = from0 + b * jump;
            int x1 = from1 + b * jump;
            int y0 = to0 + b * toJump;
            int y1 = to1 + b * toJump;
            for (int j = 0; j < tail; j += LANES) {
                FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c);
                FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c);
                z0.blend(0f, z0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + j);
                z1.blend(0f, z1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + j);
            }
            FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + tail).sub(k).fma(a, c);
            FloatVector end0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c);
            FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + tail).sub(k).fma(a, c);
            FloatVector end1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c);
            z0.blend(0f, z0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + tail);
            end0.blend(0f, end0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + last);
            z1.blend(0f, z1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + tail);
            end1.blend(0f, end1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + last);
        }
    }

    static void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        float limit = relu ? 0f : Float.NaN;
        for (int i = 0; i < RowPairs.count(extent); i++) {
            int other = RowPairs.other(i, extent);
            if (extent.planes()) {
                addPlanes(x, residual, y, i, other, extent, by, limit);
            } else {
                axpyRows(x, residual, y, i, other, extent.columns(), by, limit);
            }
        }
    }

    private static void axpyRows(
            Blocks in, Blocks added, Blocks out, int row0, int row1, int columns, Coefficients by, float limit) {
        if (columns == 0) {
            return;
        }
        float[] x = in.array;
        float[] y = out.array;
        int x0 = in.start(0, row0);
        int x1 = in.start(0, row1);
        int y0 = out.start(0, row0);
        int y1 = out.start(0, row1);
        float[] center = by.center;
        float[] scale = by.scale;
        float[] shift = by.shift;
        float[] residual = added.array;
        int residual0 = added.start(0, row0);
        int residual1 = added.start(0, row1);
        int last = columns - LANES;
        FloatVector k = fromArray(Lanes.FLOATS, center, last);
        FloatVector a = fromArray(Lanes.FLOATS, scale, last);
        FloatVector c = fromArray(Lanes.FLOATS, shift, last);
        FloatVector end0 = fromArray(Lanes.FLOATS, x, x0 + last).sub(k).fma(a, c)
                .add(fromArray(Lanes.FLOATS, residual, residual0 + last));
        FloatVector end1 = fromArray(Lanes.FLOATS, x, x1 + last).sub(k).fma(a, c)
                .add(fromArray(Lanes.FLOATS, residual, residual1 + last));
        for (int j = 0; j < last; j += LANES) {
            k = fromArray(Lanes.FLOATS, center, j);
            a = fromArray(Lanes.FLOATS, scale, j);
            c = fromArray(Lanes.FLOATS, shift, j);
            FloatVector z0 = fromArray(Lanes.FLOATS, x, x0 + j).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual0 + j));
            FloatVector z1 = fromArray(Lanes.FLOATS, x, x1 + j).sub(k).fma(a, c)
                    .add(fromArray(Lanes.FLOATS, residual, residual1 + j));
            z0.blend(0f, z0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + j);
            z1.blend(0f, z1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + j);
        }
        end0.blend(0f, end0.compare(VectorOperators.LE, limit)).intoArray(y, y0 + last);
        end1.blend(0f, end1.compare(VectorOperators.LE, limit)).intoArray(y, y1 + last);
    }

    /** Calls nothing of ours in its loops: C2 would leave calls in a method of this size (decision 18). */
    private static void addPlanes(
            Blocks in, Blocks added, Blocks out, int row0, int row1, Extent extent, Coefficients by, float limit) {
        if (extent.columns() == 0) {
            return;
        }
        float[] x = in.array;
        float[] y = out.array;
        int from0 = in.start(0, row0);
        int from1 = in.start(0, row1);
        int jump = in.jump;
        int to0 = out.start(0, row0);
        int to1 = out.start(0, row1);
        int toJump = out.jump;
        int columns = extent.columns();
        int first = extent.first();
        float[] residual = added.array;
        int residualFrom0 = added.start(0, row0);
        int residualFrom1 = added.start(0, row1);
        int residualJump = added.jump;
        int blocks = extent.blocks();
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
}
