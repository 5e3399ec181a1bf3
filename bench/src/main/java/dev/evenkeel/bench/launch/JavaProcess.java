package dev.evenkeel.bench.launch;

import java.io.BufferedReader;
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

    /** Reads lines. */
    public interface Lines {
        /** Reads one. */
        void accept(String line) throws IOException;
    }

    /** Starts it, waits, and leaves nothing behind. */
    public static Ended run(List<String> command) throws IOException, InterruptedException {
        return run(command, line -> {});
    }

    /** The same; each line is also handed over as soon as it is printed. */
    public static Ended run(List<String> command, Lines lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread stop = new Thread(() -> stop(process), "stop-fork");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            process.getOutputStream().close();
            StringBuilder printed = new StringBuilder();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                printed.append(line).append('\n');
                lines.accept(line);
            }
            return new Ended(process.waitFor(), printed.toString());
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
