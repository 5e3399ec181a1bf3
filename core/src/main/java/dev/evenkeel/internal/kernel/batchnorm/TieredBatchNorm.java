package dev.evenkeel.internal.kernel.batchnorm;

import dev.evenkeel.internal.kernel.simd.TieredOperation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}. With a ReLU or without, over planes or rows are operations of their own. A unit is 64 values.
 */
public final class TieredBatchNorm implements BatchNormKernel {
    private static final int UNIT = 64;

    /** Fills no vector. */
    private static final int REST = 5;

    private final TieredOperation<BatchNormKernel> median =
            operation(1, false, (kernel, to) -> kernel.median(to.first, to.second, to.x, to.columns()));
    private final TieredOperation<BatchNormKernel> fold = operation(1, false, (kernel, to) -> kernel.fold(to.by.center,
            to.by.scale, 1, to.first, to.second, to.totals, to.squareTotals, 0, 0, to.columns()));
    private final TieredOperation<BatchNormKernel> moments = operation(9, false, (kernel, to) -> kernel
            .addMoments(to.x, to.extent.rows(), to.columns(), to.by.center, to.first, to.second));
    private final TieredOperation<BatchNormKernel> planeMoments = operation(5, true, (kernel, to) -> kernel
            .addPlaneMoments(to.x, 1, to.extent.rows(), to.columns(), to.by.center, to.first, to.second));
    private final Variants gradients = new Variants(5, (kernel, to, relu) -> kernel.addGradients(to.x, to.dy,
            to.extent.rows(), to.columns(), to.by, relu, to.first, to.second));
    private final Variants planeGradients = new Variants(5, (kernel, to, relu) -> kernel.addPlaneGradients(to.x, to.dy,
            to.extent, to.by, relu, to.first, to.second));
    private final Variants normalize = new Variants(1,
            (kernel, to, relu) -> kernel.normalize(to.x, to.out, to.extent, to.by, relu));
    private final Variants normalizeAndAdd = new Variants(1,
            (kernel, to, relu) -> kernel.normalizeAndAdd(to.x, to.dy, to.out, to.extent, to.by, relu));
    private final Variants gate = new Variants(1,
            (kernel, to, relu) -> kernel.gate(to.x, to.dy, to.out, to.extent, to.by));
    private final Variants inputGradient = new Variants(1,
            (kernel, to, relu) -> kernel.inputGradient(to.x, to.dy, to.out, to.extent, to.by, relu));

    /** The four operations of a method that asks for planes and for a ReLU. */
    private static final class Variants {
        private final List<TieredOperation<BatchNormKernel>> all;

        Variants(int emptyRows, VariantTrial trial) {
            all = IntStream.range(0, 4)
                    .mapToObj(i -> operation(emptyRows, i >= 2, (kernel, to) -> trial.run(kernel, to, i % 2 == 1)))
                    .toList();
        }

        TieredOperation<BatchNormKernel> of(boolean planes, boolean relu) {
            return all.get((planes ? 2 : 0) + (relu ? 1 : 0));
        }
    }

    private interface Trial {
        void run(BatchNormKernel kernel, Operands to);
    }

    private interface VariantTrial {
        void run(BatchNormKernel kernel, Operands to, boolean relu);
    }

    /** What a trial works on. */
    private static final class Operands {
        final Extent extent;
        final Blocks x;
        final Blocks dy;
        final Blocks out;
        final Coefficients by = new Coefficients();
        final float[] first;
        final float[] second;
        final double[] totals;
        final double[] squareTotals;

        Operands(int rows, int columns, boolean planes) {
            extent = new Extent(1, rows, columns, planes, 0);
            x = block(rows, columns);
            dy = block(rows, columns);
            out = block(rows, columns);
            by.reserve(UNIT + REST);
            first = new float[Math.max(UNIT + REST, PLANE_SUMS)];
            second = new float[first.length];
            totals = new double[columns];
            squareTotals = new double[columns];
        }

        private static Blocks block(int rows, int columns) {
            Blocks block = new Blocks();
            block.array = new float[rows * columns];
            block.stride = columns;
            return block;
        }

        int columns() {
            return extent.columns();
        }
    }

    /** @param emptyRows so many rows without columns call each method of the vector kernel once */
    private static TieredOperation<BatchNormKernel> operation(int emptyRows, boolean planes, Trial trial) {
        return new TieredOperation<>(new ScalarBatchNorm(), VectorBatchNorm::new, (kernel, units) -> {
            // A row more than units: what no trial ran would be compiled too late.
            Operands to = units == 0 ? new Operands(emptyRows, 0, planes)
                    : new Operands(units + 1, UNIT + REST, planes);
            return () -> trial.run(kernel, to);
        });
    }

    private static int units(long rows, int columns) {
        return (int) Math.min(Integer.MAX_VALUE, rows * columns / UNIT + 1);
    }

    private static int units(Extent extent) {
        return units((long) extent.blocks() * extent.rows(), extent.columns());
    }

    @Override
    public void median(float[] a, float[] b, Blocks c, int columns) {
        long start = median.start();
        median.kernel().median(a, b, c, columns);
        median.end(units(1, columns), start);
    }

    @Override
    public void addMoments(Blocks x, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        long start = moments.start();
        moments.kernel().addMoments(x, rows, columns, shift, sums, squares);
        moments.end(units(rows, columns), start);
    }

    @Override
    public void addGradients(
            Blocks x, Blocks dy, int rows, int columns, Coefficients by, boolean relu, float[] sums, float[] products) {
        TieredOperation<BatchNormKernel> operation = gradients.of(false, relu);
        long start = operation.start();
        operation.kernel().addGradients(x, dy, rows, columns, by, relu, sums, products);
        operation.end(units(rows, columns), start);
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
        long start = fold.start();
        fold.kernel().fold(shift, reference, count, sums, squares, totals, squareTotals, offset, from, to);
        fold.end(units(1, to - from), start);
    }

    @Override
    public void addPlaneMoments(
            Blocks x, int blocks, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        long start = planeMoments.start();
        planeMoments.kernel().addPlaneMoments(x, blocks, rows, columns, shift, sums, squares);
        planeMoments.end(units((long) blocks * rows, columns), start);
    }

    @Override
    public void addPlaneGradients(
            Blocks x, Blocks dy, Extent extent, Coefficients by, boolean relu, float[] sums, float[] products) {
        TieredOperation<BatchNormKernel> operation = planeGradients.of(true, relu);
        long start = operation.start();
        operation.kernel().addPlaneGradients(x, dy, extent, by, relu, sums, products);
        operation.end(units(extent), start);
    }

    @Override
    public void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        TieredOperation<BatchNormKernel> operation = normalize.of(extent.planes(), relu);
        long start = operation.start();
        operation.kernel().normalize(x, y, extent, by, relu);
        operation.end(units(extent), start);
    }

    @Override
    public void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        TieredOperation<BatchNormKernel> operation = normalizeAndAdd.of(extent.planes(), relu);
        long start = operation.start();
        operation.kernel().normalizeAndAdd(x, residual, y, extent, by, relu);
        operation.end(units(extent), start);
    }

    @Override
    public void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        TieredOperation<BatchNormKernel> operation = gate.of(extent.planes(), true);
        long start = operation.start();
        operation.kernel().gate(x, dy, target, extent, by);
        operation.end(units(extent), start);
    }

    @Override
    public void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by, boolean relu) {
        TieredOperation<BatchNormKernel> operation = inputGradient.of(extent.planes(), relu);
        long start = operation.start();
        operation.kernel().inputGradient(x, dy, dx, extent, by, relu);
        operation.end(units(extent), start);
    }
}
