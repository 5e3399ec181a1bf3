package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Backing;
import dev.evenkeel.testing.Executions;
import dev.evenkeel.testing.GuardedMatrix;
import dev.evenkeel.testing.Layout;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Sums are those of exact arithmetic but for rounding, with the same bits however they are computed. */
class SumsTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final int[][] SHAPES =
            {{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 9000}, {10, 9}, {65, 70}, {128, 1000}, {300, 3}};

    @Test
    void sumsAreThoseOfFloat64() {
        for (int[] shape : SHAPES) {
            Matrix matrix = Values.ordinary(1).matrix(shape[0], shape[1]);
            double sum = 0;
            double squares = 0;
            double magnitudes = 0;
            for (float value : matrix.toArray()) {
                sum += value;
                magnitudes += Math.abs(value);
                squares += (double) value * value;
            }
            assertThat(Sums.sum(matrix, SEQUENTIAL)).isCloseTo(sum, within(1e-12 * magnitudes));
            assertThat(Sums.sumOfSquares(matrix, SEQUENTIAL)).isCloseTo(squares, within(1e-12 * squares));
        }
    }

    @Test
    void sumsOfColumnsAreThoseOfFloat64() {
        for (int[] shape : SHAPES) {
            Matrix matrix = Values.ordinary(1).matrix(shape[0], shape[1]);
            float[] found = Values.ordinary(2).array(shape[1]);
            float[] combined = found.clone();
            float[] before = found.clone();
            Sums.columns(matrix, found, SEQUENTIAL);
            Sums.columns(-0.5, matrix, 2, combined, SEQUENTIAL);
            for (int j = 0; j < shape[1]; j++) {
                double sum = 0;
                double magnitudes = 0;
                for (int i = 0; i < shape[0]; i++) {
                    sum += matrix.get(i, j);
                    magnitudes += Math.abs(matrix.get(i, j));
                }
                double near = 1e-6 * magnitudes + 1e-7;
                assertThat((double) found[j]).isCloseTo(sum, within(near));
                assertThat((double) combined[j]).isCloseTo(2 * before[j] - 0.5 * sum, within(near + 1e-6));
            }
        }
    }

    @Test
    void hugeSquaresCount() {
        Matrix matrix = Matrix.of(new float[] {1e38f, -1e38f, 1e-38f}, 1, 3);
        assertThat(Sums.sumOfSquares(matrix, SEQUENTIAL)).isCloseTo(2e76, within(1e70));
        assertThat(Sums.sum(matrix, SEQUENTIAL)).isEqualTo(1e-38f);
    }

    /** Its blocks are more than an int counts: cut off, they would be none, and the sum 0 at once. */
    @Test
    void aMatrixOfMoreBlocksThanAnIntCountsIsNotCutOff() throws InterruptedException {
        AtomicReference<Object> result = new AtomicReference<>();
        Arena arena = Arena.ofShared();
        Matrix endless = Matrix.of(arena.allocate(4), 0, 1 << 22, 1 << 22, 0, 0);
        Thread adding = Thread.ofPlatform().start(() -> {
            try {
                result.set(Sums.sum(endless, SEQUENTIAL));
            } catch (IllegalStateException closed) {
                result.set(closed);
            }
        });
        adding.join(Duration.ofMillis(200));
        arena.close();
        adding.join();
        assertThat(result.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void totalsOfManyBlocksAreAddedInAscendingOrder() {
        int blocks = 8192 + 3;
        float value = 0.1f;
        double chain = 0;
        for (int i = 0; i < 4096 / 32; i++) {
            chain += value;
        }
        double quarter = 0;
        for (int i = 0; i < 8; i++) {
            quarter += chain;
        }
        double expected = 0;
        for (int i = 0; i < blocks; i++) {
            expected += quarter + quarter + (quarter + quarter);
        }
        Matrix repeated = Matrix.of(new float[] {value}, 0, blocks, 4096, 0, 0);
        try (Executions executions = new Executions()) {
            for (Execution execution : List.of(SEQUENTIAL, executions.withThreads(3))) {
                assertThat(Sums.sum(repeated, execution)).as("%s", execution).isEqualTo(expected);
            }
        }
    }

    @Test
    void betaZeroDoesNotReadTheResult() {
        float[] result = {Float.NaN};
        Sums.columns(1, Matrix.of(new float[] {1, 2}, 2, 1), 0, result, SEQUENTIAL);
        assertThat(result).containsExactly(3f);
    }

    @Test
    void anyStorageAndAnyExecutionHaveTheSameBits() {
        try (Executions executions = new Executions()) {
            for (int[] shape : SHAPES) {
                Matrix matrix = Values.ordinary(1).matrix(shape[0], shape[1]);
                double sum = Sums.sum(matrix, SEQUENTIAL.withScalarKernels());
                double squares = Sums.sumOfSquares(matrix, SEQUENTIAL.withScalarKernels());
                float[] columns = new float[shape[1]];
                Sums.columns(matrix, columns, SEQUENTIAL.withScalarKernels());
                for (Execution execution : executions.all()) {
                    same(matrix, sum, squares, columns, execution);
                }
                for (Layout layout : Layout.outputs()) {
                    for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE_UNALIGNED)) {
                        GuardedMatrix guarded =
                                GuardedMatrix.of(layout, backing, shape[0], shape[1], Values.ordinary(1));
                        same(guarded.view(), sum, squares, columns, SEQUENTIAL);
                        guarded.assertUnchanged(layout);
                    }
                }
            }
        }
    }

    private static void same(Matrix matrix, double sum, double squares, float[] columns, Execution execution) {
        assertThat(Sums.sum(matrix, execution)).as("%s", execution).isEqualTo(sum);
        assertThat(Sums.sumOfSquares(matrix, execution)).as("%s", execution).isEqualTo(squares);
        float[] found = new float[columns.length];
        Sums.columns(matrix, found, execution);
        assertThat(found).as("%s", execution).isEqualTo(columns);
    }

    @Test
    void aResultThatDoesNotFitIsRefused() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Matrix matrix = Matrix.of(values, 2, 3);
        assertThatThrownBy(() -> Sums.columns(matrix, new float[2], SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("result must have one value per column", "has 2", "2 × 3");
        assertThatThrownBy(() -> Sums.columns(Matrix.of(values, 1, 6), values, SEQUENTIAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("result overlaps matrix");
        assertThat(values).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aPoolThatIsShutDownIsRefused() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.close();
        for (int threads : new int[] {1, 2}) {
            Execution late = Execution.on(pool, threads);
            Matrix matrix = Matrix.allocate(2, 3);
            float[] result = {1, 2, 3};
            for (ThrowingCallable call : List.<ThrowingCallable>of(() -> Sums.sum(matrix, late),
                    () -> Sums.sumOfSquares(matrix, late), () -> Sums.columns(matrix, result, late),
                    () -> GradientClipping.norm(List.of(matrix), late))) {
                assertThatThrownBy(call).isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining("shut down");
            }
            assertThat(result).containsExactly(1, 2, 3);
        }
    }
}
