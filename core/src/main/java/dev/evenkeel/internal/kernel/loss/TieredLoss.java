package dev.evenkeel.internal.kernel.loss;

import dev.evenkeel.internal.kernel.simd.TieredOperation;

/**
 * The vector kernel once it is compiled, the scalar one until then, each operation by itself: see {@link
 * TieredOperation}. A unit is 16 columns.
 */
public final class TieredLoss implements LossKernel {
    private final TieredOperation<LossKernel> greatest =
            operation((kernel, to) -> kernel.greatest(to.x, 0, to.columns));
    private final TieredOperation<LossKernel> place =
            operation((kernel, to) -> kernel.place(to.x, 0, to.columns, 1f));
    private final TieredOperation<LossKernel> exponentials =
            operation((kernel, to) -> kernel.exponentials(to.x, 0, to.columns, 0f, to.y, 0, to.work));
    private final TieredOperation<LossKernel> affine =
            operation((kernel, to) -> kernel.affine(to.x, 0, to.columns, 1f, 0f, to.y, 0));
    private final TieredOperation<LossKernel> subtract =
            operation((kernel, to) -> kernel.subtract(to.x, 0, to.columns, 0f, 0f, to.y, 0));
    private final TieredOperation<LossKernel> targets =
            operation((kernel, to) -> kernel.targets(to.x, 0, to.columns, 1f, 0f, to.x, to.y));
    private final TieredOperation<LossKernel> weigh =
            operation((kernel, to) -> kernel.weigh(to.x, 0, to.y, 0, to.columns, 0f, to.sums, to.work));
    private final TieredOperation<LossKernel> combine =
            operation((kernel, to) -> kernel.combine(to.x, 0, to.x, 0, to.columns, 1f, 1f, to.y, 0));
    private final TieredOperation<LossKernel> deviations =
            operation((kernel, to) -> kernel.deviations(to.x, 0, to.y, 0, to.columns, to.sums, to.work));
    private final TieredOperation<LossKernel> quadraticGradient =
            operation((kernel, to) -> kernel.quadraticGradient(to.x, 0, to.x, 0, to.columns, 0f, 1f, to.y, 0));
    private final TieredOperation<LossKernel> differences =
            operation((kernel, to) -> kernel.differences(to.x, 0, to.x, 0, to.columns, 1f, to.y, 0, to.work));
    private final TieredOperation<LossKernel> logistic =
            operation((kernel, to) -> kernel.logistic(to.x, 0, to.x, 0, to.x, to.columns, to.y, 0, to.work));

    /** Arrays that a trial works on. */
    private static final class Rows {
        final int columns;
        final float[] x;
        final float[] y;
        final float[] work = new float[WORK];
        final double[] sums = new double[2];

        Rows(int columns) {
            this.columns = columns;
            x = new float[columns];
            y = new float[columns];
        }
    }

    private interface Trial {
        void run(LossKernel kernel, Rows rows);
    }

    private static TieredOperation<LossKernel> operation(Trial trial) {
        return new TieredOperation<>(new ScalarLoss(), () -> new VectorLoss(), (kernel, units) -> {
            Rows rows = new Rows(units * SUMS);
            // What no trial ran would be compiled too late: also columns that fill no vector.
            Rows ragged = new Rows(Math.min(units, 1) * (SUMS - 1));
            return units == 0 ? () -> trial.run(kernel, rows) : () -> {
                trial.run(kernel, rows);
                trial.run(kernel, ragged);
            };
        });
    }

    private static int units(int columns) {
        return columns / SUMS + 1;
    }

    @Override
    public float greatest(float[] x, int from, int columns) {
        long start = greatest.start();
        float value = greatest.kernel().greatest(x, from, columns);
        greatest.end(units(columns), start);
        return value;
    }

    @Override
    public int place(float[] x, int from, int columns, float value) {
        long start = place.start();
        int found = place.kernel().place(x, from, columns, value);
        place.end(units(found), start);
        return found;
    }

    @Override
    public double exponentials(float[] x, int from, int columns, float shift, float[] e, int to, float[] work) {
        long start = exponentials.start();
        double sum = exponentials.kernel().exponentials(x, from, columns, shift, e, to, work);
        exponentials.end(units(columns), start);
        return sum;
    }

    @Override
    public void affine(float[] x, int from, int columns, float factor, float addend, float[] y, int to) {
        long start = affine.start();
        affine.kernel().affine(x, from, columns, factor, addend, y, to);
        affine.end(units(columns), start);
    }

    @Override
    public void subtract(float[] x, int from, int columns, float shift, float low, float[] y, int to) {
        long start = subtract.start();
        subtract.kernel().subtract(x, from, columns, shift, low, y, to);
        subtract.end(units(columns), start);
    }

    @Override
    public void targets(float[] t, int from, int columns, float keep, float spread, float[] w, float[] q) {
        long start = targets.start();
        targets.kernel().targets(t, from, columns, keep, spread, w, q);
        targets.end(units(columns), start);
    }

    @Override
    public void weigh(
            float[] x, int xFrom, float[] q, int qFrom, int columns, float shift, double[] sums, float[] work) {
        long start = weigh.start();
        weigh.kernel().weigh(x, xFrom, q, qFrom, columns, shift, sums, work);
        weigh.end(units(columns), start);
    }

    @Override
    public void combine(
            float[] e, int eFrom, float[] q, int qFrom, int columns, float factor, float share, float[] y, int to) {
        long start = combine.start();
        combine.kernel().combine(e, eFrom, q, qFrom, columns, factor, share, y, to);
        combine.end(units(columns), start);
    }

    @Override
    public void deviations(float[] p, int pFrom, float[] q, int qFrom, int columns, double[] sums, float[] work) {
        long start = deviations.start();
        deviations.kernel().deviations(p, pFrom, q, qFrom, columns, sums, work);
        deviations.end(units(columns), start);
    }

    @Override
    public void quadraticGradient(
            float[] p, int pFrom, float[] q, int qFrom, int columns, float mean, float factor, float[] y, int to) {
        long start = quadraticGradient.start();
        quadraticGradient.kernel().quadraticGradient(p, pFrom, q, qFrom, columns, mean, factor, y, to);
        quadraticGradient.end(units(columns), start);
    }

    @Override
    public double differences(
            float[] x, int xFrom, float[] t, int tFrom, int columns, float factor, float[] y, int to, float[] work) {
        long start = differences.start();
        double sum = differences.kernel().differences(x, xFrom, t, tFrom, columns, factor, y, to, work);
        differences.end(units(columns), start);
        return sum;
    }

    @Override
    public double logistic(
            float[] x, int xFrom, float[] t, int tFrom, float[] w, int columns, float[] y, int to, float[] work) {
        long start = logistic.start();
        double sum = logistic.kernel().logistic(x, xFrom, t, tFrom, w, columns, y, to, work);
        logistic.end(units(columns), start);
        return sum;
    }
}
