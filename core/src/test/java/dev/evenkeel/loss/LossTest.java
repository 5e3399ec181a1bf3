package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Values and gradients are those of the formulas in float64, with the same bits however they are computed. */
class LossTest {
    private static final int[][] SHAPES =
            {{1, 1}, {1, 9}, {3, 2}, {10, 9}, {7, 16}, {5, 33}, {4, 100}, {3, 1000}, {2, 2500}};
    private static final Execution SEQUENTIAL = Execution.sequential();

    /** Logits of some units, and some that are far off. */
    private static Matrix logits(int rows, int cols) {
        SplittableRandom random = new SplittableRandom(rows * 1000L + cols);
        float[] values = new float[rows * cols];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * (random.nextInt(5) == 0 ? 30f : 2f);
        }
        return Matrix.of(values, rows, cols);
    }

    private static int[] labels(int rows, int cols) {
        return new SplittableRandom(7).ints(rows, 0, cols).toArray();
    }

    /** From 0 to 1. */
    private static Matrix targets(int rows, int cols) {
        Values values = Values.ordinary(rows + cols);
        float[] array = values.array(rows * cols);
        for (int i = 0; i < array.length; i++) {
            array[i] = i % 5 == 0 ? i % 2 : Math.abs(array[i]);
        }
        return Matrix.of(array, rows, cols);
    }

    private static float[] weights(int cols) {
        float[] weights = Values.ordinary(cols).array(cols);
        for (int j = 0; j < cols; j++) {
            weights[j] = 0.5f + Math.abs(weights[j]);
        }
        return weights;
    }

    private static double[][] q(Matrix targets, float[] weights, double smoothing) {
        double[][] q = new double[targets.rows()][targets.cols()];
        for (int i = 0; i < targets.rows(); i++) {
            for (int j = 0; j < targets.cols(); j++) {
                q[i][j] = weights[j] * ((1 - smoothing) * targets.get(i, j) + smoothing / targets.cols());
            }
        }
        return q;
    }

    /** As CrossEntropy's table has it for labels. */
    private static double[][] q(int[] labels, int ignored, float[] weights, double smoothing) {
        double[][] q = new double[labels.length][weights.length];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < weights.length && labels[i] != ignored; j++) {
                q[i][j] = weights[j] * ((labels[i] == j ? 1 - smoothing : 0) + smoothing / weights.length);
            }
        }
        return q;
    }

    private static float[] ones(int cols) {
        float[] ones = new float[cols];
        Arrays.fill(ones, 1f);
        return ones;
    }

    private static void check(
            String what, ReferenceLoss expected, double divisor, double value, Matrix gradient, double[] rowValues) {
        double size = 1;
        for (int i = 0; i < rowValues.length; i++) {
            size = Math.max(size, Math.abs(expected.values[i]));
            assertThat(rowValues[i]).as("%s, row %d", what, i)
                    .isCloseTo(expected.values[i], within(2e-6 * (1 + Math.abs(expected.values[i]))));
            for (int j = 0; j < gradient.cols(); j++) {
                double exact = expected.gradient[i][j];
                assertThat((double) gradient.get(i, j)).as("%s, gradient (%d, %d)", what, i, j)
                        .isCloseTo(exact / divisor, within(2e-6 * (1 + Math.abs(exact)) / divisor));
            }
        }
        assertThat(value).as(what).isCloseTo(expected.sum() / divisor,
                within(2e-6 * size * rowValues.length / divisor));
    }

    @Test
    void crossEntropyOfLabelsIsThatOfTheFormula() {
        for (int[] shape : SHAPES) {
            for (double smoothing : new double[] {0, 0.1, 1}) {
                for (boolean weighted : new boolean[] {false, true}) {
                    for (boolean mean : new boolean[] {false, true}) {
                        crossEntropyOfLabels(shape[0], shape[1], smoothing, weighted, mean);
                    }
                }
            }
        }
    }

    private static void crossEntropyOfLabels(int rows, int cols, double smoothing, boolean weighted, boolean mean) {
        Matrix x = logits(rows, cols);
        int[] labels = labels(rows, cols);
        int ignored = rows > 3 ? 1 : CrossEntropy.IGNORED;
        float[] weights = weighted ? weights(cols) : ones(cols);
        CrossEntropy loss = (mean ? CrossEntropy.mean() : CrossEntropy.sum()).withLabelSmoothing(smoothing)
                .withIgnoredLabel(ignored);
        loss = weighted ? loss.withClassWeights(weights) : loss;
        double divisor = 0;
        for (int label : labels) {
            divisor += label == ignored ? 0 : weights[label];
        }
        Matrix gradient = Matrix.of(new float[rows * cols], rows, cols);
        double[] rowValues = new double[rows];
        double value = loss.evaluate(x, labels, gradient, rowValues, SEQUENTIAL);
        check(loss + " of " + rows + " × " + cols,
                ReferenceLoss.crossEntropy(x, q(labels, ignored, weights, smoothing)),
                mean ? divisor : 1, value, gradient, rowValues);
        assertThat(loss.value(x, labels, SEQUENTIAL)).isEqualTo(value);
    }

    @Test
    void crossEntropyOfProbabilitiesIsThatOfTheFormula() {
        for (int[] shape : SHAPES) {
            for (double smoothing : new double[] {0, 0.1}) {
                for (boolean weighted : new boolean[] {false, true}) {
                    Matrix x = logits(shape[0], shape[1]);
                    Matrix t = targets(shape[0], shape[1]);
                    float[] weights = weighted ? weights(shape[1]) : ones(shape[1]);
                    CrossEntropy loss = CrossEntropy.mean().withLabelSmoothing(smoothing);
                    loss = weighted ? loss.withClassWeights(weights) : loss;
                    ReferenceLoss expected = ReferenceLoss.crossEntropy(x, q(t, weights, smoothing));
                    checkRows(loss, x, t, expected, shape[0], 1e-6 * shape[1]);
                }
            }
        }
    }

    /** Targets that do not sum to 1 make the errors of a row grow with their sum. */
    private static void checkRows(
            Loss loss, Matrix x, Matrix t, ReferenceLoss expected, double divisor, double tolerance) {
        Matrix gradient = Matrix.of(new float[x.rows() * x.cols()], x.rows(), x.cols());
        double[] rowValues = new double[x.rows()];
        double value = loss.evaluate(x, t, gradient, rowValues, SEQUENTIAL);
        String what = loss + " of " + x.rows() + " × " + x.cols();
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
            double near = (2e-6 + tolerance) * (1 + Math.abs(expected.values[i]));
            assertThat(rowValues[i]).as("%s, row %d", what, i).isCloseTo(expected.values[i], within(near));
            for (int j = 0; j < x.cols(); j++) {
                double exact = expected.gradient[i][j];
                assertThat((double) gradient.get(i, j)).as("%s, gradient (%d, %d)", what, i, j)
                        .isCloseTo(exact / divisor, within((2e-6 + tolerance) * (1 + Math.abs(exact)) / divisor));
            }
            sum += rowValues[i];
        }
        assertThat(value).as(what).isEqualTo(sum / divisor);
    }

    @Test
    void oneHotRowsAreLabels() {
        for (int[] shape : SHAPES) {
            Matrix x = logits(shape[0], shape[1]);
            int[] labels = labels(shape[0], shape[1]);
            Matrix oneHot = Matrix.of(new float[shape[0] * shape[1]], shape[0], shape[1]);
            for (int i = 0; i < labels.length; i++) {
                oneHot.set(i, labels[i], 1f);
            }
            for (ClassificationLoss loss : List.of(CrossEntropy.mean(), CrossEntropy.sum(), QuadraticCost.mean())) {
                Matrix byLabel = Matrix.of(new float[shape[0] * shape[1]], shape[0], shape[1]);
                Matrix byRow = byLabel.copy();
                double expected = loss.gradient(x, labels, byLabel, SEQUENTIAL);
                assertThat(loss.gradient(x, oneHot, byRow, SEQUENTIAL)).isCloseTo(expected,
                        within(1e-6 * (1 + expected)));
                assertThat(byRow.toArray()).as("%s", loss).isEqualTo(byLabel.toArray());
            }
        }
    }

    @Test
    void quadraticCostIsThatOfTheFormula() {
        for (int[] shape : SHAPES) {
            Matrix x = logits(shape[0], shape[1]);
            Matrix t = targets(shape[0], shape[1]);
            ReferenceLoss expected = ReferenceLoss.quadratic(x, q(t, ones(shape[1]), 0));
            checkRows(QuadraticCost.mean(), x, t, expected, shape[0], 1e-7 * shape[1]);
            checkRows(QuadraticCost.sum(), x, t, expected, 1, 1e-7 * shape[1]);
        }
    }

    @Test
    void squaredErrorIsThatOfTheFormula() {
        for (int[] shape : SHAPES) {
            Matrix x = logits(shape[0], shape[1]);
            Matrix t = logits(shape[0], shape[1]).copy();
            t.set(0, 0, 2f);
            ReferenceLoss expected = ReferenceLoss.squares(x, t);
            checkRows(MeanSquaredError.mean(), x, t, expected, (double) shape[0] * shape[1], 0);
            checkRows(MeanSquaredError.sum(), x, t, expected, 1, 0);
        }
    }

    @Test
    void binaryCrossEntropyIsThatOfTheFormula() {
        for (int[] shape : SHAPES) {
            Matrix x = logits(shape[0], shape[1]);
            Matrix t = targets(shape[0], shape[1]);
            checkRows(BinaryCrossEntropy.mean(), x, t, ReferenceLoss.logistic(x, t, ones(shape[1])),
                    (double) shape[0] * shape[1], 0);
            checkRows(BinaryCrossEntropy.sum().withPositiveWeights(weights(shape[1])), x, t,
                    ReferenceLoss.logistic(x, t, weights(shape[1])), 1, 0);
        }
    }

    @Test
    void binaryCrossEntropyLosesNoDigitOnTheRightSide() {
        Matrix x = Matrix.of(new float[] {20, -20, 80, -80, 1e4f, -1e4f}, 1, 6);
        Matrix t = Matrix.of(new float[] {1, 0, 1, 0, 1, 0}, 1, 6);
        Matrix gradient = Matrix.of(new float[6], 1, 6);
        double value = BinaryCrossEntropy.sum().gradient(x, t, gradient, SEQUENTIAL);
        assertThat(value).isCloseTo(2 * Math.exp(-20), within(1e-15));
        assertThat(gradient.get(0, 0)).isCloseTo((float) -Math.exp(-20), within(1e-15f));
        assertThat(gradient.get(0, 3)).isCloseTo((float) Math.exp(-80), within(1e-41f));
        assertThat(gradient.get(0, 5)).isZero();
    }

    @Test
    void logitsOfTenThousandAreHarmless() {
        Matrix x = Matrix.of(new float[] {1e4f, -1e4f, 0, -1e4f, -1e4f, -1e4f}, 2, 3);
        Matrix gradient = Matrix.of(new float[6], 2, 3);
        double[] rowValues = new double[2];
        CrossEntropy.sum().evaluate(x, new int[] {1, 2}, gradient, rowValues, SEQUENTIAL);
        assertThat(rowValues[0]).isEqualTo(20000);
        assertThat(rowValues[1]).isCloseTo(Math.log(3), within(1e-7));
        assertThat(Arrays.copyOf(gradient.toArray(), 3)).containsExactly(1f, -1f, 0f);
        assertThat(gradient.get(1, 2)).isCloseTo(-2f / 3, within(1e-7f));
    }

    @Test
    void infinityAndNaNStayInTheirRow() {
        float nan = Float.NaN;
        float inf = Float.POSITIVE_INFINITY;
        Matrix x = Matrix.of(new float[] {0, nan, 0, 0, inf, 0, -inf, -inf, -inf, 1, -inf, 1}, 4, 3);
        Matrix gradient = Matrix.of(new float[12], 4, 3);
        double[] rowValues = new double[4];
        for (ClassificationLoss loss : List.of(CrossEntropy.mean(), QuadraticCost.mean())) {
            double value = loss.evaluate(x, new int[] {0, 1, 2, 0}, gradient, rowValues, SEQUENTIAL);
            assertThat(value).isNaN();
            assertThat(Arrays.copyOf(rowValues, 3)).containsOnly(Double.NaN);
            assertThat(rowValues[3]).isFinite();
            for (int i = 0; i < 9; i++) {
                assertThat(gradient.get(i / 3, i % 3)).isNaN();
            }
            assertThat(gradient.get(3, 0)).isFinite().isNegative();
            assertThat(gradient.get(3, 1)).isZero();
        }
        assertThat(CrossEntropy.mean().value(x.slice(3, 0, 1, 3), new int[] {1}, SEQUENTIAL)).isPositive().isInfinite();
        assertThat(CrossEntropy.mean().value(x, new int[] {-100, -100, -100, 0}, SEQUENTIAL)).isFinite();
    }

    @Test
    void meanOfNothingIsNaNAndItsGradientZero() {
        Matrix x = logits(2, 3);
        Matrix gradient = logits(2, 3).copy();
        assertThat(CrossEntropy.mean().gradient(x, new int[] {-100, -100}, gradient, SEQUENTIAL)).isNaN();
        assertThat(gradient.toArray()).containsOnly(0f);
        assertThat(CrossEntropy.sum().value(x, new int[] {-100, -100}, SEQUENTIAL)).isZero();
        Matrix empty = Matrix.of(new float[0], 0, 3);
        assertThat(CrossEntropy.mean().value(empty, new int[0], SEQUENTIAL)).isNaN();
        assertThat(MeanSquaredError.sum().value(empty, empty, SEQUENTIAL)).isZero();
        assertThat(MeanSquaredError.mean().value(empty, empty, SEQUENTIAL)).isNaN();
    }

    @Test
    void anyStorageAndAnyExecutionHaveTheSameBits() {
        try (Executions executions = new Executions()) {
            for (int[] shape : new int[][] {{9, 21}, {40, 1030}}) {
                for (Loss loss : List.of(CrossEntropy.mean(), CrossEntropy.mean().withLabelSmoothing(0.1),
                        QuadraticCost.mean(), MeanSquaredError.mean(), BinaryCrossEntropy.mean())) {
                    sameBits(loss, shape[0], shape[1], executions);
                }
            }
        }
    }

    private static void sameBits(Loss loss, int rows, int cols, Executions executions) {
        Matrix x = Values.ordinary(1).matrix(rows, cols);
        Matrix t = Values.ordinary(2).matrix(rows, cols);
        Matrix expected = Matrix.of(new float[rows * cols], rows, cols);
        double[] expectedValues = new double[rows];
        double expectedValue = loss.evaluate(x, t, expected, expectedValues, SEQUENTIAL.withScalarKernels());
        double[] rowValues = new double[rows];
        for (Execution execution : executions.all()) {
            Matrix gradient = x.copy();
            assertThat(loss.evaluate(gradient, t, gradient, rowValues, execution)).as("%s, %s", loss, execution)
                    .isEqualTo(expectedValue);
            assertThat(gradient.toArray()).as("%s in place, %s", loss, execution).isEqualTo(expected.toArray());
            assertThat(rowValues).isEqualTo(expectedValues);
        }
        Layout[] layouts = rows > 20 ? new Layout[] {Layout.COLUMNS} : Layout.outputs();
        for (Layout layout : layouts) {
            for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE_UNALIGNED)) {
                GuardedMatrix outputs = GuardedMatrix.of(layout, backing, rows, cols, Values.ordinary(1));
                GuardedMatrix targets = GuardedMatrix.of(layout, backing, rows, cols, Values.ordinary(2));
                GuardedMatrix gradient = GuardedMatrix.of(layout, backing, rows, cols, Values.ordinary(3));
                assertThat(loss.evaluate(outputs.view(), targets.view(), gradient.view(), rowValues, SEQUENTIAL))
                        .as("%s, %s, %s", loss, layout, backing).isEqualTo(expectedValue);
                assertThat(gradient.view().toArray()).isEqualTo(expected.toArray());
                gradient.assertNothingElseChanged(layout);
                outputs.assertUnchanged(layout);
                targets.assertUnchanged(layout);
            }
        }
    }

    @Test
    void labelsHaveTheSameBitsUnderAnyExecution() {
        try (Executions executions = new Executions()) {
            Matrix x = logits(60, 900);
            int[] labels = labels(60, 900);
            for (ClassificationLoss loss : List.of(CrossEntropy.mean(), CrossEntropy.mean().withLabelSmoothing(0.1)
                    .withClassWeights(weights(900)), QuadraticCost.mean())) {
                Matrix expected = x.copy();
                double value = loss.gradient(expected, labels, expected, SEQUENTIAL.withScalarKernels());
                for (Execution execution : executions.all()) {
                    Matrix gradient = x.copy();
                    assertThat(loss.gradient(gradient, labels, gradient, execution)).isEqualTo(value);
                    assertThat(gradient.toArray()).isEqualTo(expected.toArray());
                }
            }
        }
    }

    @Test
    void aRowDoesNotDependOnTheOthers() {
        Matrix x = logits(50, 40);
        int[] labels = labels(50, 40);
        double[] together = new double[50];
        double[] alone = new double[1];
        Matrix gradient = x.copy();
        CrossEntropy.sum().evaluate(x, labels, gradient, together, SEQUENTIAL);
        Matrix one = Matrix.of(new float[40], 1, 40);
        for (int i = 0; i < 50; i++) {
            CrossEntropy.sum().evaluate(x.slice(i, 0, 1, 40), new int[] {labels[i]}, one, alone, SEQUENTIAL);
            assertThat(alone[0]).isEqualTo(together[i]);
            assertThat(one.toArray()).isEqualTo(gradient.slice(i, 0, 1, 40).toArray());
        }
    }
}
