package dev.evenkeel.internal.kernel.dgemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel gives the bits of three plain loops. */
class DgemmKernelTest {
    private static final int SIZE = DgemmKernel.COLUMNS;
    private static final int[] DEPTHS = {0, 1, 2, 3, 7, 15, 16, 17, 63, 64, 65, 1000};
    private static final int[] OFFSETS = {0, 1, 5, 16};
    private static final double[] SPECIAL = {0, -0d, Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    @Test
    void scalarProductsAreThoseOfPlainLoops() {
        productsAreThoseOfPlainLoops(new ScalarDgemm());
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorProductsAreThoseOfPlainLoops() {
        productsAreThoseOfPlainLoops(new VectorDgemm());
    }

    /** The change from one code to the other happens on the way. */
    @Test
    @Tag("vector")
    void tieredProductsAreThoseOfPlainLoops() {
        DgemmKernel tiered = new TieredDgemm();
        double[] a = values(1, 64 * SIZE);
        double[] expected = new double[SIZE * SIZE];
        plainLoops(64, a, 0, a, 0, expected, 0);
        for (int call = 0; call < 20_000; call++) {
            double[] c = new double[SIZE * SIZE];
            tiered.addTransposed(64, a, 0, a, 0, c, 0);
            assertThat(c).isEqualTo(expected);
        }
    }

    private static void productsAreThoseOfPlainLoops(DgemmKernel kernel) {
        for (int depth : DEPTHS) {
            for (int offset : OFFSETS) {
                double[] a = values(depth, offset + depth * SIZE);
                double[] b = values(depth + 1, offset + 3 + depth * SIZE);
                double[] expected = values(depth + 2, offset + 7 + SIZE * SIZE + 9);
                double[] c = expected.clone();
                plainLoops(depth, a, offset, b, offset + 3, expected, offset + 7);
                kernel.addTransposed(depth, a, offset, b, offset + 3, c, offset + 7);
                assertThat(c).as("depth %d, offset %d", depth, offset).isEqualTo(expected);
            }
        }
    }

    private static void plainLoops(
            int depth, double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset) {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double sum = c[cOffset + i * SIZE + j];
                for (int p = 0; p < depth; p++) {
                    sum = Math.fma(a[aOffset + p * SIZE + i], b[bOffset + p * SIZE + j], sum);
                }
                c[cOffset + i * SIZE + j] = sum;
            }
        }
    }

    /** One in a thousand is special: enough of them, and not all sums NaN. */
    private static double[] values(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            boolean isSpecial = random.nextInt(1000) == 0;
            values[i] = isSpecial ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextDouble(-1, 1);
        }
        return values;
    }
}
