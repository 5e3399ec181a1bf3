package dev.evenkeel.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.evenkeel.bench.campaign.Campaign;
import dev.evenkeel.bench.campaign.CellResult;
import dev.evenkeel.bench.campaign.CellTimer;
import dev.evenkeel.bench.campaign.Contest;
import dev.evenkeel.bench.cli.convert.CountConverter;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.cli.study.StudyCommand;
import dev.evenkeel.bench.jmh.GemmBenchmark;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import dev.evenkeel.bench.page.ResultPage;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ProgressLine;
import dev.evenkeel.bench.report.RatioSummary;
import dev.evenkeel.bench.report.ResultTable;
import dev.evenkeel.bench.report.RooflineTable;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.bench.roofline.Roofline;
import dev.evenkeel.bench.timing.AdjacentBatches;
import dev.evenkeel.bench.timing.JmhForks;
import java.io.IOException;
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
import picocli.CommandLine.Spec;

/** The main job: measures limits and libraries side by side, prints a table, stores the figures, checks floors. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Times the same work by all libraries side by side, each answer checked first.",
            "Without options: the headline shapes of every benchmark, one fork each, a few minutes on two cores; then the variance command and study --quick."})
final class RunCommand implements Callable<Integer> {
    /** What a system does on its own stays below. */
    private static final double BUSY = 0.7;

    @Mixin
    private Selection selection;

    @Option(names = "--forks", paramLabel = "N", converter = CountConverter.class,
            description = "Rounds, each in fresh JVMs; 5 or more for figures to publish. Default: 1.")
    private int forks = 1;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "400ms", converter = DurationConverter.class,
            description = "Warm-up of a fork after its speed has become steady. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(names = "--iterations", paramLabel = "N", converter = CountConverter.class,
            description = "Timed iterations of a fork. Default: 5.")
    private int iterations = 5;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "200ms", converter = DurationConverter.class,
            description = "Time of an iteration. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(names = "--quick",
            description = "All libraries in this JVM, a second or two per cell: to see at once what a change did.")
    private boolean quick;

    @Option(names = "--isa", defaultValue = "native", paramLabel = "INSTRUCTIONS",
            description = "Hold everyone to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private InstructionSet instructions;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT",
            description = "Passed to every fork; with --quick use java's own command line instead.")
    private List<String> jvmArguments = new ArrayList<>();

    @Mixin
    private FloorOptions floors;

    @Mixin
    private JarOptions jars;

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for this run, and 'latest', which points to it. Default: target/results of the bench module.")
    private Path resultsDirectory = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Screen screen = Screen.of(command);
        if (floors.isDeriving()) return floors.derive(resultsDirectory, screen);
        List<Contest> contests = jars.complete(selection.contests(floors.floors(), quick));
        floors.requireMeasured(contests);
        requireProcessors(contests);
        List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
        if (!CleanEnvironment.isFor(instructions)) return CleanEnvironment.rerun(Main.class, instructions, arguments);
        RunDescription run = RunDescription.ofNow(arguments);
        MachineDescription machine = MachineDescription.ofThisMachine();
        try (KeptResults kept = new KeptResults(resultsDirectory, run, machine, contests.size(),
                command.commandLine().getErr())) {
            screen.print(Wrapped.text(machine.text(), screen.width()));
            screen.println("results    " + kept.path());
            List<CellResult> results = measure(contests, timer(kept.path()), kept, screen);
            report(screen, results);
            screen.println("results: " + kept.path());
            int checked = floors.verdict(results, screen);
            int exitCode = checked == ExitCode.OK && isMainJob()
                    ? VarianceCommand.run(VarianceCommand.SEED, kept.path(), screen) : checked;
            if (exitCode == ExitCode.OK && isMainJob()) exitCode = StudyCommand.quick(resultsDirectory, screen);
            screen.println("page:    " + ResultPage.writeBeside(kept.path()));
            return exitCode;
        }
    }

    private boolean isMainJob() {
        return selection.isEverything() && floors.floors() == null;
    }

    private List<CellResult> measure(List<Contest> contests, CellTimer timer, KeptResults kept, Screen screen) {
        warnOfOtherPrograms(screen);
        Set<Integer> threads = contests.stream().map(contest -> contest.cell().threads())
                .collect(Collectors.toCollection(TreeSet::new));
        Roofline roofline = Roofline.measure(threads);
        screen.println(Wrapped.text(RooflineTable.peaks(roofline), screen.width()));
        Campaign campaign = new Campaign(contests);
        screen.println(Counted.of(contests.size(), "cell") + ", about "
                + ProgressLine.duration(campaign.expected(timer, roofline))
                + (isMainJob() ? ", then the variance check and the quick study, two minutes" : ""));
        List<CellResult> results = campaign.run(timer, roofline, progress -> {
            kept.keep(roofline, progress.results(), jmh(timer, progress.results()));
            screen.progress(ProgressLine.of(progress));
        });
        kept.complete(roofline, results, jmh(timer, results));
        return results;
    }

    /**
     * Libraries whose threads wait by spinning, OpenMP's above all, fall to a hundredth when another program takes a
     * processor from one of them.
     */
    private static void warnOfOtherPrograms(Screen screen) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > BUSY) screen.println(Wrapped.text(String.format(Locale.ROOT,
                "WARNING: load average %.1f: other programs run. It will take longer, and figures of several threads mean nothing.",
                load), screen.width()));
    }

    private void check() {
        if (quick && !jvmArguments.isEmpty())
            throw new IllegalArgumentException("--quick starts no JVM that --jvm-arg could reach");
        jars.check(quick);
        floors.check();
    }

    /** Threads that wait for each other's processor measure the scheduler. */
    private static void requireProcessors(List<Contest> contests) {
        int processors = Runtime.getRuntime().availableProcessors();
        for (Contest contest : contests) {
            int threads = contest.cell().threads();
            if (threads < 1 || threads > processors) {
                throw new IllegalArgumentException("--threads " + threads + ": this machine has " + processors
                        + " processors; expected 1 to " + processors + " (" + contest.cell() + ")");
            }
        }
    }

    private CellTimer timer(Path folder) {
        if (quick) return new AdjacentBatches();
        List<String> arguments = new ArrayList<>(instructions.jvmArguments());
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.addAll(jvmArguments);
        return new JmhForks(GemmBenchmark.class.getPackageName(),
                new JmhForks.Settings(forks, warmUp, iterations, time), arguments, folder, jars.jars());
    }

    private static ArrayNode jmh(CellTimer timer, List<CellResult> results) {
        return timer instanceof JmhForks forks ? forks.results().json(results)
                : JsonNodeFactory.instance.arrayNode();
    }

    private static void report(Screen screen, List<CellResult> results) {
        int width = screen.width();
        CellResult.byBenchmark(results).forEach((benchmark, its) -> {
            ResultTable table = new ResultTable(its);
            screen.println("\n" + benchmark + ", " + table.text(width) + "\n" + table.codePaths(width) + "\n"
                    + Wrapped.text(RatioSummary.texts(its), width));
        });
    }
}
