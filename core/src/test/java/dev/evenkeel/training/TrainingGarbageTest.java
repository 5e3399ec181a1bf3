package dev.evenkeel.training;

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
class TrainingGarbageTest {
    private static final int CALLS = 1000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void updatesAndSumsMakeNoGarbage() {
        Execution execution = Execution.sequential();
        Matrix weights = Values.ordinary(1).matrix(10, 21);
        Matrix gradient = Values.ordinary(2).matrix(10, 21);
        float[] bias = new float[21];
        for (Optimizer rule : List.of(new Sgd(0.1), new Sgd(0.1, 0.9), new RmsProp(0.1),
                new Adam(0.1, WeightDecay.decoupled(0.1)))) {
            List<Matrix> state = rule.newState(weights);
            noGarbage(rule.toString(), () -> rule.update(weights, gradient, state, 7, execution));
        }
        List<Matrix> gradients = List.of(gradient, gradient);
        noGarbage("columns", () -> Sums.columns(gradient, bias, execution));
        noGarbage("norm", () -> GradientClipping.norm(gradients, execution));
        noGarbage("sum of a transposed matrix", () -> Sums.sum(gradient.transposed(), execution));
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
