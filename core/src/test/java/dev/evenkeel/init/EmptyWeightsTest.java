package dev.evenkeel.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.torch.TorchReplay;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every scheme accepts empty matrices of every shape, and fills nothing. */
class EmptyWeightsTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final RandomStream STREAM = RandomStream.philox(1).stream(0);
    private static final int[][] SHAPES = {{0, 0}, {0, 1}, {1, 0}, {0, 5}, {5, 0}, {0, 18}, {18, 0}, {0, 40}, {40, 0},
        {0, Integer.MAX_VALUE}, {Integer.MAX_VALUE, 0}};

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    /** At the beginning, in the middle and at the end of their storage, as they are and cut out of others. */
    private static List<Matrix> empties(float[] array, MemorySegment segment) {
        List<Matrix> all = new ArrayList<>();
        for (int[] shape : SHAPES) {
            for (int offset : new int[] {0, 3, array.length}) {
                all.add(Matrix.of(array, offset, shape[0], shape[1], 40, 1));
                all.add(Matrix.of(array, offset, shape[0], shape[1], 1, 40));
                all.add(Matrix.of(array, offset, shape[0], shape[1], 0, 0));
                all.add(Matrix.of(segment, offset, shape[0], shape[1], 40, 1));
            }
        }
        all.add(Matrix.of(new float[0], 0, 7));
        all.add(Matrix.of(new float[0], 7, 0));
        Matrix whole = Matrix.of(array, 2, 4);
        all.add(whole.slice(2, 4, 0, 0));
        all.add(whole.slice(1, 0, 0, 4));
        all.add(whole.slice(0, 4, 2, 0).transposed());
        return all;
    }

    private static List<Initializer> schemes() {
        return Stream.concat(Initializers.all().stream(), Stream.of(new Dirac(7, List.of(2)),
                new DeltaOrthogonal(1, List.of(Integer.MAX_VALUE)), new Sparse(Integer.MAX_VALUE, 1))).toList();
    }

    @Test
    void everySchemeFillsNothing() {
        float[] array = {1, 2, 3, 4, 5, 6, 7, 8};
        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, array);
            for (Matrix matrix : empties(array, segment)) {
                for (Weights.Units units : Weights.Units.values()) {
                    Weights weights = new Weights(matrix, new Fans(1, 1), units);
                    for (Initializer scheme : schemes()) {
                        assertThat(scheme.accepts(weights)).as("%s, %s", scheme, weights).isTrue();
                        for (Execution execution : EXECUTIONS.all()) {
                            assertThatCode(() -> scheme.fill(weights, STREAM, execution))
                                    .as("%s, %s", scheme, weights).doesNotThrowAnyException();
                        }
                    }
                    assertThatThrownBy(
                            () -> Lsuv.PLAIN.fill(weights, STREAM, Execution.sequential(), () -> Double.NaN))
                            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("variance");
                }
                Sampling.fill(matrix, Distribution.normal(0, 1), STREAM, Execution.sequential());
                TorchReplay.manualSeed(1).normal(matrix, 0, 1);
                TorchReplay.manualSeed(1).xavierUniform(matrix, new Fans(1, 1), 1);
                assertThat(Lsuv.variance(matrix)).isNaN();
            }
            assertThat(array).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(segment.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }
}
