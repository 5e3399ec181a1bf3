package dev.evenkeel.bench.gate;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.launch.MachineCheck;
import dev.evenkeel.bench.report.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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
        /** For JMH. */
        public List<String> jmhArguments() {
            return List.of("-wi", String.valueOf(WARM_UP_ITERATIONS), "-w",
                    Math.max(1, warmUp.toMillis() / WARM_UP_ITERATIONS) + "ms", "-i", String.valueOf(ITERATIONS), "-r",
                    Math.max(1, iteration.toMillis()) + "ms");
        }

        /** Forks of this JVM's JDK. */
        public Forks forks(Path folder) {
            return new Forks(java(), jvmArguments, jmhArguments(), folder.resolve("forks"));
        }

        /** Where the rounds of two jars come from; says for how many, and why, it is not one JVM. */
        public RoundSource source(JmhJar before, JmhJar after, List<Gate.Pair> pairs, Forks forks,
                Consumer<String> notes) throws IOException {
            RoundSource inTurns =
                    new AdjacentForks((ofCandidate, id) -> forks.measure(ofCandidate ? after : before, id));
            if (forksOnly) return inTurns;
            Map<Gate.Pair, String> obstacles = TwinRounds.obstacles(pairs, before.path(), after.path());
            obstacles.values().stream().collect(Collectors.groupingBy(reason -> reason, TreeMap::new,
                    Collectors.counting())).forEach(
                            (reason, count) -> notes.accept(
                                    count + " of " + pairs.size() + " by a fork of each jar in turns: " + reason));
            return new TwinRounds(before.path(), after.path(), obstacles, forks::twin, inTurns);
        }

        private static Path java() {
            return Path.of(System.getProperty("java.home"), "bin", "java");
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
        Forks forks = measuring.forks(folder);
        List<BenchmarkId> old = before.benchmarks(include, parameters, forks);
        List<BenchmarkId> now = after.benchmarks(include, parameters, forks);
        List<Gate.Pair> pairs = Gate.pairs(old, now);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the jars have no benchmark in common; expected the same names and "
                    + "parameters, found " + old + " and " + now);
        }
        Gate gate =
                new Gate(measuring.source(before, after, pairs, forks, out::println), store,
                        new SequentialPlan(Math.log1p(margin), alpha), budget);
        List<Outcome> outcomes;
        try {
            VarianceProof.prove(after, forks, out);
            out.printf("%s, at most %d s%n", Counted.of(pairs.size(), "benchmark"), budget.toSeconds());
            out.flush();
            outcomes = gate.run(pairs, line -> {
                out.println(line);
                out.flush();
            });
        } catch (WrongAnswerException e) {
            new ReportFiles(folder).writeWrong(e.getMessage());
            throw e;
        }
        GateReport report = GateReport.of(outcomes, pairs, old, now, GateReport.PAIRS);
        return new ReportFiles(folder).tell(report, out);
    }
}
