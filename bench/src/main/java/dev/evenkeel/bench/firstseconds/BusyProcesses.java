package dev.evenkeel.bench.firstseconds;

import dev.evenkeel.bench.campaign.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Other work: processes that keep a processor busy each. They end when they are closed, with this JVM, and, since each
 * waits for the end of what this JVM would write to it, even where this JVM is killed.
 */
public final class BusyProcesses implements AutoCloseable {
    private static final int SECONDS_TO_STOP = 10;

    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::stop, "stop-busy-processes");

    private BusyProcesses() {}

    /** Starts so many and waits until all are at work. */
    public static BusyProcesses start(int count) {
        BusyProcesses all = new BusyProcesses();
        Runtime.getRuntime().addShutdownHook(all.hook);
        try {
            for (int i = 0; i < count; i++)
                all.processes.add(new ProcessBuilder(command())
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start());
            for (Process process : all.processes) {
                if (process.getInputStream().read() < 0)
                    throw new MeasurementException("--busy: a process ended with " + process.onExit().join()
                            .exitValue(), null);
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw new MeasurementException("--busy: a process could not be started: " + e.getMessage(), e);
        } catch (MeasurementException e) {
            all.close();
            throw e;
        }
    }

    private static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx16m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                BusyLoop.class.getName());
    }

    /** Those that were started. */
    List<ProcessHandle> handles() {
        return processes.stream().map(Process::toHandle).toList();
    }

    /** Refuses to go on measuring beside less work than was asked for. */
    public void requireAlive() {
        if (!processes.stream().allMatch(Process::isAlive))
            throw new MeasurementException("--busy: a process has ended too early", null);
    }

    private void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    /** Ends all and waits for their end. */
    @Override
    public void close() {
        stop();
        try {
            for (Process process : processes) process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
