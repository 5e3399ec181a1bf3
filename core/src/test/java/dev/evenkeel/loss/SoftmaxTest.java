package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import org.junit.jupiter.api.Test;

/** Softmax and argmax of rows. */
class SoftmaxTest {
    private static final Execution SEQUENTIAL = Execution.sequential();

    @Test
    void probabilitiesAndLogarithmsAreThoseOfTheFormula() {
        for (int cols : new int[] {1, 2, 9, 16, 100, 1000, 3000}) {
            Matrix x = Values.ordinary(cols).matrix(3, cols);
            for (int j = 0; j < cols; j++) {
                x.set(0, j, x.get(0, j) * 40);
            }
            Matrix p = x.copy();
            Matrix log = x.copy();
            Softmax.apply(x, p, SEQUENTIAL);
            Softmax.logarithm(log, log, SEQUENTIAL);
            for (int i = 0; i < 3; i++) {
                double[] exact = ReferenceLoss.logSoftmax(x, i);
                double sum = 0;
                for (int j = 0; j < cols; j++) {
                    assertThat((double) p.get(i, j)).isCloseTo(Math.exp(exact[j]),
                            within((4e-7 - 0x1p-23 * exact[j]) * Math.exp(exact[j]) + 0x1p-126));
                    assertThat((double) log.get(i, j)).isCloseTo(exact[j],
                            within(3e-7 + Math.ulp((float) exact[j])));
                    sum += p.get(i, j);
                }
                assertThat(sum).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void minusInfinityIsProbabilityZeroAndOtherInfinitiesMakeARowNaN() {
        float inf = Float.POSITIVE_INFINITY;
        Matrix x = Matrix.of(new float[] {0, -inf, 0, inf, 0, 0, -inf, -inf, -inf, 0, Float.NaN, 0}, 4, 3);
        Matrix p = x.copy();
        Softmax.apply(x, p, SEQUENTIAL);
        assertThat(p.toArray()).startsWith(0.5f, 0f, 0.5f).endsWith(Float.NaN, Float.NaN, Float.NaN);
        assertThat(p.slice(1, 0, 3, 3).toArray()).containsOnly(Float.NaN);
        Softmax.logarithm(x, p, SEQUENTIAL);
        assertThat(p.get(0, 1)).isEqualTo(-inf);
        assertThat(p.slice(1, 0, 3, 3).toArray()).containsOnly(Float.NaN);
    }

    @Test
    void anyExecutionHasTheSameBits() {
        try (Executions executions = new Executions()) {
            Matrix x = Values.ordinary(4).matrix(70, 800);
            Matrix expected = x.copy();
            Matrix found = x.copy();
            int[] expectedPlaces = new int[70];
            int[] places = new int[70];
            for (Execution execution : executions.all()) {
                Softmax.apply(x, expected, SEQUENTIAL.withScalarKernels());
                Softmax.apply(x, found, execution);
                assertThat(found.toArray()).isEqualTo(expected.toArray());
                Softmax.logarithm(x, expected, SEQUENTIAL.withScalarKernels());
                Softmax.logarithm(x, found, execution);
                assertThat(found.toArray()).isEqualTo(expected.toArray());
                Predictions.argmax(x, expectedPlaces, SEQUENTIAL.withScalarKernels());
                Predictions.argmax(x, places, execution);
                assertThat(places).isEqualTo(expectedPlaces);
            }
        }
    }

    @Test
    void theFirstOfTheGreatestIsPredicted() {
        float nan = Float.NaN;
        Matrix x = Matrix.of(new float[] {1, 3, 3, -0f, 0, -0f, 5, nan, nan, -7, -8, -7}, 4, 3);
        int[] classes = new int[4];
        Predictions.argmax(x, classes, SEQUENTIAL);
        assertThat(classes).containsExactly(1, 0, 1, 0);
        assertThat(Predictions.correct(x, new int[] {1, 1, 1, -100}, SEQUENTIAL)).isEqualTo(2);
        assertThat(Predictions.accuracy(x, new int[] {1, 1, 1, -100}, SEQUENTIAL)).isEqualTo(0.5);
        assertThat(Predictions.accuracy(x.slice(0, 0, 0, 3), new int[0], SEQUENTIAL)).isNaN();
        Matrix wide = Values.ordinary(5).matrix(1, 500);
        wide.set(0, 411, 2f);
        wide.set(0, 499, 2f);
        assertThat(Predictions.correct(wide, new int[] {411}, SEQUENTIAL)).isEqualTo(1);
    }
}
