package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.MatrixBatch;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
            if (column != 0 || length != n) {
                wrong.add("a part of a row: " + length + " elements from (" + row + ", " + column + ")");
            }
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
        for (Activation activation : Activation.all()) {
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

    /** A softmax sums along the row: with parts of rows it would be right for few classes alone. */
    @Test
    void aSoftmaxOfAnyNumberOfClassesIsRight() {
        Epilogue epilogue = new Epilogue(null, Activation.IDENTITY, (array, offset, length, row, column) -> {
            float sum = 0;
            for (int j = offset; j < offset + length; j++) {
                array[j] = (float) Math.exp(array[j]);
                sum += array[j];
            }
            for (int j = offset; j < offset + length; j++) {
                array[j] /= sum;
            }
        });
        for (int classes : new int[] {9, 64, 65, 100, 1000}) {
            Matrix a = Values.ordinary(1).matrix(40, 20);
            Matrix b = Values.ordinary(2).matrix(20, classes);
            for (Execution execution : EXECUTIONS.all()) {
                for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS, Layout.SCATTERED_ROWS)) {
                    Matrix c = GuardedMatrix.of(layout, Backing.PART_OF_AN_ARRAY, 40, classes, Values.ordinary(3))
                            .view();
                    Gemm.multiply(1f, a, b, 0f, c, epilogue, execution);
                    for (int i = 0; i < 40; i++) {
                        float sum = 0;
                        for (int j = 0; j < classes; j++) {
                            sum += c.get(i, j);
                        }
                        assertThat(sum).isCloseTo(1f, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void whatTheActivationIsAppliedToIsKept() {
        int turn = 0;
        for (int[] shape : SHAPES) {
            for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS, Layout.ROTATED)) {
                for (Layout layoutOfC : List.of(Layout.ROWS_APART, Layout.COLUMNS)) {
                    Backing backing = turn % 2 == 0 ? Backing.PART_OF_AN_ARRAY : Backing.NATIVE;
                    Execution execution = EXECUTIONS.all().get(turn++ % EXECUTIONS.all().size());
                    keeps(shape[0], shape[1], shape[2], layout, backing, layoutOfC, execution);
                }
            }
        }
    }

    private static void keeps(
            int m, int n, int k, Layout layout, Backing backing, Layout layoutOfC, Execution execution) {
        String description = m + " × " + n + " × " + k + " " + layout + " " + backing + " " + layoutOfC + execution;
        Matrix a = Values.ordinary(1).matrix(m, k);
        Matrix b = Values.ordinary(2).matrix(k, n);
        float[] bias = Values.ordinary(3).array(n);
        GuardedMatrix kept = GuardedMatrix.of(layout, backing, m, n, Values.ordinary(4));
        GuardedMatrix c = GuardedMatrix.of(layoutOfC, Backing.PART_OF_AN_ARRAY, m, n, Values.ordinary(5));
        Matrix z = Matrix.of(new float[m * n], m, n);
        Gemm.multiply(1f, a, b, 0f, z, new Epilogue(bias, Activation.IDENTITY), execution);
        Gemm.multiply(1f, a, b, 0f, c.view(), new Epilogue(bias, Activation.SIGMOID).keeping(kept.view()), execution);
        assertThat(kept.view().toArray()).as(description).isEqualTo(z.toArray());
        Activation.SIGMOID.apply(z, z, execution);
        assertThat(c.view().toArray()).as(description).isEqualTo(z.toArray());
        kept.assertNothingElseChanged(description);
        c.assertNothingElseChanged(description);
    }

    @Test
    void theGradientBeforeAnActivationIsTheProductTimesTheDerivative() {
        int turn = 0;
        for (int[] shape : SHAPES) {
            for (Layout layout : List.of(Layout.ROWS_APART, Layout.COLUMNS, Layout.MIRRORED)) {
                for (Layout layoutOfC : List.of(Layout.ROWS, Layout.COLUMNS)) {
                    Backing backing = turn % 2 == 0 ? Backing.PART_OF_AN_ARRAY : Backing.NATIVE;
                    Execution execution = EXECUTIONS.all().get(turn % EXECUTIONS.all().size());
                    Activation activation = turn % 4 < 2 ? Activation.TANH
                            : Activation.all().get(turn / 4 % Activation.all().size());
                    boolean fromOutput = turn++ % 3 > 0 && activation.outputDeterminesDerivative();
                    multipliesByTheDerivative(shape, layout, backing, layoutOfC, activation, fromOutput, execution);
                }
            }
        }
    }

    private static void multipliesByTheDerivative(
            int[] shape, Layout layout, Backing backing, Layout layoutOfC, Activation activation, boolean fromOutput,
            Execution execution) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        String description = activation + " of " + m + " × " + n + " × " + k + " " + layout + " " + backing + " "
                + layoutOfC + execution;
        Matrix g = Values.ordinary(1).matrix(m, k);
        Matrix w = Values.ordinary(2).matrix(n, k);
        GuardedMatrix at = GuardedMatrix.of(layout, backing, m, n, Values.ordinary(4));
        GuardedMatrix c = GuardedMatrix.of(layoutOfC, Backing.PART_OF_AN_ARRAY, m, n, Values.ordinary(5));
        Matrix expected = Matrix.of(new float[m * n], m, n);
        Gemm.multiply(g, w.transposed(), expected, execution);
        if (fromOutput) {
            Epilogue epilogue = Epilogue.backwardFromOutput(activation, at.view());
            Gemm.multiply(1f, g, w.transposed(), 0f, c.view(), epilogue, execution);
            activation.backwardFromOutput(at.view(), expected, expected, execution);
        } else {
            Epilogue epilogue = Epilogue.backward(activation, at.view());
            Gemm.multiply(1f, g, w.transposed(), 0f, c.view(), epilogue, execution);
            activation.backward(at.view(), expected, expected, execution);
        }
        assertThat(c.view().toArray()).as(description).isEqualTo(expected.toArray());
        at.assertUnchanged(description);
        c.assertNothingElseChanged(description);
    }

    @Test
    void matricesOfTheEpilogueThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
        Matrix a = Values.ordinary(1).matrix(2, 3);
        Matrix b = Values.ordinary(2).matrix(3, 4);
        float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Matrix c = Matrix.of(values, 2, 4);
        Matrix shifted = Matrix.of(values, 4, 2, 4, 4, 1);
        Matrix other = Matrix.of(new float[8], 4, 2);
        Epilogue tanh = new Epilogue(null, Activation.TANH);
        assertRefused(a, b, c, tanh.keeping(other), "preActivation must have the shape of c, is 4 × 2");
        assertRefused(a, b, c, tanh.keeping(shifted), "c overlaps preActivation");
        assertRefused(a, b, c, tanh.keeping(c), "c overlaps preActivation");
        assertRefused(a, b, c, tanh.keeping(Matrix.of(b.array(), 0, 2, 4, 4, 1)), "preActivation overlaps b");
        assertRefused(a, b, c, tanh.keeping(Matrix.of(new float[8], 0, 2, 4, 0, 1)), "preActivation holds an element");
        assertRefused(a, b, c, Epilogue.backward(Activation.TANH, other), "x of the epilogue must have the shape of c");
        assertRefused(a, b, c, Epilogue.backwardFromOutput(Activation.TANH, c), "c overlaps y of the epilogue");
        Matrix twice = Matrix.of(new float[8], 2, 4);
        assertRefused(a, b, c, Epilogue.backward(Activation.TANH, twice).keeping(twice),
                "preActivation overlaps the epilogue's derivative");
        float[] bias = new float[4];
        Matrix holdsBias = Matrix.of(MemorySegment.ofArray(bias), 1, 4);
        assertRefused(a.slice(0, 0, 1, 3), b, c.slice(0, 0, 1, 4), new Epilogue(bias, Activation.TANH)
                .keeping(holdsBias), "preActivation overlaps bias");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gemm.multiply(1f, MatrixBatch.of(a, 1, 0), MatrixBatch.of(b, 1, 0), 0f,
                        MatrixBatch.of(c, 1, 8), tanh.keeping(twice), Execution.sequential()))
                .withMessageContaining("batch");
        assertThat(values).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Epilogue.backwardFromOutput(Activation.leakyRelu(-1f), twice))
                .withMessageContaining("leakyRelu(-1.0)");
    }

    private static void assertRefused(Matrix a, Matrix b, Matrix c, Epilogue epilogue, String message) {
        for (Execution execution : EXECUTIONS.all()) {
            assertThatIllegalArgumentException().isThrownBy(() -> Gemm.multiply(1f, a, b, 0f, c, epilogue, execution))
                    .withMessageContaining(message);
        }
    }
}
