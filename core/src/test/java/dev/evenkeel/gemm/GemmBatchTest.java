package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GemmBatchTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final int M = 19;
    private static final int N = 21;
    private static final int K = 23;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void eachProductHasTheBitsThatItWouldHaveAlone() {
        for (Execution execution : EXECUTIONS.all()) {
            for (int count : new int[] {0, 1, 2, 3, 7, 40}) {
                MatrixBatch a = dense(1, count, M, K, 5);
                MatrixBatch b = dense(2, count, K, N, 0);
                MatrixBatch c = dense(3, count, M, N, 1);
                check(0.7f, a, b, -1f, c, new Epilogue(Values.ordinary(4).array(N), Activation.TANH), execution);
            }
        }
    }

    /** Where nothing is to be done, two thousand million times nothing takes no time. */
    @Test
    @Timeout(60)
    void anyNumberOfEmptyProductsIsNothing() {
        Matrix a = Matrix.of(new float[0], 0, K);
        Matrix b = Matrix.of(new float[K * N], K, N);
        MatrixBatch as = MatrixBatch.of(a, Integer.MAX_VALUE, 5);
        MatrixBatch bs = MatrixBatch.of(b, Integer.MAX_VALUE, 0);
        MatrixBatch results = MatrixBatch.of(Matrix.of(new float[0], 0, N), Integer.MAX_VALUE, 1);
        for (Execution execution : EXECUTIONS.all()) {
            for (int repetition = 0; repetition < 1000; repetition++) {
                Gemm.multiply(1f, as, bs, 0f, results, Epilogue.none(), execution);
            }
        }
    }

    @Test
    void largeProductsOfASmallBatchAreSharedOutToo() {
        for (Execution execution : EXECUTIONS.all()) {
            MatrixBatch a = dense(1, 2, 100, 90, 0);
            MatrixBatch b = dense(2, 2, 90, 110, 0);
            check(1f, a, b, 0f, dense(3, 2, 100, 110, 0), Epilogue.none(), execution);
        }
    }

    /** Comparing each matrix with each other would take hours. */
    @Test
    @Timeout(60)
    void aMillionProductsMayInterleaveAtDifferentStrides() {
        int count = 1_000_000;
        float[] storage = new float[3 * count];
        Matrix one = Matrix.of(storage, 0, 1, 1, 1, 1);
        MatrixBatch a = MatrixBatch.of(one, count, 2);
        MatrixBatch c = MatrixBatch.of(Matrix.of(storage, 1, 1, 1, 1, 1), count / 2, 4);
        MatrixBatch two = MatrixBatch.of(Matrix.of(new float[] {2f}, 1, 1), count / 2, 0);
        Arrays.fill(storage, 3f);
        Gemm.multiply(1f, MatrixBatch.of(one, count / 2, 2), two, 0f, c, Epilogue.none(), Execution.sequential());
        assertThat(storage[1]).isEqualTo(6f);
        assertThat(storage[3]).isEqualTo(3f);
        assertThat(storage[5]).isEqualTo(6f);
        assertThat(Views.overlap(a, c)).isFalse();
        assertThat(Views.overlap(a, MatrixBatch.of(Matrix.of(storage, 1, 1, 1, 1, 1), count / 2, 5))).isTrue();
    }

    @Test
    void inputsMayBeOneMatrixForAll() {
        for (Execution execution : EXECUTIONS.all()) {
            MatrixBatch oneA = MatrixBatch.of(Values.ordinary(1).matrix(M, K), 6, 0);
            MatrixBatch oneB = MatrixBatch.of(Values.ordinary(2).matrix(K, N), 6, 0);
            check(1f, oneA, dense(2, 6, K, N, 3), 1f, dense(3, 6, M, N, 0), Epilogue.none(), execution);
            check(1f, dense(1, 6, M, K, 3), oneB, 1f, dense(3, 6, M, N, 0), Epilogue.none(), execution);
            check(1f, oneA, oneB, 1f, dense(3, 6, M, N, 0), Epilogue.none(), execution);
        }
    }

    @Test
    void stridesMayBeNegativeAndMatricesInterleaved() {
        float[] storage = Values.ordinary(3).array(M * N * 6);
        MatrixBatch backwards = MatrixBatch.of(Matrix.of(storage, M * N * 5, M, N, N, 1), 6, -M * N);
        check(1f, dense(1, 6, M, K, 0), dense(2, 6, K, N, 0), 0.7f, backwards, Epilogue.none(), Execution.sequential());
        MatrixBatch columnSlices = MatrixBatch.of(Matrix.of(storage, 0, M, N, 6 * N, 1), 6, N);
        check(1f, dense(1, 6, M, K, 0), dense(2, 6, K, N, 0), 0.7f, columnSlices, Epilogue.none(),
                Execution.sequential());
        MatrixBatch interleavedElements = MatrixBatch.of(Matrix.of(storage, 0, M, N, 6 * N, 6), 1, 1);
        check(1f, dense(1, 1, M, K, 0), dense(2, 1, K, N, 0), 0.7f, interleavedElements, Epilogue.none(),
                Execution.sequential());
    }

    @Test
    void inputsAndOutputsMayAlternateInOneArray() {
        int size = 16;
        Matrix whole = Values.ordinary(1).matrix(size, 3 * size * 5);
        MatrixBatch a = MatrixBatch.of(whole.slice(0, 0, size, size), 5, 3 * size);
        MatrixBatch b = MatrixBatch.of(whole.slice(0, size, size, size), 5, 3 * size);
        MatrixBatch c = MatrixBatch.of(whole.slice(0, 2 * size, size, size), 5, 3 * size);
        check(1f, a, b, 0.5f, c, Epilogue.none(), Execution.sequential());
    }

    @Test
    void nativeBatchesGiveTheSameBits() {
        try (Arena arena = Arena.ofShared()) {
            MatrixBatch c = MatrixBatch.of(Matrix.of(arena.allocate(5L * M * N * Float.BYTES), M, N), 5, M * N);
            check(1f, dense(1, 5, M, K, 0), dense(2, 5, K, N, 0), 0f, c, Epilogue.none(), EXECUTIONS.withThreads(3));
        }
    }

    @Test
    void outputsThatShareAnElementAreRefused() {
        MatrixBatch a = dense(1, 4, 3, 3, 0);
        float[] storage = new float[200];
        for (int stride : new int[] {0, 1, 8, -1, -8, 3}) {
            MatrixBatch c = MatrixBatch.of(Matrix.of(storage, 50, 3, 3, 3, 1), 4, stride);
            refused(a, a, c, "another matrix of c");
        }
        refused(a, a, MatrixBatch.of(Matrix.of(storage, 50, 3, 3, 6, 1), 4, 3), "another matrix of c");
        refused(a, a, MatrixBatch.of(Matrix.of(storage, 50, 3, 3, 6, 1), 4, 7), "another matrix of c");
        Gemm.multiply(1f, dense(1, 2, 3, 3, 0), dense(2, 2, 3, 3, 0), 0f,
                MatrixBatch.of(Matrix.of(storage, 50, 3, 3, 6, 1), 2, 3),
                Epilogue.none(), Execution.sequential());
    }

    @Test
    void anOutputInsideAnInputOfAnotherProductIsRefused() {
        float[] storage = new float[400];
        MatrixBatch apart = dense(1, 4, 3, 3, 0);
        MatrixBatch c = MatrixBatch.of(Matrix.of(storage, 100, 3, 3, 3, 1), 4, 9);
        refused(MatrixBatch.of(Matrix.of(storage, 127, 3, 3, 3, 1), 4, 0), apart, c, "c overlaps a");
        refused(apart, MatrixBatch.of(Matrix.of(storage, 127, 3, 3, 3, 1), 4, 9), c, "c overlaps b");
        refused(MatrixBatch.of(Matrix.of(storage, 74, 3, 3, 3, 1), 4, 9), apart, c, "c overlaps a");
        refused(MatrixBatch.of(Matrix.of(storage, 130, 3, 3, 3, 1), 4, -20), apart, c, "c overlaps a");
        refused(MatrixBatch.of(Matrix.of(storage, 0, 3, 3, 3, 1), 4, 36), apart, c, "c overlaps a");
        refused(MatrixBatch.of(Matrix.of(storage, 0, 3, 3, 3, 1), 4, 118), apart, c, "c overlaps a");
        MatrixBatch before = MatrixBatch.of(Matrix.of(storage, 73, 3, 3, 3, 1), 4, -9);
        MatrixBatch after = MatrixBatch.of(Matrix.of(storage, 136, 3, 3, 3, 1), 4, 9);
        Gemm.multiply(1f, before, after, 0f, c, Epilogue.none(), Execution.sequential());
    }

    @Test
    void matricesThatShareAnElementAreRefusedAndOthersOfEqualLeadingDimensionAreNot() {
        SplittableRandom random = new SplittableRandom(1);
        float[] storage = new float[60];
        int shared = 0;
        int apart = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            int count = 1 + random.nextInt(4);
            MatrixBatch a = somewhere(storage, count, random);
            MatrixBatch c = somewhere(storage, count, random);
            MatrixBatch b = MatrixBatch.of(Matrix.of(new float[4], 2, 2), count, 0);
            BitSet ofA = new BitSet();
            BitSet ofC = new BitSet();
            boolean twice = false;
            for (int i = 0; i < count; i++) {
                ofA.or(elements(a.get(i)));
                twice |= ofC.intersects(elements(c.get(i)));
                ofC.or(elements(c.get(i)));
            }
            boolean refused = false;
            try {
                Gemm.multiply(1f, a, b, 1f, c, Epilogue.none(), Execution.sequential());
            } catch (IllegalArgumentException overlap) {
                refused = true;
            }
            if (twice || ofA.intersects(ofC)) {
                shared++;
                assertThat(refused).as("a %s, c %s", a, c).isTrue();
            } else if (a.get(0).rowStride() == c.get(0).rowStride()) {
                apart++;
                assertThat(refused).as("a %s, c %s", a, c).isFalse();
            }
        }
        assertThat(shared).isGreaterThan(5_000);
        assertThat(apart).isGreaterThan(200);
    }

    private static MatrixBatch somewhere(float[] storage, int count, SplittableRandom random) {
        while (true) {
            int offset = random.nextInt(storage.length);
            int rowStride = 2 + random.nextInt(6);
            int stride = random.nextInt(-20, 21);
            int first = Math.min(offset, offset + (count - 1) * stride);
            int last = Math.max(offset, offset + (count - 1) * stride) + rowStride + 1;
            if (first >= 0 && last < storage.length) {
                return MatrixBatch.of(Matrix.of(storage, offset, 2, 2, rowStride, 1), count, stride);
            }
        }
    }

    private static BitSet elements(Matrix matrix) {
        BitSet elements = new BitSet();
        for (int i = 0; i < matrix.rows(); i++) {
            int from = (int) (matrix.offset() + i * matrix.rowStride());
            elements.set(from, from + matrix.cols());
        }
        return elements;
    }

    @Test
    void aBiasInsideAnyOutputIsRefused() {
        float[] storage = new float[3];
        MatrixBatch one = MatrixBatch.of(Matrix.of(new float[1], 1, 1), 1, 0);
        MatrixBatch three = MatrixBatch.of(Matrix.of(new float[3], 1, 3), 1, 0);
        Epilogue epilogue = new Epilogue(storage, Activation.IDENTITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gemm.multiply(1f, one, three, 0f, MatrixBatch.of(Matrix.of(storage, 1, 3), 1, 0),
                        epilogue,
                        Execution.sequential()))
                .withMessageContaining("c overlaps bias");
    }

    /** With a check of every pair this takes minutes. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tensOfThousandsOfProductsAreCheckedInNoTime() {
        int count = 200_000;
        float[] storage = Values.ordinary(1).array(3 * 4 * count);
        MatrixBatch a = MatrixBatch.of(Matrix.of(storage, 0, 2, 2, 2, 1), count, 12);
        MatrixBatch b = MatrixBatch.of(Matrix.of(storage, 4, 2, 2, 2, 1), count, 12);
        MatrixBatch c = MatrixBatch.of(Matrix.of(storage, 8, 2, 2, 2, 1), count, 12);
        MatrixBatch elsewhere = MatrixBatch.of(Matrix.of(new float[4 * count], 2, 2), count, 4);
        MatrixBatch otherStride = MatrixBatch.of(Matrix.of(storage, 0, 2, 2, 2, 1), count, 0);
        float[] last = ReferenceProduct.of(1f, a.get(count - 1), b.get(count - 1), 0f, c.get(count - 1));
        Gemm.multiply(1f, a, b, 0f, c, Epilogue.none(), Execution.sequential());
        ReferenceProduct.assertSameBits(c.get(count - 1), last, "last of many");
        Gemm.multiply(1f, otherStride, b, 0f, elsewhere, Epilogue.none(), Execution.sequential());
        Gemm.multiply(1f, otherStride, otherStride, 0f, c, Epilogue.none(), Execution.sequential());
    }

    private static MatrixBatch dense(long seed, int count, int rows, int cols, int gap) {
        int size = rows * cols + gap;
        return MatrixBatch.of(Matrix.of(Values.ordinary(seed).array(Math.max(1, count) * size), rows, cols), count,
                size);
    }

    private static void check(
            float alpha, MatrixBatch a, MatrixBatch b, float beta, MatrixBatch c, Epilogue epilogue,
            Execution execution) {
        float[][] expected = new float[c.count()][];
        for (int i = 0; i < c.count(); i++) {
            expected[i] = ReferenceProduct.of(alpha, a.get(i), b.get(i), beta, c.get(i), epilogue);
        }
        Gemm.multiply(alpha, a, b, beta, c, epilogue, execution);
        for (int i = 0; i < c.count(); i++) {
            ReferenceProduct.assertSameBits(c.get(i), expected[i], "product " + i + " of " + c + ", " + execution);
        }
    }

    private static void refused(MatrixBatch a, MatrixBatch b, MatrixBatch c, String message) {
        float[] before = c.get(0).array().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gemm.multiply(1f, a, b, 0f, c, Epilogue.none(), Execution.sequential()))
                .withMessageContaining(message);
        assertThat(c.get(0).array()).isEqualTo(before);
    }
}
