package dev.evenkeel.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.testing.Values;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call makes no garbage once it is compiled; the least of many rounds counts, as in the tests of products. */
@Tag("alone")
class LossGarbageTest {
    private static final int CALLS = 1000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void lossesMakeNoGarbage() {
        Execution execution = Execution.sequential();
        Matrix x = Values.ordinary(1).matrix(10, 21);
        Matrix t = Values.ordinary(2).matrix(10, 21);
        Matrix gradient = Values.ordinary(3).matrix(10, 21);
        int[] labels = new int[10];
        int[] classes = new int[10];
        for (Loss loss : List.of(CrossEntropy.mean(), CrossEntropy.mean().withLabelSmoothing(0.1), QuadraticCost.mean(),
                MeanSquaredError.mean(), BinaryCrossEntropy.mean())) {
            noGarbage(loss.toString(), () -> loss.gradient(x, t, gradient, execution));
        }
        CrossEntropy crossEntropy = CrossEntropy.mean().withLabelSmoothing(0.1);
        noGarbage("labels", () -> crossEntropy.gradient(x, labels, gradient, execution));
        noGarbage("columns",
                () -> crossEntropy.gradient(x.transposed(), t.transposed(), gradient.transposed(), execution));
        noGarbage("softmax", () -> Softmax.apply(x, gradient, execution));
        noGarbage("logarithm", () -> Softmax.logarithm(x, gradient, execution));
        noGarbage("argmax", () -> Predictions.argmax(x, classes, execution));
        noGarbage("accuracy", () -> Predictions.accuracy(x, labels, execution));
    }

    private static void noGarbage(String description, Runnable call) {
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes allocated in %d calls: %s", CALLS, description).isZero();
    }
}
