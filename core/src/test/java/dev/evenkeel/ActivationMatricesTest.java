package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.Garbage;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for one element holds for matrices of any strides and storage, on any threads. */
class ActivationMatricesTest {
    /** One element, ragged, long rows, short rows, more than one block, nothing, and enough for threads. */
    private static final int[][] SHAPES =
            {{1, 1}, {3, 5}, {70, 61}, {2, 5001}, {1700, 3}, {4200, 1}, {1, 4200}, {0, 4}, {4, 0}, {61, 1000}};

    private static final Executions EXECUTIONS = new Executions();

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    /** Layouts, storage and executions in turn, so that many pairs of them meet. */
    @Test
    void everyOperationIsThatOfItsElementsWhereverTheyLie() {
        SplittableRandom random = new SplittableRandom(1);
        for (int[] shape : SHAPES) {
            for (int trial = 0; trial < 30; trial++) {
                Activation activation = ALL.get(random.nextInt(ALL.size()));
                Execution execution = EXECUTIONS.all().get(random.nextInt(EXECUTIONS.all().size()));
                GuardedMatrix x = input(shape, random);
                GuardedMatrix dy = input(shape, random);
                GuardedMatrix result = output(shape, random);
                String description = activation + " " + x.view() + " " + dy.view() + " " + result.view() + execution;
                activation.apply(x.view(), result.view(), execution);
                assertElements(result, description, (i, j) -> activation.value(x.view().get(i, j)));
                activation.backward(x.view(), dy.view(), result.view(), execution);
                assertElements(result, description,
                        (i, j) -> dy.view().get(i, j) * activation.derivative(x.view().get(i, j)));
                if (activation.outputDeterminesDerivative()) {
                    activation.backwardFromOutput(x.view(), dy.view(), result.view(), execution);
                    float[] expected = new float[shape[0] * shape[1]];
                    activation.backwardFromOutput(x.view().toArray(), 0, dy.view().toArray(), 0, expected, 0,
                            expected.length, Execution.sequential());
                    assertElements(result, description, (i, j) -> expected[i * shape[1] + j]);
                }
                x.assertUnchanged(description);
                dy.assertUnchanged(description);
            }
        }
    }

    @Test
    void theOutputMayBeAnInput() {
        SplittableRandom random = new SplittableRandom(2);
        for (int[] shape : SHAPES) {
            for (int trial = 0; trial < 15; trial++) {
                Activation activation = ALL.get(random.nextInt(ALL.size()));
                Execution execution = EXECUTIONS.all().get(random.nextInt(EXECUTIONS.all().size()));
                GuardedMatrix x = output(shape, random);
                GuardedMatrix dy = output(shape, random);
                Matrix oldX = x.view().copy();
                Matrix oldDy = dy.view().copy();
                String description = activation + " " + x.view() + " " + dy.view() + execution;
                activation.backward(x.view(), dy.view(), dy.view(), execution);
                assertElements(dy, description, (i, j) -> oldDy.get(i, j) * activation.derivative(oldX.get(i, j)));
                activation.backward(x.view(), oldDy, x.view(), execution);
                assertElements(x, description, (i, j) -> oldDy.get(i, j) * activation.derivative(oldX.get(i, j)));
                Matrix before = x.view().copy();
                activation.apply(x.view(), x.view(), execution);
                assertElements(x, description, (i, j) -> activation.value(before.get(i, j)));
            }
        }
    }

    /** More than two of the blocks that such matrices are walked in. */
    @Test
    void rowsWithoutGapsHaveTheBitsOfOneRangeOnAnyThreads() {
        int rows = 263;
        int cols = 1009;
        float[] x = Values.ordinary(5).array(rows * cols + 4);
        float[] dy = Values.ordinary(6).array(rows * cols + 9);
        float[] expected = new float[rows * cols + 2];
        Activation.SIGMOID.backward(x, 3, dy, 5, expected, 1, rows * cols, Execution.sequential());
        for (Execution execution : EXECUTIONS.all()) {
            float[] dx = new float[expected.length];
            Activation.SIGMOID.backward(Matrix.of(x, 3, rows, cols, cols, 1), Matrix.of(dy, 5, rows, cols, cols, 1),
                    Matrix.of(dx, 1, rows, cols, cols, 1), execution);
            assertThat(dx).isEqualTo(expected);
        }
    }

    private static final List<Activation> ALL = ActivationArraysTest.activations().toList();

    private static GuardedMatrix input(int[] shape, SplittableRandom random) {
        Layout[] layouts = Layout.values();
        Backing[] backings = Backing.values();
        return GuardedMatrix.of(layouts[random.nextInt(layouts.length)], backings[random.nextInt(backings.length)],
                shape[0], shape[1], new Values(Values.Kind.A_FEW_NOT_FINITE, random.nextLong()));
    }

    private static GuardedMatrix output(int[] shape, SplittableRandom random) {
        Layout[] layouts = Layout.outputs();
        Backing[] backings = Backing.outputs();
        return GuardedMatrix.of(layouts[random.nextInt(layouts.length)], backings[random.nextInt(backings.length)],
                shape[0], shape[1], Values.ordinary(random.nextLong()));
    }

    /** The element at a place. */
    private interface Element {
        float at(int row, int column);
    }

    private static void assertElements(GuardedMatrix result, String description, Element expected) {
        Matrix view = result.view();
        for (int i = 0; i < view.rows(); i++) {
            for (int j = 0; j < view.cols(); j++) {
                if (Float.floatToIntBits(view.get(i, j)) != Float.floatToIntBits(expected.at(i, j))) {
                    assertThat(view.get(i, j)).as("%s: (%d, %d)", description, i, j).isEqualTo(expected.at(i, j));
                }
            }
        }
        result.assertNothingElseChanged(description);
    }

    @Test
    void longRangesHaveTheBitsOfShortOnesOnAnyThreads() {
        int length = 100_003;
        float[] x = Values.ordinary(1).array(length + 7);
        float[] dy = Values.ordinary(2).array(length + 5);
        float[] y = new float[length];
        float[] derivatives = new float[length];
        float[] dx = new float[length];
        float[] dxOfOutput = new float[length];
        for (Execution execution : EXECUTIONS.all()) {
            Activation.TANH.apply(x, 7, y, 0, length, execution);
            Activation.TANH.applyDerivative(x, 7, derivatives, 0, length, execution);
            Activation.TANH.backward(x, 7, dy, 5, dx, 0, length, execution);
            Activation.TANH.backwardFromOutput(y, 0, dy, 5, dxOfOutput, 0, length, execution);
            for (int i = 0; i < length; i++) {
                boolean same = y[i] == Activation.TANH.value(x[7 + i])
                        && derivatives[i] == Activation.TANH.derivative(x[7 + i])
                        && dx[i] == dy[5 + i] * derivatives[i]
                        && dxOfOutput[i] == dy[5 + i] * Math.fma(-y[i], y[i], 1f);
                if (!same) {
                    throw new AssertionError("element " + i + " on " + execution);
                }
            }
        }
    }

    @Test
    @Tag("once")
    void matricesOfOtherShapesAreRefusedBeforeAnythingIsWritten() {
        Matrix x = Values.ordinary(1).matrix(2, 3);
        Matrix other = Values.ordinary(1).matrix(3, 2);
        float[] kept = {1, 2, 3, 4, 5, 6};
        Matrix result = Matrix.of(kept, 2, 3);
        Execution execution = Execution.sequential();
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.apply(other, result, execution))
                .withMessage("shapes do not match: x is 3 × 2, y is 2 × 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.backward(x, other, result, execution))
                .withMessage("shapes do not match: dy is 3 × 2, dx is 2 × 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.TANH.backwardFromOutput(other, x, result, execution))
                .withMessage("shapes do not match: y is 3 × 2, dx is 2 × 3");
        assertThat(kept).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    @Tag("once")
    void anOutputThatMeetsAnInputElsewhereIsRefused() {
        float[] values = Values.ordinary(1).array(20);
        float[] before = values.clone();
        Matrix x = Matrix.of(values, 0, 2, 3, 3, 1);
        Matrix shifted = Matrix.of(values, 1, 2, 3, 3, 1);
        Matrix apart = Values.ordinary(2).matrix(2, 3);
        Matrix repeated = Matrix.of(values, 0, 2, 3, 0, 1);
        Execution execution = Execution.sequential();
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.apply(x, shifted, execution))
                .withMessageContaining("y overlaps x without being the same view");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.backward(apart, x, shifted, execution))
                .withMessageContaining("dx overlaps dy");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.backward(x, apart, shifted, execution))
                .withMessageContaining("dx overlaps x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.TANH.backwardFromOutput(x, apart, shifted, execution))
                .withMessageContaining("dx overlaps y");
        assertThatIllegalArgumentException().isThrownBy(() -> Activation.TANH.apply(apart, repeated, execution))
                .withMessageContaining("y holds an element more than once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Activation.TANH.backward(values, 0, values, 9, values, 10, 5, execution))
                .withMessageContaining("dy and dx overlap");
        assertThat(values).isEqualTo(before);
    }

    @Test
    @Tag("once")
    void storageThatCannotBeUsedIsRefused() {
        Matrix x = Values.ordinary(1).matrix(1, 2);
        Execution execution = Execution.sequential();
        Matrix closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = Matrix.of(arena.allocate(8), 1, 2);
            Matrix readOnly = Matrix.of(arena.allocate(8).asReadOnly(), 1, 2);
            assertThatIllegalArgumentException().isThrownBy(() -> Activation.RELU.apply(x, readOnly, execution))
                    .withMessageContaining("y is a read-only segment");
            Matrix confined = closed;
            assertThatExceptionOfType(WrongThreadException.class)
                    .isThrownBy(() -> Activation.RELU.apply(confined, x, EXECUTIONS.withThreads(2)))
                    .withMessageContaining("x is a segment confined");
        }
        assertThatIllegalStateException().isThrownBy(() -> Activation.RELU.backward(x, closed, x, execution))
                .withMessageContaining("dy is a closed segment");
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.close();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> Activation.RELU.apply(x, x, Execution.on(pool, 2)));
    }

    @Test
    @Tag("once")
    void whereTheOutputHidesTheDerivativeItIsNotAskedFor() {
        Activation steep = Activation.leakyRelu(-1f);
        assertThat(steep.outputDeterminesDerivative()).isFalse();
        float[] kept = {1f};
        Matrix matrix = Matrix.of(kept, 1, 1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> steep.backwardFromOutput(matrix, matrix, matrix, Execution.sequential()))
                .withMessageContainingAll("leakyRelu(-1.0)", "use backward");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> steep.backwardFromOutput(kept, 0, kept, 0, kept, 0, 1, Execution.sequential()));
        assertThat(kept).containsExactly(1f);
    }

    @Test
    @Tag("alone")
    void operationsMakeNoGarbage() {
        Execution execution = Execution.sequential();
        for (Layout layout : List.of(Layout.ROWS, Layout.COLUMNS, Layout.SCATTERED_ROWS)) {
            for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE)) {
                Matrix x = GuardedMatrix.of(layout, backing, 37, 29, Values.ordinary(1)).view();
                Matrix y = GuardedMatrix.of(layout, backing, 37, 29, Values.ordinary(2)).view();
                for (Activation activation : Activation.all()) {
                    Garbage.assertNone(activation + " " + layout + " " + backing, () -> {
                        activation.apply(x, y, execution);
                        activation.backward(x, y, y, execution);
                        if (activation.outputDeterminesDerivative()) {
                            activation.backwardFromOutput(x, y, y, execution);
                        }
                    });
                }
            }
        }
    }
}
