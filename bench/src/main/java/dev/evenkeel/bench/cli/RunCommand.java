package dev.evenkeel.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.evenkeel.bench.campaign.Campaign;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.CellTimer;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.jmh.GemmBenchmark;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import dev.evenkeel.bench.report.BenchmarkName;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.Floors;
import dev.evenkeel.bench.report.FloorsOfRuns;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ProgressLine;
import dev.evenkeel.bench.report.RatioSummary;
import dev.evenkeel.bench.report.ResultTable;
import dev.evenkeel.bench.report.RooflineTable;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.StoredRun;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.bench.timing.AdjacentBatches;
import dev.evenkeel.bench.timing.JmhForks;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: measures limits and libraries side by side, prints a table, stores the figures, checks floors. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Times the same work by all libraries side by side, each answer checked first.",
            "Without options: the headline shapes of every benchmark, one fork each, a few minutes on two cores; then the variance command."})
final class RunCommand implements Callable<Integer> {
    /** What a system does on its own stays below. */
    private static final double BUSY = 0.7;

    /** What becomes of exit code 2. */
    enum Inconclusive {
        PASS(ExitCode.OK),
        FAIL(ExitCode.CHECK_FAILED);

        private final int exitCode;

        Inconclusive(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    @Mixin
    private Selection selection;

    @Option(names = "--forks", paramLabel = "N",
            description = "Rounds, each in fresh JVMs; 5 or more for figures to publish. Default: 1.")
    private int forks = 1;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "400ms", converter = DurationConverter.class,
            description = "Warm-up of a fork after its speed has become steady. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(names = "--iterations", paramLabel = "N", description = "Timed iterations of a fork. Default: 5.")
    private int iterations = 5;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "200ms", converter = DurationConverter.class,
            description = "Time of an iteration. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(names = "--quick",
            description = "All libraries in this JVM, a second or two per cell: to see at once what a change did.")
    private boolean quick;

    @Option(names = "--isa", defaultValue = "native",
            description = "Hold everyone to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private InstructionSet instructions;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT",
            description = "Passed to every fork; with --quick use java's own command line instead.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--min-roof", paramLabel = "FILE",
            description = "Floors in percent of this machine's limit (JSON). A figure below: exit code 1; a floor that this run does not measure: 3. Alone, it measures what the file names.")
    private Path floorsFile;

    @Option(names = "--write-floors", paramLabel = "FILE",
            description = "Measures nothing: derives floors for --min-roof from the last stored runs.")
    private Path writtenFloors;

    @Option(names = "--from", paramLabel = "N", defaultValue = "5",
            description = "Number of those runs. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--risk", paramLabel = "SHARE", defaultValue = "1%", converter = ShareConverter.class,
            description = "How often unchanged code may fall below any of them. Default: ${DEFAULT-VALUE}.")
    private double risk;

    @Option(names = "--inconclusive", paramLabel = "pass|fail",
            description = "What a job does where floors can be judged neither way: exit code 0 or 1. Default: exit code 2.")
    private Inconclusive inconclusive;

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for this run, and 'latest', which points to it. Default: target/results of the bench module.")
    private Path resultsDirectory = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        if (writtenFloors != null) return writeFloors();
        Floors floors = floorsFile == null ? null : floors();
        List<Contest> contests = selection.contests(floors, quick);
        if (floors != null) floors.requireMeasured(names(contests));
        requireProcessors(contests);
        if (!CleanEnvironment.isFor(instructions)) {
            return CleanEnvironment.rerun(Main.class, instructions,
                    command.root().commandLine().getParseResult().originalArgs());
        }
        RunDescription run =
                RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        MachineDescription machine = MachineDescription.ofThisMachine();
        try (KeptResults kept = new KeptResults(resultsDirectory, run, machine, contests.size(),
                command.commandLine().getErr())) {
            return run(contests, floors, machine, kept);
        }
    }

    private int run(List<Contest> contests, Floors floors, MachineDescription machine, KeptResults kept)
            throws IOException {
        PrintWriter out = command.commandLine().getOut();
        out.print(machine.text());
        out.printf("results    %s%n", kept.path());
        warnOfOtherPrograms(out);
        Set<Integer> threads = contests.stream().map(contest -> contest.cell().threads())
                .collect(Collectors.toCollection(TreeSet::new));
        Roofline roofline = Roofline.measure(threads);
        out.println(RooflineTable.peaks(roofline));
        CellTimer timer = timer();
        Campaign campaign = new Campaign(contests);
        out.printf("%d cells, about %s%n", contests.size(), ProgressLine.duration(campaign.expected(timer)));
        out.flush();
        List<CellResult> results = campaign.run(timer, roofline, progress -> {
            kept.keep(roofline, progress.results(), jmh(timer, progress.results()));
            out.println(ProgressLine.of(progress));
            out.flush();
        });
        kept.complete(roofline, results, jmh(timer, results));
        report(out, results);
        out.println("results: " + kept.path());
        out.flush();
        if (floors != null) return verdict(out, floors, results);
        return selection.isEverything() ? VarianceCommand.run(VarianceCommand.SEED, kept.path(), out)
                : ExitCode.OK;
    }

    /**
     * Libraries whose threads wait by spinning, OpenMP's above all, fall to a hundredth when another program takes a
     * processor from one of them.
     */
    private static void warnOfOtherPrograms(PrintWriter out) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > BUSY) out.printf(Locale.ROOT,
                "WARNING: load average %.1f: other programs run, and figures of several threads mean nothing%n", load);
    }

    private void check() {
        if (forks < 1 || iterations < 1)
            throw new ParameterException(command.commandLine(), "--forks and --iterations must be at least 1");
        if (inconclusive != null && floorsFile == null)
            throw new ParameterException(command.commandLine(), "--inconclusive judges floors; expected --min-roof");
        if (runs < FloorsOfRuns.LEAST_RUNS)
            throw new ParameterException(command.commandLine(),
                    "--from " + runs + ": expected at least " + FloorsOfRuns.LEAST_RUNS);
        if (writtenFloors != null && floorsFile != null)
            throw new ParameterException(command.commandLine(),
                    "--write-floors measures nothing; expected no --min-roof beside it");
        if (quick && !jvmArguments.isEmpty())
            throw new ParameterException(command.commandLine(), "--quick starts no JVM that --jvm-arg could reach");
    }

    private int writeFloors() {
        try {
            List<StoredRun> last = FloorsOfRuns.last(resultsDirectory, runs);
            FloorsOfRuns derived = FloorsOfRuns.of(last, risk);
            derived.floors().write(writtenFloors);
            command.commandLine().getOut().print(derived.text(last, risk));
            command.commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new IllegalArgumentException("--write-floors: " + KeptResults.reason(e), e);
        }
    }

    /** Threads that wait for each other's processor measure the scheduler. */
    private static void requireProcessors(List<Contest> contests) {
        int processors = Runtime.getRuntime().availableProcessors();
        for (Contest contest : contests) {
            int threads = contest.cell().threads();
            if (threads < 1 || threads > processors) {
                throw new IllegalArgumentException("threads " + threads + " (" + contest.cell()
                        + "): this machine has " + processors + " processors; expected 1 to " + processors);
            }
        }
    }

    private Floors floors() {
        try {
            return Floors.read(floorsFile);
        } catch (IOException e) {
            throw new IllegalArgumentException("--min-roof: " + e.getMessage(), e);
        }
    }

    private static Set<BenchmarkName> names(List<Contest> contests) {
        return contests.stream()
                .flatMap(contest -> contest.libraries().stream()
                        .map(library -> BenchmarkName.of(contest.cell(), library)))
                .collect(Collectors.toSet());
    }

    private CellTimer timer() {
        if (quick) return new AdjacentBatches();
        List<String> arguments = new ArrayList<>(instructions.jvmArguments());
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.addAll(jvmArguments);
        return new JmhForks(GemmBenchmark.class.getPackageName(),
                new JmhForks.Settings(forks, warmUp, iterations, time), arguments);
    }

    private static ArrayNode jmh(CellTimer timer, List<CellResult> results) {
        return timer instanceof JmhForks forks ? forks.results().json(results)
                : JsonNodeFactory.instance.arrayNode();
    }

    private static void report(PrintWriter out, List<CellResult> results) {
        CellResult.byBenchmark(results).forEach((benchmark, its) -> {
            ResultTable table = new ResultTable(its);
            out.printf("%n%s%n%s%n%s%n%s%n", benchmark, table.text(), table.codePaths(), new RatioSummary(its).text());
        });
    }

    private int verdict(PrintWriter out, Floors floors, List<CellResult> results) {
        Floors.Verdict verdict = floors.check(results);
        out.println();
        out.print(verdict.text());
        out.flush();
        boolean isOpen = verdict.exitCode() == ExitCode.INCONCLUSIVE && inconclusive != null;
        return isOpen ? inconclusive.exitCode : verdict.exitCode();
    }
}
