package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.Execution;
import dev.evenkeel.gemm.DoubleCase.Layout;
import dev.evenkeel.testing.Executions;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A symmetric update of float64 has the bits of its definition in the triangle, and touches nothing else. */
class SyrkOfDoublesTest {
    private static final double[] FACTORS = {1, 0, -0.3, 2};
    private static final Executions EXECUTIONS = new Executions();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    /** So few operations that they may be emulated one by one. */
    @Test
    @Tag("emulated")
    void smallUpdatesGiveTheBitsOfTheDefinition() {
        Random random = new Random(3);
        for (int n : new int[] {1, 2, 3, 7, 16, 17, 33}) {
            check(random, n, 5, Layout.ROWS, Layout.ROWS);
            check(random, n, 17, any(random), any(random));
        }
    }

    @Test
    void everySizeAndLayoutGivesTheBitsOfTheDefinition() {
        Random random = new Random(1);
        for (int n = 1; n <= 100; n++) {
            check(random, n, 1 + random.nextInt(30), any(random), any(random));
        }
        for (int depth : new int[] {0, 1, 511, 512, 513, 1025}) {
            check(random, 37, depth, any(random), any(random));
            check(random, 67, depth, Layout.ROWS, Layout.ROWS);
            check(random, 67, depth, Layout.COLUMNS, Layout.PADDED_COLUMNS);
        }
    }

    @Test
    void manyBandsGiveTheBitsOfTheDefinition() {
        Random random = new Random(2);
        check(random, 301, 97, Layout.ROWS, Layout.ROWS);
        check(random, 301, 97, Layout.COLUMNS, Layout.PADDED_ROWS);
        check(random, 579, 23, Layout.COLUMNS, Layout.ROWS);
        check(random, 579, 23, Layout.NATIVE, Layout.NATIVE);
    }

    private static Layout any(Random random) {
        return Layout.values()[random.nextInt(Layout.values().length)];
    }

    private static void check(Random random, int n, int k, Layout layoutOfA, Layout layoutOfC) {
        DoubleMatrix a = DoubleCase.matrix(random, layoutOfA, n, k);
        double alpha = FACTORS[random.nextInt(FACTORS.length)];
        double beta = FACTORS[random.nextInt(FACTORS.length)];
        for (Triangle triangle : Triangle.values()) {
            DoubleMatrix c = DoubleCase.matrix(random, layoutOfC, n, n);
            double[] expected = DoubleCase.product(alpha, a, a.transposed(), beta, c);
            boolean otherIsNan = random.nextBoolean();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean isOther = triangle == Triangle.LOWER ? i < j : i > j;
                    if (isOther ? otherIsNan : beta == 0) {
                        c.set(i, j, Double.NaN);
                    }
                    expected[i * n + j] = isOther ? c.get(i, j) : expected[i * n + j];
                }
            }
            Execution execution = EXECUTIONS.all().get(random.nextInt(EXECUTIONS.all().size()));
            Syrk.update(triangle, alpha, a, beta, c, execution);
            assertThat(DoubleCase.bits(c.toArray()))
                    .as("%s of %s, α %s, β %s\na %s\nc %s", triangle, execution, alpha, beta, a, c)
                    .isEqualTo(DoubleCase.bits(expected));
        }
    }
}
