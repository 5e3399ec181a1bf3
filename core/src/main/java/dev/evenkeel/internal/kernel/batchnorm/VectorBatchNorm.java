package dev.evenkeel.internal.kernel.batchnorm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;

/**
 * The SIMD twin of {@link ScalarBatchNorm}, which does what is narrower than a vector. No masks: a vector that ends
 * with the row repeats what whole vectors leave over (decision 5).
 */
public final class VectorBatchNorm implements BatchNormKernel {
    private static final int LANES = Lanes.FLOATS.length();

    private final ScalarBatchNorm narrow = new ScalarBatchNorm();

    /** Loads all that it works with. */
    public VectorBatchNorm() {
        Lanes.initialize();
        Room.initialize(VectorChannelsLastSums.class, VectorChannelsFirstSums.class, VectorNormalization.class,
                VectorGradients.class,
                RowPairs.class);
    }

    /** Not so without columns: such a call counts for the vector loops, which return at once (decision 4). */
    private static boolean isNarrow(int columns) {
        return columns < LANES && columns > 0;
    }

    @Override
    public void median(float[] a, float[] b, Blocks c, int columns) {
        if (isNarrow(columns)) {
            narrow.median(a, b, c, columns);
        } else {
            VectorChannelsLastSums.median(a, b, c.array, c.offset, columns);
        }
    }

    @Override
    public void addMoments(Blocks x, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        if (isNarrow(columns)) {
            narrow.addMoments(x, rows, columns, shift, sums, squares);
        } else {
            VectorChannelsLastSums.moments(x, rows, columns, shift, sums, squares);
        }
    }

    @Override
    public void addGradients(
            Blocks x, Blocks dy, int rows, int columns, Coefficients by, boolean relu, float[] sums, float[] products) {
        if (isNarrow(columns)) {
            narrow.addGradients(x, dy, rows, columns, by, relu, sums, products);
        } else {
            VectorChannelsLastSums.gradients(x, dy, rows, columns, by, relu, sums, products);
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
        int whole = to - (to - from) % Lanes.DOUBLES.length();
        VectorChannelsLastSums.fold(shift, reference, count, sums, squares, totals, squareTotals, offset, from, whole);
        narrow.fold(shift, reference, count, sums, squares, totals, squareTotals, offset, whole, to);
    }

    @Override
    public void addPlaneMoments(
            Blocks x, int blocks, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        if (columns < PLANE_LANES && columns > 0) {
            narrow.addPlaneMoments(x, blocks, rows, columns, shift, sums, squares);
        } else {
            VectorChannelsFirstSums.moments(x, blocks, rows, columns, shift, sums, squares);
        }
    }

    @Override
    public void addPlaneGradients(
            Blocks x, Blocks dy, Extent extent, Coefficients by, boolean relu, float[] sums, float[] products) {
        if (extent.columns() < PLANE_LANES && extent.columns() > 0) {
            narrow.addPlaneGradients(x, dy, extent, by, relu, sums, products);
        } else {
            VectorChannelsFirstSums.gradients(x, dy, extent, by, relu, sums, products);
        }
    }

    @Override
    public void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        if (isNarrow(extent.columns())) {
            narrow.normalize(x, y, extent, by, relu);
        } else {
            VectorNormalization.normalize(x, y, extent, by, relu);
        }
    }

    @Override
    public void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        if (isNarrow(extent.columns())) {
            narrow.normalizeAndAdd(x, residual, y, extent, by, relu);
        } else {
            VectorNormalization.normalizeAndAdd(x, residual, y, extent, by, relu);
        }
    }

    @Override
    public void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        if (isNarrow(extent.columns())) {
            narrow.gate(x, dy, target, extent, by);
        } else {
            VectorGradients.gate(x, dy, target, extent, by);
        }
    }

    @Override
    public void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by, boolean relu) {
        if (isNarrow(extent.columns())) {
            narrow.inputGradient(x, dy, dx, extent, by, relu);
        } else {
            VectorGradients.inputGradient(x, dy, dx, extent, by, relu);
        }
    }
}
