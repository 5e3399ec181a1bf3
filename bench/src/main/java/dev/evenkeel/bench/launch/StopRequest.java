package dev.evenkeel.bench.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of somebody outside that this JVM ends, by Ctrl-C or a signal. While one of these is open, the JVM waits
 * with its end until what is at work has seen the wish, saved what it has, and closed this.
 */
public final class StopRequest implements AutoCloseable {
    private static final int SECONDS_TO_SAVE = 60;

    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook = new Thread(this::come, "stop-request");
    private volatile boolean hasCome;

    /** From now on. */
    public StopRequest() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void come() {
        hasCome = true;
        try {
            if (!saved.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to save and to end. */
    public boolean hasCome() { return hasCome; }

    /** All is saved: the JVM may end. */
    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
