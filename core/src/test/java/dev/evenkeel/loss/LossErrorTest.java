package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Errors are within the bounds that the losses document, for targets that sum to 1. */
class LossErrorTest {
    private static final int[] COLUMNS = {1, 2, 9, 16, 100, 1000, 2500};
    private static final float[] SPREADS = {0.1f, 2f, 30f};
    private static final int ROWS = 12;
    private static final Execution SEQUENTIAL = Execution.sequential();

    private final SplittableRandom random = new SplittableRandom(11);

    /** Every other row is the worst for sums: equal values, all of which are rounded the same way. */
    private Matrix logits(int cols, float spread) {
        Matrix x = Matrix.allocate(ROWS, cols);
        for (int i = 0; i < ROWS; i++) {
            float same = (float) -Math.abs(random.nextGaussian()) * spread;
            for (int j = 0; j < cols; j++) {
                x.set(i, j, i % 2 == 0 ? (float) random.nextGaussian() * spread : j == 0 ? 0f : same);
            }
        }
        return x;
    }

    /** Multiples of 2⁻²⁴, so that float32 holds them and their sums, which are 1. */
    private Matrix probabilities(int cols) {
        Matrix t = Matrix.allocate(ROWS, cols);
        for (int i = 0; i < ROWS; i++) {
            int left = 1 << 24;
            for (int j = 0; j < cols - 1; j++) {
                int share = random.nextInt(1 + Math.min(left, 3 * (1 << 24) / cols));
                t.set(i, j, share * 0x1p-24f);
                left -= share;
            }
            t.set(i, cols - 1, left * 0x1p-24f);
        }
        return t;
    }

    private static double[][] q(Matrix targets, double smoothing) {
        double[][] q = new double[targets.rows()][targets.cols()];
        for (int i = 0; i < targets.rows(); i++) {
            for (int j = 0; j < targets.cols(); j++) {
                q[i][j] = (1 - smoothing) * targets.get(i, j) + smoothing / targets.cols();
            }
        }
        return q;
    }

    private int[] labels(int cols) {
        return random.ints(ROWS, 0, cols).toArray();
    }

    private static Matrix oneHot(int[] labels, int cols) {
        Matrix t = Matrix.allocate(labels.length, cols);
        for (int i = 0; i < labels.length; i++) {
            t.set(i, labels[i], 1f);
        }
        return t;
    }

    /** ε of CrossEntropy. */
    private static double epsilon(int cols) {
        return 3e-7 + 6e-8 * Math.min(64, Math.ceilDiv(cols, 16));
    }

    private static double distance(Matrix x, int row) {
        float greatest = Float.NEGATIVE_INFINITY;
        float least = Float.POSITIVE_INFINITY;
        for (int j = 0; j < x.cols(); j++) {
            greatest = Math.max(greatest, x.get(row, j));
            least = Math.min(least, x.get(row, j));
        }
        return (double) greatest - least;
    }

    @Test
    void crossEntropyIsAsExactAsDocumented() {
        for (int cols : COLUMNS) {
            for (float spread : SPREADS) {
                for (double smoothing : new double[] {0, 0.1, 1}) {
                    CrossEntropy loss = CrossEntropy.sum().withLabelSmoothing(smoothing);
                    Matrix x = logits(cols, spread);
                    int[] labels = labels(cols);
                    Matrix t = probabilities(cols);
                    crossEntropy(loss, x, labels, oneHot(labels, cols), smoothing);
                    crossEntropy(loss, x, null, t, smoothing);
                }
            }
        }
    }

    private static void crossEntropy(CrossEntropy loss, Matrix x, int[] labels, Matrix t, double smoothing) {
        ReferenceLoss exact = ReferenceLoss.crossEntropy(x, q(t, smoothing));
        Matrix gradient = Matrix.allocate(ROWS, x.cols());
        double[] values = evaluate(loss, x, labels, t, gradient);
        double epsilon = epsilon(x.cols());
        for (int i = 0; i < ROWS; i++) {
            double factor = labels != null && smoothing == 0 ? 1 : 1 + Math.log(x.cols()) + distance(x, i);
            assertThat(values[i]).as("%s of %d columns, row %d", loss, x.cols(), i).isCloseTo(exact.values[i],
                    within(epsilon * factor));
            assertGradient(loss, gradient, exact, i, 2 * epsilon);
        }
    }

    @Test
    void quadraticCostIsAsExactAsDocumented() {
        for (int cols : COLUMNS) {
            for (float spread : SPREADS) {
                Matrix x = logits(cols, spread);
                int[] labels = labels(cols);
                quadratic(x, labels, oneHot(labels, cols));
                quadratic(x, null, probabilities(cols));
            }
        }
    }

    private static void quadratic(Matrix x, int[] labels, Matrix t) {
        QuadraticCost loss = QuadraticCost.sum();
        ReferenceLoss exact = ReferenceLoss.quadratic(x, q(t, 0));
        Matrix gradient = Matrix.allocate(ROWS, x.cols());
        double[] values = evaluate(loss, x, labels, t, gradient);
        for (int i = 0; i < ROWS; i++) {
            assertThat(values[i]).as("%s of %d columns, row %d", loss, x.cols(), i).isCloseTo(exact.values[i],
                    within(4 * epsilon(x.cols())));
            assertGradient(loss, gradient, exact, i, 4 * epsilon(x.cols()));
        }
    }

    @Test
    void softmaxIsAsExactAsDocumented() {
        for (int cols : COLUMNS) {
            for (float spread : SPREADS) {
                Matrix x = logits(cols, spread);
                Matrix p = Matrix.allocate(ROWS, cols);
                Matrix log = Matrix.allocate(ROWS, cols);
                Softmax.apply(x, p, SEQUENTIAL);
                Softmax.logarithm(x, log, SEQUENTIAL);
                for (int i = 0; i < ROWS; i++) {
                    softmax(p, log, i, ReferenceLoss.logSoftmax(x, i));
                }
            }
        }
    }

    private static void softmax(Matrix p, Matrix log, int row, double[] exact) {
        double epsilon = epsilon(exact.length);
        for (int j = 0; j < exact.length; j++) {
            double relative = 1e-7 + epsilon + 0x1p-23 * Math.abs(exact[j]);
            if (!(Math.abs(p.get(row, j) - Math.exp(exact[j])) <= relative * Math.exp(exact[j]) + 0x1p-126)
                    || !(Math.abs(log.get(row, j) - exact[j]) <= epsilon + Math.ulp((float) exact[j]))) {
                fail("softmax of column %d of %d is %s, its logarithm %s, which is %s", j, exact.length,
                        p.get(row, j), log.get(row, j), exact[j]);
            }
        }
    }

    private static double[] evaluate(ClassificationLoss loss, Matrix x, int[] labels, Matrix t, Matrix gradient) {
        double[] values = new double[ROWS];
        if (labels != null) {
            loss.evaluate(x, labels, gradient, values, SEQUENTIAL);
        } else {
            loss.evaluate(x, t, gradient, values, SEQUENTIAL);
        }
        return values;
    }

    private static void assertGradient(Loss loss, Matrix gradient, ReferenceLoss exact, int row, double near) {
        double furthest = 0;
        for (int j = 0; j < gradient.cols(); j++) {
            double difference = Math.abs(gradient.get(row, j) - exact.gradient[row][j]);
            furthest = difference <= furthest ? furthest : difference;
        }
        assertThat(furthest).as("error of the gradient of %s, row %d of %d columns", loss, row, gradient.cols())
                .isLessThanOrEqualTo(near);
    }

    /** One element by itself, with its term as the value of its row. */
    @Test
    void binaryCrossEntropyIsAsExactAsDocumented() {
        int rows = 1500;
        for (float weight : new float[] {1f, 2.3f}) {
            Matrix x = Matrix.allocate(rows, 1);
            Matrix t = Matrix.allocate(rows, 1);
            for (int i = 0; i < rows; i++) {
                x.set(i, 0, (float) random.nextGaussian() * (i % 2 == 0 ? 2f : 40f));
                t.set(i, 0, i % 5 == 0 ? 0f : i % 5 == 1 ? 1f : (float) random.nextDouble());
            }
            Matrix gradient = Matrix.allocate(rows, 1);
            double[] values = new double[rows];
            BinaryCrossEntropy.sum().withPositiveWeights(weight).evaluate(x, t, gradient, values, SEQUENTIAL);
            ReferenceLoss exact = ReferenceLoss.logistic(x, t, new float[] {weight});
            for (int i = 0; i < rows; i++) {
                assertThat(values[i]).as("value for x = %s, t = %s", x.get(i, 0), t.get(i, 0))
                        .isCloseTo(exact.values[i], within(4 * ulp(exact.values[i])));
                double parts = (1 - t.get(i, 0)) * sigmoid(x.get(i, 0))
                        + weight * t.get(i, 0) * sigmoid(-x.get(i, 0));
                assertThat((double) gradient.get(i, 0)).as("gradient for x = %s, t = %s", x.get(i, 0), t.get(i, 0))
                        .isCloseTo(exact.gradient[i][0], within(4 * ulp(parts)));
            }
        }
    }

    /** Of float32; terms below 10⁻³⁸ may be 0. */
    private static double ulp(double x) {
        return Math.max(Math.ulp((float) x), 1e-38);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void aProbabilityOfZeroIsInfinitelyFarFromASmoothedLabel() {
        Matrix x = Matrix.of(new float[] {1, Float.NEGATIVE_INFINITY, 2}, 1, 3);
        CrossEntropy smooth = CrossEntropy.sum().withLabelSmoothing(0.1);
        Matrix oneHot = Matrix.of(new float[] {1, 0, 0}, 1, 3);
        for (CrossEntropy loss : List.of(smooth, smooth.withClassWeights(2, 3, 4))) {
            assertThat(loss.value(x, new int[] {0}, SEQUENTIAL)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(loss.value(x, oneHot, SEQUENTIAL)).isEqualTo(Double.POSITIVE_INFINITY);
        }
        assertThat(smooth.withClassWeights(2, 0, 4).value(x, new int[] {0}, SEQUENTIAL)).isNaN();
        assertThat(CrossEntropy.sum().value(x, oneHot, SEQUENTIAL)).isNaN();
        assertThat(CrossEntropy.sum().value(x, new int[] {0}, SEQUENTIAL)).isFinite();
    }
}
