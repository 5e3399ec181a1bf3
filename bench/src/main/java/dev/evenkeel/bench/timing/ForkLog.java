package dev.evenkeel.bench.timing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Keeps what JMH and its forks print, to be shown only if something fails.
 *
 * <p>JMH's own messages come here; what a fork prints JMH copies to the standard streams of this process, so these are
 * diverted meanwhile.
 */
final class ForkLog implements OutputFormat {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream printer = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** A JMH run. */
    interface Run {
        Collection<RunResult> run() throws RunnerException;
    }

    /** Runs with both standard streams diverted into this log. */
    Collection<RunResult> capture(Run run) throws RunnerException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(printer);
        System.setErr(printer);
        try {
            return run.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

    @Override
    public void iterationResult(BenchmarkParams benchmark, IterationParams parameters, int iteration,
            IterationResult data) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> result) {}

    @Override
    public void print(String printed) {
        printer.print(printed);
    }

    @Override
    public void println(String printed) {
        printer.println(printed);
    }

    @Override
    public void verbosePrintln(String printed) {}

    @Override
    public void write(int character) {
        printer.write(character);
    }

    @Override
    public void write(byte[] characters) throws IOException {
        printer.write(characters);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
