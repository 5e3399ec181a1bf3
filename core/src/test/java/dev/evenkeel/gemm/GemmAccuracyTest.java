package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Values;
import org.junit.jupiter.api.Test;

/** The error bound of the documentation, element by element, against sums in float64. */
class GemmAccuracyTest {
    private static final double UNIT = 0x1p-24;

    @Test
    void everyElementIsWithinTheBoundForOrdinaryValues() {
        for (int depth : new int[] {1, 2, 17, 511, 512, 513, 2000}) {
            check(depth, Values.Kind.ORDINARY, 0.7f, -1f);
        }
    }

    @Test
    void everyElementIsWithinTheBoundWhereResultsAreSubnormal() {
        for (int depth : new int[] {1, 2, 17, 513}) {
            check(depth, Values.Kind.SUBNORMAL, 0.7f, 0.3f);
        }
    }

    @Test
    void everyElementIsWithinTheBoundForLargeValuesThatCancel() {
        for (int depth : new int[] {2, 16, 514}) {
            Matrix a = new Values(Values.Kind.ORDINARY, 1).matrix(20, depth);
            Matrix b = new Values(Values.Kind.ORDINARY, 2).matrix(depth, 30);
            for (int p = 0; p < depth; p += 2) {
                for (int i = 0; i < a.rows(); i++) {
                    a.set(i, p, a.get(i, p) * 0x1p50f);
                    a.set(i, p + 1, -a.get(i, p) * (1 + 0x1p-20f));
                }
                for (int j = 0; j < b.cols(); j++) {
                    b.set(p + 1, j, b.get(p, j));
                }
            }
            check(a, b, new Values(Values.Kind.ORDINARY, 3).matrix(20, 30), 0.7f, 0.7f);
        }
    }

    private static void check(int depth, Values.Kind kind, float alpha, float beta) {
        check(new Values(kind, 1).matrix(20, depth), new Values(kind, 2).matrix(depth, 30),
                new Values(kind, 3).matrix(20, 30), alpha,
                beta);
    }

    private static void check(Matrix a, Matrix b, Matrix c, float alpha, float beta) {
        Matrix result = Matrix.of(c.array().clone(), c.rows(), c.cols());
        Gemm.multiply(alpha, a, b, beta, result, Execution.sequential());
        int depth = a.cols();
        double gamma = (depth + 3) * UNIT / (1 - (depth + 3) * UNIT);
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.cols(); j++) {
                double sum = 0;
                double magnitude = 0;
                for (int p = 0; p < depth; p++) {
                    double term = (double) a.get(i, p) * b.get(p, j);
                    sum += term;
                    magnitude += Math.abs(term);
                }
                double exact = alpha * sum + (double) beta * c.get(i, j);
                double size = Math.abs(alpha) * magnitude + Math.abs((double) beta * c.get(i, j));
                double rounding = depth * 0x1p-53 * size;
                double bound = gamma * size + (depth + 3) * (double) Float.MIN_VALUE + rounding;
                assertThat(Math.abs(result.get(i, j) - exact)).as("depth %d, element (%d, %d)", depth, i, j)
                        .isLessThanOrEqualTo(bound);
            }
        }
    }
}
