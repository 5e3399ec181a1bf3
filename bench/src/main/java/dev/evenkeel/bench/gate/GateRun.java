package dev.evenkeel.bench.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A gate from jars to reports.
 *
 * @param baseline old jar
 * @param candidate new jar
 * @param include regular expression
 * @param parameters values that are chosen
 * @param budget time for measuring
 * @param margin smaller changes do not matter
 * @param alpha probability of any false alarm
 * @param measuring how a fork measures
 * @param folder for rounds and reports
 */
public record GateRun(Path baseline, Path candidate, String include, Map<String, List<String>> parameters,
        Duration budget, double margin, double alpha, Measuring measuring, Path folder) {
    private static final int ITERATIONS = 10;
    private static final int WARM_UP_ITERATIONS = 5;

    /**
     * How a fork measures.
     *
     * @param warmUp time before figures count
     * @param iteration time of each of ten
     * @param jvmArguments of every JVM
     * @param forksOnly never both jars in one JVM
     */
    public record Measuring(Duration warmUp, Duration iteration, List<String> jvmArguments, boolean forksOnly) {
        private List<String> jmhArguments() {
            return List.of("-wi", String.valueOf(WARM_UP_ITERATIONS), "-w",
                    Math.max(1, warmUp.toMillis() / WARM_UP_ITERATIONS) + "ms", "-i", String.valueOf(ITERATIONS), "-r",
                    Math.max(1, iteration.toMillis()) + "ms");
        }
    }

    /** Measures, prints and writes everything; returns the exit code. */
    public int run(PrintWriter out) throws IOException {
        JmhJar before = JmhJar.open("--baseline", baseline);
        JmhJar after = JmhJar.open("--candidate", candidate);
        List<String> options = new ArrayList<>(measuring.jmhArguments());
        options.addAll(measuring.jvmArguments);
        if (measuring.forksOnly) options.add("forks only");
        RoundStore store = RoundStore.open(folder, before.checksum(), after.checksum(), options);
        for (String warning : MachineCheck.warnings()) out.println("WARNING: " + warning);
        Forks forks = new Forks(Path.of(System.getProperty("java.home"), "bin", "java"), measuring.jvmArguments,
                measuring.jmhArguments(), folder.resolve("forks"));
        List<BenchmarkId> old = before.benchmarks(include, parameters, forks);
        List<BenchmarkId> now = after.benchmarks(include, parameters, forks);
        List<Gate.Pair> pairs = Gate.pairs(old, now);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the jars have no benchmark in common; expected the same names and "
                    + "parameters, found " + old + " and " + now);
        }
        out.printf("%d benchmarks, at most %d s%n", pairs.size(), budget.toSeconds());
        out.flush();
        RoundSource inTurns = new AdjacentForks((ofCandidate, id) -> forks.measure(ofCandidate ? after : before, id));
        Gate gate = new Gate(measuring.forksOnly ? inTurns : inOneJvm(pairs, forks, inTurns, out), store,
                new SequentialPlan(Math.log1p(margin), alpha), budget);
        List<Outcome> outcomes = gate.run(pairs, line -> {
            out.println(line);
            out.flush();
        });
        GateReport report = new GateReport(outcomes,
                now.stream().filter(id -> pairs.stream().noneMatch(pair -> pair.candidate().equals(id))).toList(),
                old.stream().filter(id -> pairs.stream().noneMatch(pair -> pair.baseline().equals(id))).toList());
        write(report);
        out.println();
        out.print(report.text());
        out.println("reports: " + folder);
        out.flush();
        return report.exitCode();
    }

    private RoundSource inOneJvm(List<Gate.Pair> pairs, Forks forks, RoundSource others, PrintWriter out)
            throws IOException {
        Path old = baseline.toAbsolutePath();
        Path now = candidate.toAbsolutePath();
        Map<Gate.Pair, String> obstacles = TwinRounds.obstacles(pairs, old, now);
        Map<String, Long> reasons = obstacles.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        reasons.forEach(
                (reason, count) -> out.printf("%d of them by a fork of each jar in turns: %s%n", count, reason));
        return new TwinRounds(old, now, obstacles, forks::twin, others);
    }

    private void write(GateReport report) throws IOException {
        Files.writeString(folder.resolve("gate.md"), report.markdown());
        Files.writeString(folder.resolve("gate.xml"), report.junit());
        Files.writeString(folder.resolve("gate.csv"),
                report.csv(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        String summary = System.getenv("GITHUB_STEP_SUMMARY");
        if (summary != null) {
            Files.writeString(Path.of(summary), report.markdown(), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
