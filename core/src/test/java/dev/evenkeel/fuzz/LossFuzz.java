package dev.evenkeel.fuzz;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.Executions;
import dev.evenkeel.fuzz.operands.Strides;
import dev.evenkeel.fuzz.operands.View;
import dev.evenkeel.loss.BinaryCrossEntropy;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.Loss;
import dev.evenkeel.loss.MeanSquaredError;
import dev.evenkeel.loss.Predictions;
import dev.evenkeel.loss.QuadraticCost;
import dev.evenkeel.loss.Softmax;
import java.util.Arrays;

/**
 * One loss, softmax or prediction: bits are those of the specification on a plain copy, and the values of rows those of
 * float64.
 */
final class LossFuzz {
    private static final float[] EDGES =
            {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e4f, -1e4f, 88f, -88f};

    private final Draws draws;
    private final Execution execution;
    private final boolean confinable;
    private final int m;
    private final int n;
    private final float[] logits;

    /** Of the cross-entropy, if it is one. */
    private double smoothing;
    private float[] classWeights;

    LossFuzz(Draws draws) {
        this.draws = draws;
        execution = Executions.draw(draws);
        confinable = Executions.isSequential(execution);
        int rows = draws.extent(500);
        int cols = Math.max(1, draws.oneIn(6) ? draws.any(1023, 1024, 1025, 2049) : draws.extent(500));
        int most = draws.part(draws.limits().elements());
        m = Math.min(rows, Math.max(1, most / cols));
        n = cols;
        logits = logits();
    }

    /** From all alike to far apart, with edges at times. */
    private float[] logits() {
        float[] values = new float[m * n];
        float span = draws.of(0f, 1f, 10f, 1e4f);
        boolean hasEdges = draws.oneIn(3);
        draws.note("logits up to", span + (hasEdges ? " with edges" : ""));
        for (int i = 0; i < values.length; i++) {
            values[i] = hasEdges && draws.oneIn(60) ? EDGES[draws.below(EDGES.length)]
                    : span * (float) (2 * draws.unit() - 1);
        }
        return values;
    }

    void run() {
        if (draws.oneIn(4)) {
            softmax();
            return;
        }
        Loss loss = loss();
        boolean labelled = loss instanceof ClassificationLoss && draws.oneIn(2);
        int[] labels = new int[labelled ? m : 0];
        Arrays.setAll(labels, i -> draws.below(n));
        if (labelled && loss instanceof CrossEntropy && m > 0) {
            labels[draws.below(m)] = CrossEntropy.IGNORED;
        }
        float[] targets = targets();
        draws.note("loss", loss + (labelled ? " of labels" : ""));
        View outputs = view("outputs", logits, true);
        View given = view("targets", targets, false);
        View gradient = draws.oneIn(3) ? outputs : view("gradient", new float[m * n], true);
        Matrix plain = Matrix.of(logits.clone(), m, n);
        Matrix expected = Matrix.allocate(m, n);
        double[] rows = new double[m];
        double[] expectedRows = new double[m];
        Matrix right = given.matrix(draws);
        Matrix x = outputs.matrix(draws);
        Matrix dx = gradient == outputs ? x : gradient.matrix(draws);
        Execution specification = Executions.specification();
        double value = labelled ? ((ClassificationLoss) loss).evaluate(plain, labels, expected, expectedRows,
                specification)
                : loss.evaluate(plain, Matrix.of(targets, m, n), expected, expectedRows, specification);
        double found = labelled ? ((ClassificationLoss) loss).evaluate(x, labels, dx, rows, execution)
                : loss.evaluate(x, right, dx, rows, execution);
        gradient.expect(expected.toArray());
        gradient.check();
        outputs.check();
        given.check();
        same(found, value);
        for (int i = 0; i < m; i++) {
            same(rows[i], expectedRows[i]);
            if (labelled && loss instanceof CrossEntropy && labels[i] >= 0) {
                checkRow(i, labels[i], rows[i]);
            }
        }
    }

    private Loss loss() {
        boolean isMean = draws.oneIn(2);
        float[] weights = new float[n];
        for (int j = 0; j < n; j++) {
            weights[j] = draws.oneIn(9) ? 0f : (float) draws.unit();
        }
        CrossEntropy entropy = isMean ? CrossEntropy.mean() : CrossEntropy.sum();
        BinaryCrossEntropy binary = isMean ? BinaryCrossEntropy.mean() : BinaryCrossEntropy.sum();
        double share = draws.unit();
        CrossEntropy smoothed = entropy.withLabelSmoothing(share);
        CrossEntropy weighted = entropy.withClassWeights(weights);
        CrossEntropy both = weighted.withLabelSmoothing(0.1);
        Loss loss = draws.of(entropy, entropy, smoothed, weighted, both, binary, binary.withPositiveWeights(weights),
                isMean ? MeanSquaredError.mean() : MeanSquaredError.sum(),
                isMean ? QuadraticCost.mean() : QuadraticCost.sum());
        smoothing = loss == smoothed ? share : loss == both ? 0.1 : 0;
        classWeights = loss == weighted || loss == both ? weights : null;
        return loss;
    }

    private float[] targets() {
        float[] targets = new float[m * n];
        boolean isOneHot = draws.oneIn(2);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = isOneHot ? 0f : (float) draws.unit();
        }
        for (int i = 0; isOneHot && i < m; i++) {
            targets[i * n + draws.below(n)] = 1f;
        }
        return targets;
    }

    private View view(String name, float[] dense, boolean isOutput) {
        Strides strides = Strides.draw(draws, 1, m, n, isOutput);
        boolean repeats = m > 1 && strides.rowStride() == 0 || n > 1 && strides.colStride() == 0;
        View view = View.alone(name, draws, repeats ? Strides.of(m, n, n, 1) : strides, confinable);
        for (int i = 0; i < m * n; i++) {
            view.storage().set(view.offset() + view.strides().place(0, i / n, i % n), dense[i]);
        }
        view.storage().seal();
        return view;
    }

    private static void same(double found, double expected) {
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(expected)) {
            throw new AssertionError("value is " + found + ", expected " + expected);
        }
    }

    /**
     * Loosely: what the documented bounds are is tested elsewhere. A label without smoothing asks only for its column;
     * otherwise 0·∞ is NaN.
     */
    private void checkRow(int row, int label, double value) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            greatest = Math.max(greatest, logits[row * n + j]);
        }
        if (!Double.isFinite(greatest)) {
            return;
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.exp(logits[row * n + j] - greatest);
        }
        double exact = 0;
        double farthest = 0;
        for (int j = 0; j < n; j++) {
            if (smoothing > 0 || j == label) {
                double target = (j == label ? 1 - smoothing : 0) + smoothing / n;
                double beyond = greatest - logits[row * n + j];
                exact += (classWeights == null ? 1 : classWeights[j]) * target * (Math.log(sum) + beyond);
                farthest = Math.max(farthest, beyond);
            }
        }
        double tolerance = Double.isFinite(exact) ? 1e-5 * (1 + Math.log(n) + farthest) : 0;
        if (Double.isNaN(value) != Double.isNaN(exact) || value != exact && Math.abs(value - exact) > tolerance) {
            throw new AssertionError("row " + row + " has the value " + value + " beside " + exact);
        }
    }

    private void softmax() {
        boolean logarithm = draws.oneIn(2);
        draws.note("softmax", logarithm ? "logarithm" : "probabilities");
        View x = view("x", logits, true);
        View result = draws.oneIn(3) ? x : view("result", new float[m * n], true);
        int[] classes = new int[m];
        Predictions.argmax(x.matrix(draws), classes, execution);
        for (int i = 0; i < m; i++) {
            if (classes[i] != predicted(i)) {
                throw new AssertionError("row " + i + " is of class " + classes[i] + ", expected " + predicted(i));
            }
        }
        Matrix expected = Matrix.of(logits.clone(), m, n);
        apply(logarithm, expected, expected, Executions.specification());
        Matrix from = x.matrix(draws);
        apply(logarithm, from, result == x ? from : result.matrix(draws), execution);
        result.expect(expected.toArray());
        result.check();
        x.check();
    }

    private static void apply(boolean logarithm, Matrix from, Matrix to, Execution execution) {
        if (logarithm) {
            Softmax.logarithm(from, to, execution);
        } else {
            Softmax.apply(from, to, execution);
        }
    }

    /** The first of the greatest; NaN counts as greater than all. */
    private int predicted(int row) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            float value = logits[row * n + j];
            float before = logits[row * n + best];
            if (!Float.isNaN(before) && (Float.isNaN(value) || value > before)) {
                best = j;
            }
        }
        return best;
    }
}
