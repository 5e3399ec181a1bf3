package dev.evenkeel.bench.cli.study;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.cli.convert.CountConverter;
import dev.evenkeel.bench.cli.convert.FileConverter;
import dev.evenkeel.bench.cli.convert.LongCountConverter;
import dev.evenkeel.bench.cli.convert.RateConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.launch.StopRequest;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.paper.PaperMarkdown;
import dev.evenkeel.bench.study.paper.PaperNetwork;
import dev.evenkeel.bench.study.paper.PaperPlan;
import dev.evenkeel.bench.study.paper.PaperRuns;
import dev.evenkeel.bench.study.paper.figure.PaperPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The trainings of the paper, in hours. */
@Command(name = "paper", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Trains the networks of table 1, and draws figures 2, 3, 4, 9, 10 and 11 with a verdict on each.",
            "Goes on where it was stopped. More updates, seeds or rates go on from what is there.",
            "Where all is trained, it only draws."})
final class PaperCommand implements Callable<Integer> {
    /** Weights of two such layers still fit an array. */
    private static final int MOST_WIDTH = 46_340;

    @Option(names = "--networks", paramLabel = "NAMES", split = ",",
            defaultValue = "softsign,softsign-n,tanh,tanh-n,sigmoid,sigmoid-depth-4",
            description = "Some of the default ones; -n stands for normalised first weights. Default: ${DEFAULT-VALUE}.")
    private List<String> networks;

    @Option(names = "--updates", paramLabel = "N", defaultValue = "100000", converter = LongCountConverter.class,
            description = "Steps of a training, with 10 examples each. Default: ${DEFAULT-VALUE}.")
    private long updates;

    @Option(names = "--rates", paramLabel = "NUMBERS", split = ",", defaultValue = "0.1,0.03,0.01",
            converter = RateConverter.class,
            description = "Learning rates to choose from, on validation error. Default: ${DEFAULT-VALUE}.")
    private List<Double> rates;

    @Option(names = "--choose", paramLabel = "N", converter = LongCountConverter.class,
            description = "Updates after which the rate is chosen. Default: all.")
    private Long choosingUpdates;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", converter = CountConverter.class,
            description = "Trainings of each network with its rate. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2010",
            description = "The first one. Default: ${DEFAULT-VALUE}.")
    private long firstSeed;

    @Mixin
    private DataOption data;

    @Option(names = "--width", paramLabel = "N", defaultValue = "1000", converter = CountConverter.class,
            description = "Of hidden layers. Default: ${DEFAULT-VALUE}, as in the paper.")
    private int width;

    @Option(names = "--examples", paramLabel = "N", defaultValue = "10000", converter = LongCountConverter.class,
            description = "To validate on, and to test on. Default: ${DEFAULT-VALUE}.")
    private long examples;

    @Mixin
    private TrainingOptions options;

    @Option(names = "--out", paramLabel = "FOLDER",
            description = """
                    Gets a folder for each training, table-1.csv, errors.csv, layers.csv, and the page paper.html \
                    with a JSON file and a CSV file of each figure. \
                    Default: study/paper in target/results of the bench module.""")
    private Path folder = ResultsDirectory.ofThisProgram().resolve("study/paper");

    @Option(names = "--markdown", paramLabel = "FILE", converter = FileConverter.class,
            description = """
                    Gets table 1 and the verdicts once all is trained: \
                    between the lines <!-- results:begin --> and <!-- results:end -->, or as a new file.""")
    private Path markdown;

    @Spec
    private CommandSpec command;

    PaperCommand() {}

    @Override
    public Integer call() throws IOException {
        long choosing = choosingUpdates == null ? updates : choosingUpdates;
        if (choosing > updates) throw new IllegalArgumentException(
                "--choose must be at most --updates " + updates + ", was " + choosing);
        if (width > MOST_WIDTH)
            throw new IllegalArgumentException("--width must be at most " + MOST_WIDTH + ", was " + width);
        PaperPlan plan = new PaperPlan(named(), width, rates.stream().distinct().toList(), updates, choosing, seeds,
                firstSeed, options.interval(),
                examples, data.text());
        Screen screen = Screen.of(command);
        try (OwnExecution own = new OwnExecution(options.threads()); StopRequest stop = new StopRequest()) {
            PaperRuns runs = new PaperRuns(plan, folder, data::read, own.get());
            TrainingOptions.createFolder(folder);
            boolean isComplete = runs.run(new ShownTraining(screen, stop));
            if (!isComplete) {
                screen.println("stopped; the same command goes on in " + folder);
                return ExitCode.CHECK_FAILED;
            }
            write(plan, runs, own.get(), screen);
            return ExitCode.OK;
        }
    }

    private void write(PaperPlan plan, PaperRuns runs, Execution execution, Screen screen) throws IOException {
        RunDescription run = RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        MachineDescription machine = MachineDescription.ofThisMachine();
        PaperPage page = new PaperPage(runs.traces(), runs.test(), run, machine, execution);
        if (markdown != null) PaperMarkdown.write(markdown, folder, plan, page.findings(), run, machine);
        Path written = page.write(folder);
        for (Finding finding : page.findings())
            screen.println(Wrapped.text(finding.title() + ": " + finding.verdict().words() + ". " + finding.reason(),
                    screen.width()));
        screen.println("table: " + folder.resolve("table-1.csv"));
        screen.println("page:  " + written);
    }

    private List<PaperNetwork> named() {
        List<PaperNetwork> named = new ArrayList<>();
        for (String name : networks) named.add(SettingsOptions.parse("--networks", name, PaperNetwork::byName));
        return named.stream().distinct().toList();
    }
}
