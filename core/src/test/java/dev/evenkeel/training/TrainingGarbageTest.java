package dev.evenkeel.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Garbage;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call makes no garbage once it is compiled; the least of many rounds counts, as in the tests of products. */
@Tag("alone")
class TrainingGarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void sumsOfNarrowColumnsMakeNoGarbage() {
        for (int columns : new int[] {1, 4, 10}) {
            Matrix gradient = Values.ordinary(1).matrix(50, columns);
            float[] bias = new float[columns];
            Garbage.assertNone(columns + " columns", () -> Sums.columns(gradient, bias, Execution.sequential()));
        }
    }

    @Test
    void operationsOnMatricesMakeNoGarbage() {
        Execution execution = Execution.sequential();
        Matrix x = Values.ordinary(1).matrix(10, 21);
        Matrix y = Values.ordinary(2).matrix(10, 21);
        Matrix result = Matrix.allocate(10, 21);
        int[] rows = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        Garbage.assertNone("copy", () -> MatrixOperations.copy(x, result, execution));
        Garbage.assertNone("scale", () -> MatrixOperations.scale(0.5f, x, result, execution));
        Garbage.assertNone("axpy", () -> MatrixOperations.axpy(0.5f, x, result, execution));
        Garbage.assertNone("add", () -> MatrixOperations.add(x, y, result, execution));
        Garbage.assertNone("subtract", () -> MatrixOperations.subtract(x, y, result, execution));
        Garbage.assertNone("multiply", () -> MatrixOperations.multiply(x, y, result, execution));
        Garbage.assertNone("rows", () -> MatrixOperations.gatherRows(x, rows, result, execution));
        Garbage.assertNone("one-hot", () -> MatrixOperations.oneHot(rows, result, execution));
    }

    @Test
    void updatesAndSumsMakeNoGarbage() {
        Execution execution = Execution.sequential();
        Matrix weights = Values.ordinary(1).matrix(10, 21);
        Matrix gradient = Values.ordinary(2).matrix(10, 21);
        float[] bias = new float[21];
        for (Optimizer rule : List.of(new Sgd(0.1), new Sgd(0.1, 0.9), new RmsProp(0.1),
                new Adam(0.1, WeightDecay.decoupled(0.1)))) {
            List<Matrix> state = rule.newState(weights);
            Garbage.assertNone(rule.toString(), () -> rule.update(weights, gradient, state, 7, execution));
        }
        List<Matrix> gradients = List.of(gradient, gradient);
        Garbage.assertNone("columns", () -> Sums.columns(gradient, bias, execution));
        Garbage.assertNone("norm", () -> GradientClipping.norm(gradients, execution));
        Garbage.assertNone("sum of a transposed matrix", () -> Sums.sum(gradient.transposed(), execution));
    }

    /** What kernels cannot read in place passes through buffers of a piece, however large a matrix is. */
    @Test
    void buffersDoNotGrowWithTheMatrix() {
        Execution execution = Execution.sequential().withScalarKernels();
        int elements = 1 << 20;
        try (Arena arena = Arena.ofConfined()) {
            for (int rows : new int[] {1, 2}) {
                Matrix x = Matrix.of(arena.allocate(4L * elements), rows, elements / rows);
                Matrix y = Matrix.of(arena.allocate(4L * elements), rows, elements / rows);
                long before = THREADS.getCurrentThreadAllocatedBytes();
                MatrixOperations.add(x, y, y, execution);
                new Sgd(0.1).update(y, x, execution);
                MatrixOperations.fill(1f, x, execution);
                long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
                assertThat(bytes).as("bytes allocated for %d rows", rows).isLessThan(elements);
            }
        }
    }
}
