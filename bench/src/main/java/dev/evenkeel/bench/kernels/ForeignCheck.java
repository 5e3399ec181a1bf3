package dev.evenkeel.bench.kernels;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.launch.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs somebody's benchmarks or program and looks in the compiler's log, and at what compiled code allocates, whether
 * C2 made vector code of it.
 *
 * @param jar whose
 * @param include of a JMH jar the benchmarks, of a program the classes and methods whose name contains this
 * @param arguments of JMH or of the program
 * @param jvmArguments of every JVM
 * @param budget after which a program is stopped, and judged by what it has done
 */
public record ForeignCheck(ForeignJar jar, Pattern include, List<String> arguments, List<String> jvmArguments,
        Duration budget) {
    /** Of what a program prints, the last ones: it may print for as long as it likes. */
    private static final int MOST_LINES = 10_000;

    private static final String HINT = " (vectors stay in registers where species and operations are static final)";
    private static final List<String> BRIEFLY = List.of("-f", "1", "-wi", "3", "-w", "500ms", "-i", "2", "-r", "500ms",
            "-foe", "true");

    /**
     * What was found.
     *
     * @param findings sentences that begin with class, method and line
     * @param methods with vector operations that were judged
     */
    public record Outcome(Set<String> findings, Set<String> methods) {}

    /**
     * Runs it.
     *
     * @param progress told what runs
     * @throws MeasurementException if the program fails, or C2 compiled no vector operation
     */
    public Outcome run(Consumer<String> progress) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("evenkeel-kernels");
        try {
            start(folder, progress);
            Outcome outcome = new Outcome(new TreeSet<>(), new TreeSet<>());
            Set<String> withVectors = new TreeSet<>();
            for (Path log : files(folder, ".xml")) {
                CompilationLog compiled = CompilationLog.read(log, ForeignJar::mayBeTheirs);
                withVectors.addAll(compiled.withVectors());
                judge(compiled, outcome);
            }
            for (Path recording : files(folder, ".jfr")) judge(Allocations.read(recording), withVectors, outcome);
            if (outcome.methods.isEmpty()) {
                throw new MeasurementException("C2 compiled no method with vector operations in " + jar.path()
                        + " (--include " + include + "); expected code that runs its kernels for some seconds", null);
            }
            return outcome;
        } finally {
            for (Path file : files(folder, "")) Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
        }
    }

    private void start(Path folder, Consumer<String> progress) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(folder)).redirectErrorStream(true).start();
        Thread stop = new Thread(() -> Stopping.stop(process), "stop-foreign-program");
        Runtime.getRuntime().addShutdownHook(stop);
        Deque<String> printed = new ArrayDeque<>();
        Thread reader = Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {
            if (printed.size() == MOST_LINES) printed.removeFirst();
            printed.add(line);
            if (line.startsWith("# Benchmark: ")) progress.accept(line.substring("# Benchmark: ".length()));
        }));
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(budget.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) Stopping.stop(process);
            reader.join();
            if (ended && process.exitValue() != 0 || !ended && jar.isJmh()) fail(process, ended, printed);
        } finally {
            Stopping.stop(process);
            if (!Stopping.hasBegun()) Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private void fail(Process process, boolean ended, Deque<String> printed) throws IOException {
        Path output = Files.write(Files.createTempFile("evenkeel-kernels-", ".log"), printed);
        throw new MeasurementException(jar.path() + (ended ? " ended with exit code " + process.exitValue()
                : " did not end within " + budget.toSeconds() + " s") + " (what was printed: " + output + ")", null);
    }

    private List<String> command(Path folder) {
        List<String> watched = new ArrayList<>(jvmArguments);
        watched.addAll(List.of("--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+LogCompilation", "-XX:LogFile=" + folder.resolve("%p.xml"),
                "-XX:StartFlightRecording:filename=" + folder.resolve("%p.jfr") + "," + Allocations.OPTIONS));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!jar.isJmh()) {
            command.addAll(watched);
            command.addAll(List.of("-jar", jar.path().toString()));
            command.addAll(arguments);
            return command;
        }
        command.addAll(List.of("-Djmh.ignoreLock=true", "-cp", jar.path().toString(), "org.openjdk.jmh.Main",
                include.pattern(), "-jvmArgsAppend", String.join(" ", watched)));
        for (int i = 0; i < BRIEFLY.size(); i += 2) {
            if (!arguments.contains(BRIEFLY.get(i))) command.addAll(BRIEFLY.subList(i, i + 2));
        }
        command.addAll(arguments);
        return command;
    }

    /** Of a JMH jar only the chosen benchmarks ran. */
    private boolean isIncluded(String owner, String method) {
        return jar.isJmh() || include.matcher(owner + "." + method).find();
    }

    private void judge(CompilationLog log, Outcome outcome) {
        for (String method : log.withVectors()) {
            String[] name = method.split(" ");
            if (isIncluded(name[0], name[1])) outcome.methods.add(name[0] + "." + name[1]);
        }
        for (Finding finding : log.last()) {
            String[] task = finding.task().split(" ");
            String owner = finding.place().map(Finding.Place::owner).orElse(task[0]);
            String method = finding.place().map(Finding.Place::method).orElse(task[1]);
            boolean concernsVectors = finding.place().isPresent() || log.withVectors().contains(finding.task());
            if (isIncluded(owner, method) && concernsVectors) {
                String place = finding.place().map(jar::source)
                        .orElse(ForeignJar.shortName(task[0]) + "." + task[1]);
                outcome.findings.add(place + ": " + finding.what().replaceAll(
                        "jdk\\.(?:incubator\\.vector|internal\\.vm\\.vector)\\.([\\w$]+) ", "$1.")
                        + (finding.place().isPresent() ? HINT : ""));
            }
        }
    }

    /** Whatever a method with vector operations allocates, and vectors wherever they are. */
    private void judge(Allocations allocations, Set<String> withVectors, Outcome outcome) {
        for (Allocations.Site site : allocations.sites()) {
            boolean isHot = withVectors.contains(site.owner() + " " + site.method());
            if (isIncluded(site.owner(), site.method()) && (site.isVector() || isHot)) {
                outcome.methods.add(site.owner() + "." + site.method());
                outcome.findings.add(String.format(Locale.ROOT, "%s.%s (line %d): allocates %s, some %.0f MB/s%s",
                        ForeignJar.shortName(site.owner()), site.method(), site.line(),
                        ForeignJar.shortName(site.type()), site.bytesPerSecond() / 1e6,
                        site.isVector() ? ": vectors are objects here" : ""));
            }
        }
    }
}
