package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.Execution;
import dev.evenkeel.testing.Values;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a call makes does not grow with the channels; the least of many rounds counts, as the compiler comes late. */
@Tag("alone")
class BatchNormGarbageTest {
    private static final int CHANNELS = 1000;

    /** A few small objects: views, and what is to be done in a pass. */
    private static final long BYTES_OF_A_CALL = 1000;

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aStepMakesNoArrays() {
        Features x = Features.of(Values.ordinary(1).matrix(20, CHANNELS));
        Features y = Features.of(Values.ordinary(2).matrix(20, CHANNELS));
        Features dx = Features.of(Values.ordinary(3).matrix(20, CHANNELS));
        BatchNormParameters parameters = new BatchNormParameters(new float[CHANNELS], new float[CHANNELS], 1e-5);
        Moments saved = new Moments(CHANNELS);
        float[] dGamma = new float[CHANNELS];
        float[] dBeta = new float[CHANNELS];
        long start = System.nanoTime();
        long least = Long.MAX_VALUE;
        while (least > 2 * BYTES_OF_A_CALL && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            BatchNorm.forward(x, y, parameters, saved, Execution.sequential());
            BatchNorm.backward(x, y, saved, parameters, dx, dGamma, dBeta, Execution.sequential());
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes of a forward and a backward pass").isLessThanOrEqualTo(2 * BYTES_OF_A_CALL);
    }
}
