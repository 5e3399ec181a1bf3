package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.evenkeel.Activation;
import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.DoubleMatrixBatch;
import dev.evenkeel.Execution;
import dev.evenkeel.gemm.DoubleCase.Layout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Products of float64 have the bits of their definition, however operands lie and whoever computes. */
class GemmOfDoublesTest {
    private static final double[] FACTORS = {1, 0, -0.3, 2};
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());

    @AfterAll
    static void endThreads() {
        POOL.shutdown();
    }

    @Test
    @Tag("emulated")
    void smallProductsOfEveryLayoutGiveTheBitsOfTheDefinition() {
        Random random = new Random(1);
        for (int turn = 0; turn < 300; turn++) {
            check(random, 1 + random.nextInt(20), 1 + random.nextInt(40), random.nextInt(24));
        }
    }

    @Test
    void productsOfEveryLayoutGiveTheBitsOfTheDefinition() {
        Random random = new Random(2);
        for (int turn = 0; turn < 120; turn++) {
            check(random, 1 + random.nextInt(80), 1 + random.nextInt(150), 1 + random.nextInt(70));
        }
        for (int depth : new int[] {511, 512, 513, 1025}) {
            check(random, 7, 37, depth);
            check(random, 130, 33, depth);
        }
        check(random, 150, 600, 40);
        check(random, 300, 70, 520);
    }

    @Test
    void rowsAndColumnsGiveTheBitsOfTheDefinition() {
        Random random = new Random(3);
        for (int length : new int[] {1, 2, 3, 7, 8, 9, 31, 64, 65, 300, 2500}) {
            check(random, 1, length, 70);
            check(random, 1, 70, length);
            check(random, length, 1, 30);
            check(random, 30, 1, length);
        }
    }

    private static void check(Random random, int m, int n, int k) {
        Layout[] layouts = Layout.values();
        DoubleMatrix a = DoubleCase.matrix(random, layouts[random.nextInt(layouts.length)], m, k);
        DoubleMatrix b = DoubleCase.matrix(random, layouts[random.nextInt(layouts.length)], k, n);
        DoubleMatrix c = DoubleCase.matrix(random, layouts[random.nextInt(layouts.length)], m, n);
        double alpha = FACTORS[random.nextInt(FACTORS.length)];
        double beta = FACTORS[random.nextInt(FACTORS.length)];
        Execution execution = random.nextBoolean() ? Execution.sequential() : Execution.on(POOL, 3);
        double[] expected = DoubleCase.product(alpha, a, b, beta, c);
        if (beta == 0) {
            c.fill(Double.NaN);
        }
        boolean packed = random.nextInt(4) == 0;
        boolean finished = random.nextInt(3) == 0;
        double[] bias = new double[n];
        Arrays.setAll(bias, j -> 0.1 * j - 1);
        DoubleEpilogue epilogue = finished ? new DoubleEpilogue(bias, Activation.TANH) : DoubleEpilogue.none();
        for (int at = 0; at < expected.length && finished; at++) {
            expected[at] = StrictMath.tanh(expected[at] + bias[at % n]);
        }
        if (packed) {
            Gemm.multiply(alpha, a, Gemm.pack(b, execution), beta, c, epilogue, execution);
        } else {
            Gemm.multiply(alpha, a, b, beta, c, epilogue, execution);
        }
        assertThat(DoubleCase.bits(c.toArray()))
                .as("%s α %s, β %s, packed %s, epilogue %s\na %s\nb %s\nc %s", execution,
                        alpha, beta, packed, finished, a, b, c)
                .isEqualTo(DoubleCase.bits(expected));
    }

    @Test
    void threadsGiveTheBitsOfOne() {
        Random random = new Random(4);
        DoubleMatrix a = DoubleCase.matrix(random, Layout.ROWS, 210, 190);
        DoubleMatrix b = DoubleCase.matrix(random, Layout.COLUMNS, 190, 230);
        DoubleMatrix alone = DoubleMatrix.allocate(210, 230);
        DoubleMatrix shared = DoubleMatrix.allocate(210, 230);
        Gemm.multiply(a, b, alone, Execution.sequential());
        Gemm.multiply(a, b, shared, Execution.on(POOL, 2));
        assertThat(DoubleCase.bits(shared.toArray())).isEqualTo(DoubleCase.bits(alone.toArray()));
        assertThat(DoubleCase.bits(alone.toArray()))
                .isEqualTo(DoubleCase.bits(DoubleCase.product(1, a, b, 0, alone)));
    }

    @Test
    void neitherOperandIsReadWhereAlphaIsZero() {
        DoubleMatrix nan = DoubleMatrix.of(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN}, 2, 2);
        DoubleMatrix c = DoubleMatrix.of(new double[] {1, 2, 3, 4}, 2, 2);
        Gemm.multiply(0, nan, nan, 0.5, c, Execution.sequential());
        assertThat(c.toArray()).containsExactly(0.5, 1, 1.5, 2);
        Gemm.multiply(0, nan, nan, 0, c, Execution.sequential());
        assertThat(c.toArray()).containsOnly(0);
    }

    @Test
    void zerosAreNotSkipped() {
        DoubleMatrix c = DoubleMatrix.allocate(1, 1);
        Gemm.multiply(DoubleMatrix.allocate(1, 1), DoubleMatrix.of(new double[] {Double.NaN}, 1, 1), c,
                Execution.sequential());
        assertThat(c.get(0, 0)).isNaN();
    }

    @Test
    void aBatchHasTheBitsOfItsProducts() {
        Random random = new Random(5);
        for (int count : new int[] {0, 1, 2, 7}) {
            double[] values = random.doubles(7 * 12 + 12 + 7 * 12).toArray();
            DoubleMatrixBatch a = DoubleMatrixBatch.of(DoubleMatrix.of(values, 4, 3), count, 12);
            DoubleMatrixBatch b = DoubleMatrixBatch.of(DoubleMatrix.of(values, 84, 3, 4, 4, 1), count, 0);
            DoubleMatrixBatch c = DoubleMatrixBatch.of(DoubleMatrix.allocate(4 * 7, 4).slice(0, 0, 4, 4), count, 16);
            DoubleEpilogue epilogue = new DoubleEpilogue(new double[] {1, 2, 3, 4}, Activation.RELU);
            Gemm.multiply(0.5, a, b, 0, c, epilogue, Execution.on(POOL, 2));
            for (int i = 0; i < count; i++) {
                DoubleMatrix alone = DoubleMatrix.allocate(4, 4);
                Gemm.multiply(0.5, a.get(i), b.get(i), 0, alone, epilogue, Execution.sequential());
                assertThat(c.get(i).toArray()).isEqualTo(alone.toArray());
            }
        }
    }

    @Test
    void aRowFunctionSeesEveryRowOnceAndWhole() {
        Random random = new Random(6);
        for (Layout layout : Layout.values()) {
            DoubleMatrix a = DoubleCase.matrix(random, Layout.ROWS, 90, 30);
            DoubleMatrix b = DoubleCase.matrix(random, Layout.ROWS, 30, 70);
            DoubleMatrix c = DoubleCase.matrix(random, layout, 90, 70);
            double[] expected = DoubleCase.product(1, a, b, 0, c);
            AtomicIntegerArray seen = new AtomicIntegerArray(90);
            DoubleEpilogue epilogue =
                    new DoubleEpilogue(null, Activation.IDENTITY, (array, offset, length, row, column) -> {
                        assertThat(length - column).isEqualTo(70);
                        seen.incrementAndGet(row);
                        array[offset + 69] += array[offset];
                    });
            Gemm.multiply(1, a, b, 0, c, epilogue, Execution.on(POOL, 2));
            for (int i = 0; i < 90; i++) {
                assertThat(seen.get(i)).isEqualTo(1);
                assertThat(c.get(i, 69)).isEqualTo(expected[i * 70 + 69] + expected[i * 70]);
            }
        }
    }

    @Test
    void emptyProductsAreNothing() {
        DoubleMatrix none = DoubleMatrix.allocate(0, 3);
        assertThatCode(() -> Gemm.multiply(none, DoubleMatrix.allocate(3, 2), DoubleMatrix.allocate(0, 2),
                Execution.sequential())).doesNotThrowAnyException();
        DoubleMatrix c = DoubleMatrix.of(new double[] {1}, 1, 1);
        Gemm.multiply(1, DoubleMatrix.allocate(1, 0), DoubleMatrix.allocate(0, 1), 2, c, Execution.sequential());
        assertThat(c.get(0, 0)).isEqualTo(2);
    }
}
