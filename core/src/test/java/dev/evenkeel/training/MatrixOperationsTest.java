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
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each operation is that of its formula in any storage and under any execution. */
class MatrixOperationsTest {
    private static final Execution SEQUENTIAL = Execution.sequential();
    private static final int[][] SHAPES = {{0, 0}, {0, 4}, {4, 0}, {1, 1}, {3, 5}, {1, 40_000}, {150, 130}, {70, 300}};

    private interface Operation {
        void run(Matrix x, Matrix y, Matrix result, Execution execution);
    }

    private interface Formula {
        float of(float x, float y);
    }

    private static final Map<Operation, Formula> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put((x, y, result, execution) -> MatrixOperations.copy(x, result, execution), (x, y) -> x);
        OPERATIONS.put((x, y, result, execution) -> MatrixOperations.fill(3f, result, execution), (x, y) -> 3f);
        OPERATIONS.put((x, y, result, execution) -> MatrixOperations.scale(0.3f, x, result, execution),
                (x, y) -> 0.3f * x);
        OPERATIONS.put(MatrixOperations::add, (x, y) -> x + y);
        OPERATIONS.put(MatrixOperations::subtract, (x, y) -> x - y);
        OPERATIONS.put(MatrixOperations::multiply, (x, y) -> x * y);
        OPERATIONS.put((x, y, result, execution) -> {
            MatrixOperations.copy(y, result, execution);
            MatrixOperations.axpy(0.3f, x, result, execution);
        }, (x, y) -> Math.fma(0.3f, x, y));
    }

    @Test
    void elementsAreThoseOfTheFormulaUnderAnyExecution() {
        try (Executions executions = new Executions()) {
            for (int[] shape : SHAPES) {
                Matrix x = Values.ordinary(1).matrix(shape[0], shape[1]);
                Matrix y = Values.ordinary(2).matrix(shape[0], shape[1]);
                OPERATIONS.forEach((operation, formula) -> {
                    float[] expected = expected(x, y, formula);
                    for (Execution execution : executions.all()) {
                        Matrix result = Values.ordinary(3).matrix(shape[0], shape[1]);
                        operation.run(x, y, result, execution);
                        assertThat(result.toArray()).isEqualTo(expected);
                    }
                });
            }
        }
    }

    private static float[] expected(Matrix x, Matrix y, Formula formula) {
        float[] expected = new float[x.rows() * x.cols()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = formula.of(x.get(i / x.cols(), i % x.cols()), y.get(i / x.cols(), i % x.cols()));
        }
        return expected;
    }

    @Test
    void anyStorageGivesTheSame() {
        for (Layout layout : Layout.values()) {
            for (Layout resultLayout : List.of(Layout.ROWS_APART, Layout.COLUMNS, Layout.COLUMNS_APART,
                    Layout.ROTATED)) {
                for (Backing backing : List.of(Backing.PART_OF_AN_ARRAY, Backing.NATIVE_UNALIGNED)) {
                    storage(layout, resultLayout, backing);
                }
            }
        }
    }

    private static void storage(Layout layout, Layout resultLayout, Backing backing) {
        GuardedMatrix x = GuardedMatrix.of(layout, backing, 19, 37, Values.ordinary(1));
        GuardedMatrix y = GuardedMatrix.of(resultLayout, backing, 19, 37, Values.ordinary(2));
        OPERATIONS.forEach((operation, formula) -> {
            GuardedMatrix result = GuardedMatrix.of(resultLayout, backing, 19, 37, Values.ordinary(3));
            operation.run(x.view(), y.view(), result.view(), SEQUENTIAL);
            assertThat(result.view().toArray()).as("%s → %s, %s", layout, resultLayout, backing)
                    .isEqualTo(expected(x.view(), y.view(), formula));
            result.assertNothingElseChanged(resultLayout);
        });
        x.assertUnchanged(layout);
        y.assertUnchanged(layout);
    }

    @Test
    void transposedCopiesAreRightUnderAnyExecution() {
        try (Executions executions = new Executions()) {
            for (int[] shape : new int[][] {{1, 300}, {300, 1}, {70, 300}, {150, 130}, {40, 3000}, {3000, 40}}) {
                Matrix x = Values.ordinary(1).matrix(shape[1], shape[0]).transposed();
                for (Execution execution : executions.all()) {
                    Matrix result = Matrix.allocate(shape[0], shape[1] + 3).slice(0, 1, shape[0], shape[1]);
                    MatrixOperations.copy(x, result, execution);
                    assertThat(result.toArray()).as("%s", execution).isEqualTo(x.toArray());
                    Matrix turned = Matrix.allocate(shape[1], shape[0]).transposed();
                    MatrixOperations.copy(result, turned, execution);
                    assertThat(turned.toArray()).as("back, %s", execution).isEqualTo(x.toArray());
                }
            }
        }
    }

    /** Of one column, or one row, of a matrix that lies by columns or by rows. */
    @Test
    void oneColumnAndOneRowOfALargerMatrixAreRight() {
        try (Executions executions = new Executions()) {
            Matrix columns = Matrix.allocate(3, 70_000).transposed();
            for (Matrix result : List.of(columns.slice(0, 1, 70_000, 1), columns.transposed().slice(1, 0, 1, 70_000),
                    Matrix.allocate(70_000, 3).slice(0, 1, 70_000, 1),
                    Matrix.allocate(70_000, 3).transposed().slice(1, 0, 1, 70_000))) {
                Matrix x = Values.ordinary(1).matrix(result.rows(), result.cols());
                for (Execution execution : executions.all()) {
                    MatrixOperations.scale(2f, x, result, execution);
                    assertThat(result.toArray()).as("%s", execution).isEqualTo(expected(x, x, (a, b) -> 2f * a));
                }
            }
        }
    }

    @Test
    void inPlaceIsAllowed() {
        Matrix x = Values.ordinary(1).matrix(9, 33);
        Matrix y = Values.ordinary(2).matrix(9, 33);
        Matrix result = x.copy();
        MatrixOperations.multiply(result, y, result, SEQUENTIAL);
        assertThat(result.toArray()).isEqualTo(expected(x, y, (a, b) -> a * b));
        result = y.copy();
        MatrixOperations.subtract(x, result, result, SEQUENTIAL);
        assertThat(result.toArray()).isEqualTo(expected(x, y, (a, b) -> a - b));
        result = x.copy();
        MatrixOperations.axpy(2f, result, result, SEQUENTIAL);
        assertThat(result.toArray()).isEqualTo(expected(x, y, (a, b) -> Math.fma(2f, a, a)));
        MatrixOperations.copy(result, result, SEQUENTIAL);
    }

    @Test
    void rowsAreGatheredAndLabelsBecomeOneHotRows() {
        try (Executions executions = new Executions()) {
            Matrix x = Values.ordinary(1).matrix(50, 700);
            int[] rows = new SplittableRandom(2).ints(80, 0, 50).toArray();
            for (Execution execution : executions.all()) {
                for (Matrix result : List.of(Matrix.allocate(80, 700), Matrix.allocate(700, 80).transposed())) {
                    MatrixOperations.gatherRows(x, rows, result, execution);
                    Matrix hot = Matrix.allocate(700, 80).transposed();
                    hot.fill(7f);
                    MatrixOperations.oneHot(rows, hot, execution);
                    for (int i = 0; i < 80; i++) {
                        assertThat(result.slice(i, 0, 1, 700).toArray())
                                .isEqualTo(x.slice(rows[i], 0, 1, 700).toArray());
                        float[] expected = new float[700];
                        expected[rows[i]] = 1f;
                        assertThat(hot.slice(i, 0, 1, 700).toArray()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void allocatedMatricesAreZero() {
        Matrix matrix = Matrix.allocate(2, 3);
        assertThat(matrix.toArray()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(matrix.rowStride()).isEqualTo(3);
        refused(() -> Matrix.allocate(-1, 3), "rows and cols must be at least 0", "-1 and 3");
        refused(() -> Matrix.allocate(1 << 16, 1 << 16), "65536 and 65536");
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        Matrix x = Matrix.allocate(2, 3);
        Matrix y = Matrix.allocate(3, 2);
        Matrix wide = Matrix.allocate(2, 4);
        refused(() -> MatrixOperations.copy(x, y, SEQUENTIAL), "result must have the shape of x", "3 × 2", "2 × 3");
        refused(() -> MatrixOperations.add(x, y, x, SEQUENTIAL), "y must have the shape of x");
        refused(() -> MatrixOperations.axpy(1f, x, y, SEQUENTIAL), "y must have the shape of x");
        refused(() -> MatrixOperations.copy(wide.slice(0, 0, 2, 3), wide.slice(0, 1, 2, 3), SEQUENTIAL),
                "result overlaps x");
        refused(() -> MatrixOperations.multiply(x, wide.slice(0, 0, 2, 3), wide.slice(0, 1, 2, 3), SEQUENTIAL),
                "result overlaps y");
        refused(() -> MatrixOperations.gatherRows(x, new int[] {0, 2}, Matrix.allocate(2, 3), SEQUENTIAL),
                "rows[1] must be a row of x", "2 × 3", "was 2");
        refused(() -> MatrixOperations.gatherRows(x, new int[] {0}, Matrix.allocate(2, 3), SEQUENTIAL),
                "result must be 1 × 3", "is 2 × 3");
        refused(() -> MatrixOperations.gatherRows(x, new int[] {0, 1}, x, SEQUENTIAL), "result overlaps x");
        refused(() -> MatrixOperations.oneHot(new int[] {0, 3}, x, SEQUENTIAL), "labels[1] must be a column of result",
                "was 3");
        refused(() -> MatrixOperations.oneHot(new int[] {0}, x, SEQUENTIAL), "labels must have one number per row");
        int[] numbers = {0, 1, 0, 1};
        Matrix inNumbers = Matrix.of(MemorySegment.ofArray(numbers), 4, 1);
        refused(() -> MatrixOperations.gatherRows(Matrix.allocate(2, 1), numbers, inNumbers, SEQUENTIAL),
                "result has elements in the array of rows");
        Arrays.fill(numbers, 0);
        refused(() -> MatrixOperations.oneHot(numbers, inNumbers, SEQUENTIAL),
                "result has elements in the array of labels");
        refused(() -> MatrixOperations.axpy(1f, wide.slice(0, 0, 2, 3), wide.slice(0, 1, 2, 3), SEQUENTIAL),
                "y overlaps x");
        refused(() -> MatrixOperations.fill(1f, Matrix.of(new float[3], 0, 2, 3, 0, 1), SEQUENTIAL),
                "result holds an element more than once");
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
