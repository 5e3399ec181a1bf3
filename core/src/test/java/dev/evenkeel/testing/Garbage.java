package dev.evenkeel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What calls allocate once they are compiled. The least of many rounds counts: the compiler comes when it likes. */
public final class Garbage {
    private static final int CALLS = 1000;

    /** A vector that the interpreter or C1 makes is an object; C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Garbage() {}

    /** Asserts that a round of calls allocates nothing, or fails when patience ends. */
    public static void assertNone(String description, Runnable call) {
        assertThat(least(call)).as("bytes allocated in %d calls: %s", CALLS, description).isZero();
    }

    /** The least that a round of calls allocated, in bytes: 0 as soon as there is such a round. */
    private static long least(Runnable call) {
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
