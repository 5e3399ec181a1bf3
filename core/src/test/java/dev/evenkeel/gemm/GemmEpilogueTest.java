package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GemmEpilogueTest {
    /**
     * Rows, columns, depth: more than one block of rows, band of columns, buffer and depth block, in turn; and two
     * small ones.
     */
    private static final int[][] SHAPES =
            {{1, 1, 1}, {5, 19, 3}, {205, 70, 515}, {7, 2115, 33}, {33, 701, 129}, {211, 1031, 9}, {9, 5, 0}};

    private static final Executions EXECUTIONS = new Executions();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    @Test
    void rowFunctionSeesEveryElementOnceWithItsRowAndColumn() {
        int turn = 0;
        for (int[] shape : SHAPES) {
            for (Layout layout : List.of(Layout.ROWS_APART, Layout.COLUMNS, Layout.SCATTERED_ROWS)) {
                for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE)) {
                    for (int repetition = 0; repetition < 4; repetition++) {
                        Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                        boolean packed = repetition % 2 == 0;
                        boolean columnMajor = repetition >= 2;
                        seesEveryElementOnce(shape[0], shape[1], shape[2], layout, backing, packed, columnMajor,
                                execution);
                    }
                }
            }
        }
    }

    /** A is the row's number times 1, B picks the columns' numbers: C holds the place of each of its elements. */
    private static void seesEveryElementOnce(
            int m, int n, int k, Layout layout, Backing backing, boolean packed, boolean columnMajor,
            Execution execution) {
        String description = m + " × " + n + " × " + k + " " + layout + " " + backing + " " + execution;
        Matrix a = Matrix.of(new float[m * k], m, k);
        Matrix b = columnMajor ? Matrix.of(new float[n * k], n, k).transposed() : Matrix.of(new float[k * n], k, n);
        for (int i = 0; i < m && k > 0; i++) {
            a.set(i, k - 1, i);
        }
        for (int j = 0; j < n && k > 0; j++) {
            b.set(k - 1, j, 1f);
        }
        float[] columns = new float[n];
        for (int j = 0; j < n; j++) {
            columns[j] = j / 4096f;
        }
        AtomicIntegerArray seen = new AtomicIntegerArray(m * n);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Epilogue epilogue = new Epilogue(columns, Activation.RELU, (array, offset, length, row, column) -> {
            for (int j = 0; j < length; j++) {
                seen.incrementAndGet(row * n + column + j);
                float expected = (k > 0 ? row : 0) + (column + j) / 4096f;
                if (array[offset + j] != expected) {
                    wrong.add(
                            "(" + row + ", " + (column + j) + ") is " + array[offset + j] + " instead of " + expected);
                }
                array[offset + j] = -1f - expected;
            }
        });
        GuardedMatrix c = GuardedMatrix.of(layout, backing, m, n, Values.ordinary(1));
        if (packed) {
            Gemm.multiply(1f, a, Gemm.pack(b, execution), 0f, c.view(), epilogue, execution);
        } else {
            Gemm.multiply(1f, a, b, 0f, c.view(), epilogue, execution);
        }
        assertThat(wrong).as(description).isEmpty();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                if (seen.get(i * n + j) != 1 || c.view().get(i, j) != -1f - ((k > 0 ? i : 0) + j / 4096f)) {
                    assertThat(seen.get(i * n + j)).as("%s: times (%d, %d) was seen", description, i, j).isEqualTo(1);
                    assertThat(c.view().get(i, j)).as("%s: what was written to (%d, %d)", description, i, j)
                            .isEqualTo(-1f - ((k > 0 ? i : 0) + j / 4096f));
                }
            }
        }
        c.assertNothingElseChanged(description);
    }

    @Test
    void everyActivationIsItsValueOfTheProductAndTheBias() {
        Matrix a = Values.ordinary(1).matrix(7, 600);
        Matrix b = Values.ordinary(2).matrix(600, 45);
        float[] bias = Values.ordinary(3).array(45);
        for (Activation activation : List.of(Activation.IDENTITY, Activation.RELU, Activation.leakyRelu(0.01f),
                Activation.TANH,
                Activation.SIGMOID, Activation.SOFTSIGN)) {
            for (float[] someBias : new float[][] {null, bias}) {
                for (Execution execution : EXECUTIONS.all()) {
                    Matrix c = Values.ordinary(4).matrix(7, 45);
                    float[] plain = ReferenceProduct.of(0.1f, a, b, -1f, c);
                    for (int i = 0; i < plain.length; i++) {
                        plain[i] = activation.value(someBias == null ? plain[i] : plain[i] + someBias[i % 45]);
                    }
                    Gemm.multiply(0.1f, a, b, -1f, c, new Epilogue(someBias, activation), execution);
                    ReferenceProduct.assertSameBits(c, plain, activation + " " + execution);
                }
            }
        }
    }

    @Test
    void biasOfTheWrongLengthIsRefusedBeforeAnythingIsWritten() {
        Matrix a = Matrix.of(new float[6], 2, 3);
        Matrix b = Matrix.of(new float[12], 3, 4);
        float[] c = {1, 2, 3, 4, 5, 6, 7, 8};
        for (int length : new int[] {0, 2, 3, 5}) {
            Epilogue epilogue = new Epilogue(new float[length], Activation.IDENTITY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Gemm.multiply(1f, a, b, 0f, Matrix.of(c, 2, 4), epilogue, Execution.sequential()))
                    .withMessageContainingAll("bias", "one value per column", "has " + length, "2 × 4");
            PackedMatrix packed = Gemm.pack(b, Execution.sequential());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Gemm.multiply(1f, a, packed, 0f, Matrix.of(c, 2, 4), epilogue,
                            Execution.sequential()))
                    .withMessageContaining("has " + length);
        }
        assertThat(c).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void activationMustBeGiven() {
        assertThatNullPointerException().isThrownBy(() -> new Epilogue(null, null)).withMessage("activation");
    }

    @Test
    void noEpilogueLeavesTheProductAsItIs() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix c = Matrix.of(arena.allocate(4), 1, 1);
            Matrix minusTwo = Matrix.of(new float[] {-2f}, 1, 1);
            Gemm.multiply(1f, minusTwo, Matrix.of(new float[] {3f}, 1, 1), 0f, c, Epilogue.none(),
                    Execution.sequential());
            assertThat(c.get(0, 0)).isEqualTo(-6f);
        }
    }
}
