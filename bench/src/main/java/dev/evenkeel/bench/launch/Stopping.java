package dev.evenkeel.bench.launch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The end of this process or of one that it started, asked for from outside. */
public final class Stopping {
    private static final int SECONDS_TO_STOP = 10;

    private Stopping() {}

    /** Whether this JVM is about to end: a signal came, or somebody called {@link System#exit}. */
    public static boolean hasBegun() {
        Thread none = new Thread(() -> {}, "none");
        try {
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Ends all processes that this one started, and theirs. */
    public static void stopChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    /** Asks a process to end, waits for its last words, which can still be read, and ends it and what it started. */
    public static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.toHandle().destroy();
        try {
            process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }
}
