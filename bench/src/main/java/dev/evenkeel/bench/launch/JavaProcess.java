package dev.evenkeel.bench.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Java program that runs to its end and dies with this one. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * How it ended.
     *
     * @param code its exit code
     * @param printed on both streams
     */
    public record Ended(int code, String printed) {}

    /** Starts it, waits, and leaves nothing behind. */
    public static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread stop = new Thread(() -> stop(process), "stop-fork");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), printed);
        } finally {
            stop(process);
            forget(stop);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
