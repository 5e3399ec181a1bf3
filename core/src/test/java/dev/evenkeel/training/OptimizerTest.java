package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Updates have the same bits in any storage and under any execution, and refuse what they cannot use. */
class OptimizerTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final List<Optimizer> RULES = List.of(new Sgd(0.1), new Sgd(0.1, 0.9),
            new Sgd(0.1, 0.9, true, WeightDecay.decoupled(0.1)), new RmsProp(0.1),
            new RmsProp(0.1, 0.9, 1e-3, 0.5, WeightDecay.coupled(0.1)), new Adam(0.1),
            new Adam(0.1, WeightDecay.decoupled(0.1)));

    private static float[] after(Optimizer rule, int rows, int cols, Execution execution) {
        Matrix weights = Values.ordinary(1).matrix(rows, cols);
        List<Matrix> state = rule.newState(weights);
        for (int step = 1; step <= 3; step++) {
            rule.update(weights, Values.ordinary(step + 1).matrix(rows, cols), state, step, 0.7, execution);
        }
        return weights.toArray();
    }

    @Test
    void anyExecutionHasTheSameBits() {
        try (Executions executions = new Executions()) {
            for (int[] shape : new int[][] {{1, 1}, {3, 5}, {1, 70_000}, {300, 130}, {130, 300}}) {
                for (Optimizer rule : RULES) {
                    float[] expected = after(rule, shape[0], shape[1], SEQUENTIAL.withScalarKernels());
                    for (Execution execution : executions.all()) {
                        assertThat(after(rule, shape[0], shape[1], execution)).as("%s, %s", rule, execution)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void anyStorageHasTheSameBits() {
        for (Optimizer rule : RULES) {
            for (Layout layout : Layout.outputs()) {
                for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE_UNALIGNED)) {
                    storage(rule, layout, backing);
                }
            }
        }
    }

    /** Rows that pass through buffers are cut by columns, too. */
    @Test
    void longRowsOutsideTheHeapHaveTheSameBits() {
        try (Executions executions = new Executions(); Arena arena = Arena.ofShared()) {
            Matrix gradient = outside(Values.ordinary(2).matrix(2, 40_000), arena);
            for (Optimizer rule : RULES) {
                Matrix expected = Values.ordinary(1).matrix(2, 40_000);
                rule.update(expected, gradient.copy(), rule.newState(expected), 1, SEQUENTIAL.withScalarKernels());
                Matrix weights = outside(expected, arena);
                List<Matrix> state = rule.newState(weights).stream().map(one -> outside(one, arena)).toList();
                for (Execution execution : executions.all()) {
                    MatrixOperations.copy(Values.ordinary(1).matrix(2, 40_000), weights, execution);
                    state.forEach(one -> MatrixOperations.fill(0f, one, execution));
                    rule.update(weights, gradient, state, 1, execution);
                    assertThat(weights.toArray()).as("%s, %s", rule, execution).isEqualTo(expected.toArray());
                }
            }
        }
    }

    @Test
    void newStateLiesAsTheWeightsDo() {
        Matrix byRows = Matrix.allocate(3, 5);
        Matrix byColumns = Matrix.allocate(5, 3).transposed();
        Adam adam = new Adam(0.1);
        assertThat(adam.newState(byRows)).allMatch(one -> one.colStride() == 1 && one.rowStride() == 5);
        assertThat(adam.newState(byColumns)).hasSize(2).allMatch(one -> one.rowStride() == 1 && one.colStride() == 3)
                .allMatch(one -> one.rows() == 3 && one.cols() == 5);
    }

    private static Matrix outside(Matrix matrix, Arena arena) {
        return Matrix.of(arena.allocateFrom(ValueLayout.JAVA_FLOAT, matrix.toArray()), matrix.rows(), matrix.cols());
    }

    private static void storage(Optimizer rule, Layout layout, Backing backing) {
        int rows = 7;
        int cols = 21;
        Matrix weights = Values.ordinary(1).matrix(rows, cols);
        Matrix gradient = Values.ordinary(2).matrix(rows, cols);
        List<Matrix> state = rule.newState(weights);
        state.forEach(one -> one.fill(0.25f));
        GuardedMatrix guardedWeights = GuardedMatrix.of(layout, backing, rows, cols, Values.ordinary(1));
        GuardedMatrix guardedGradient = GuardedMatrix.of(Layout.MIRRORED, backing, rows, cols, Values.ordinary(2));
        List<Matrix> guardedState = new ArrayList<>();
        for (int i = 0; i < rule.states(); i++) {
            Matrix one = GuardedMatrix.of(layout, backing, rows, cols, Values.ordinary(1)).view();
            one.fill(0.25f);
            guardedState.add(one);
        }
        rule.update(weights, gradient, state, 5, SEQUENTIAL);
        rule.update(guardedWeights.view(), guardedGradient.view(), guardedState, 5, SEQUENTIAL);
        assertThat(guardedWeights.view().toArray()).as("%s, %s, %s", rule, layout, backing)
                .isEqualTo(weights.toArray());
        guardedWeights.assertNothingElseChanged(rule);
        guardedGradient.assertUnchanged(rule);
        for (int i = 0; i < rule.states(); i++) {
            assertThat(guardedState.get(i).toArray()).isEqualTo(state.get(i).toArray());
        }
    }

    @Test
    void theScaleOfTheGradientIsAppliedFirst() {
        for (Optimizer rule : RULES) {
            Matrix weights = Values.ordinary(1).matrix(3, 9);
            Matrix same = weights.copy();
            Matrix gradient = Values.ordinary(2).matrix(3, 9);
            Matrix scaled = gradient.copy();
            for (int i = 0; i < 27; i++) {
                scaled.array()[i] *= 0.3f;
            }
            rule.update(weights, gradient, rule.newState(weights), 1, 0.3f, SEQUENTIAL);
            rule.update(same, scaled, rule.newState(same), 1, SEQUENTIAL);
            assertThat(same.toArray()).isEqualTo(weights.toArray());
        }
    }

    @Test
    void emptyWeightsAreNoError() {
        for (Optimizer rule : RULES) {
            Matrix empty = Matrix.of(new float[0], 0, 5);
            rule.update(empty, empty, rule.newState(empty), 1, SEQUENTIAL);
        }
    }

    @Test
    void clippingAsScaleHasTheBitsOfClippingInPlace() {
        Matrix weights = Values.ordinary(1).matrix(5, 9);
        Matrix same = weights.copy();
        Matrix gradient = Values.ordinary(2).matrix(5, 9);
        Sgd sgd = new Sgd(0.1);
        double norm = GradientClipping.norm(List.of(gradient), SEQUENTIAL);
        sgd.update(weights, gradient, List.of(), 1, GradientClipping.factor(norm, 0.5), SEQUENTIAL);
        assertThat(GradientClipping.clip(List.of(gradient), 0.5, SEQUENTIAL)).isEqualTo(norm);
        sgd.update(same, gradient, SEQUENTIAL);
        assertThat(same.toArray()).isEqualTo(weights.toArray());
        float[] small = gradient.toArray();
        GradientClipping.clip(List.of(gradient), 0.6, SEQUENTIAL);
        assertThat(gradient.toArray()).isEqualTo(small);
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        Matrix w = Values.ordinary(1).matrix(2, 3);
        Matrix g = Values.ordinary(2).matrix(2, 3);
        Adam adam = new Adam(0.1);
        List<Matrix> state = adam.newState(w);
        refused(() -> adam.update(w, g, List.of(), 1, SEQUENTIAL), "state must hold 2 matrices", "holds 0");
        refused(() -> new Sgd(0.1, 0.9).update(w, g, SEQUENTIAL), "state must hold 1");
        refused(() -> adam.update(w, g, state, 0, SEQUENTIAL), "step must be at least 1, was 0");
        refused(() -> adam.update(w, g, state, 1, Double.NaN, SEQUENTIAL), "gradientScale must be finite", "was NaN");
        refused(() -> adam.update(w, g, state, 1, 1e39, SEQUENTIAL), "gradientScale must be finite", "was 1.0E39");
        refused(() -> adam.update(w, g.transposed(), state, 1, SEQUENTIAL), "gradient", "3 × 2", "weights is 2 × 3");
        refused(() -> adam.update(w, w, state, 1, SEQUENTIAL), "gradient overlaps weights");
        refused(() -> adam.update(w, g, List.of(w, state.get(0)), 1, SEQUENTIAL), "state[0] overlaps weights");
        refused(() -> adam.update(w, g, List.of(state.get(0), g), 1, SEQUENTIAL), "state[1] overlaps gradient");
        refused(() -> adam.update(w, g, List.of(state.get(0), state.get(0)), 1, SEQUENTIAL),
                "state[0] overlaps state[1]");
        refused(() -> adam.update(w, g, List.of(state.get(0), g.slice(0, 0, 1, 3)), 1, SEQUENTIAL), "state[1]",
                "1 × 3");
        refused(() -> adam.update(Matrix.of(new float[3], 0, 2, 3, 0, 1), g, state, 1, SEQUENTIAL),
                "weights holds an element more than once");
        Matrix repeats = Matrix.of(new float[3], 0, 2, 3, 0, 1);
        Matrix readOnly = Matrix.of(MemorySegment.ofArray(new float[6]).asReadOnly(), 2, 3);
        refused(() -> adam.update(w, g, List.of(repeats, state.get(1)), 1, SEQUENTIAL), "state[0] holds an element");
        refused(() -> adam.update(w, g, List.of(state.get(0), repeats), 1, SEQUENTIAL), "state[1] holds an element");
        refused(() -> adam.update(w, g, List.of(state.get(0), readOnly), 1, SEQUENTIAL), "state[1] is a read-only");
        refused(() -> adam.update(readOnly, g, state, 1, SEQUENTIAL), "weights is a read-only");
        refused(() -> new Sgd(-1), "learningRate must be finite in float32 and at least 0, was -1.0");
        refused(() -> new Sgd(1e39), "learningRate", "float32", "was 1.0E39");
        refused(() -> new Adam(1e39), "learningRate", "float32", "was 1.0E39");
        refused(() -> new RmsProp(0.1, 0.9, 1e39, 0, WeightDecay.none()), "epsilon", "float32", "was 1.0E39");
        refused(() -> WeightDecay.coupled(1e39), "weight decay", "float32", "was 1.0E39");
        refused(() -> new Sgd(0.1, 1), "momentum must be at least 0 and less than 1, was 1.0");
        refused(() -> new Sgd(0.1, 0, true, WeightDecay.none()), "nesterov needs a momentum");
        refused(() -> new Adam(0.1, 1, 0.9, 1e-8, WeightDecay.none()), "beta1", "was 1.0");
        refused(() -> new Adam(0.1, 0.9, -1, 1e-8, WeightDecay.none()), "beta2", "was -1.0");
        refused(() -> new Adam(0.1, 0.9, 0.9, Double.NaN, WeightDecay.none()), "epsilon", "was NaN");
        refused(() -> new RmsProp(0.1, 1.5, 1e-8, 0, WeightDecay.none()), "alpha", "was 1.5");
        refused(() -> WeightDecay.coupled(-1), "weight decay", "-1.0");
        refused(() -> GradientClipping.clip(List.of(g), -1, SEQUENTIAL), "maxNorm", "-1.0");
        Arena arena = Arena.ofShared();
        Matrix closed = Matrix.of(arena.allocate(24), 2, 3);
        arena.close();
        assertThatThrownBy(() -> GradientClipping.clip(List.of(g, closed), 1, SEQUENTIAL))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gradient 1 is a closed segment");
        assertThatThrownBy(() -> adam.update(w, closed, state, 1, SEQUENTIAL))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gradient is a closed segment");
        assertThat(w.toArray()).isEqualTo(Values.ordinary(1).array(6));
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
