package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.Cell;
import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.cli.convert.CountConverter;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.convert.ShareFloorConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.firstseconds.BusyProcesses;
import dev.evenkeel.bench.firstseconds.CellCourse;
import dev.evenkeel.bench.firstseconds.CourseFloors;
import dev.evenkeel.bench.firstseconds.CourseTable;
import dev.evenkeel.bench.firstseconds.FirstSeconds;
import dev.evenkeel.bench.firstseconds.ShareFloor;
import dev.evenkeel.bench.firstseconds.StoredCourses;
import dev.evenkeel.bench.gemm.ProductCell;
import dev.evenkeel.bench.gemm.Products;
import dev.evenkeel.bench.launch.MachineCheck;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.Floors;
import dev.evenkeel.bench.report.MachineDescription;
import dev.evenkeel.bench.report.ProgressLine;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.Wrapped;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon a fresh JVM is fast. */
@Command(name = "first-seconds", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Starts fresh JVMs that make a product from their first call on, and tells how soon they are fast.",
            "Plain Java does the same beside them. Every answer is checked. Some minutes by default."})
final class FirstSecondsCommand implements Callable<Integer> {
    private static final int MOST_BUSY = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final double MILLIS = 1000;

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE", defaultValue = "64,32x1000x1000,256x1000x1000",
            description = "Shapes and sets as for run. Default: ${DEFAULT-VALUE}.")
    private List<String> shapes;

    @Option(names = "--transposes", split = ",", paramLabel = "NAME",
            description = "Of NN, TN, NT, TT. Default: NN; of random products all.")
    private List<String> transposes = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N",
            description = "Default: 1, and 2 if the machine has them.")
    private List<Integer> threads;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "3", converter = CountConverter.class,
            description = "Fresh JVMs for each product and library. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(names = "--slice", paramLabel = "TIME", defaultValue = "50ms", converter = DurationConverter.class,
            description = "Length of a time slice; a call that takes longer is a slice. Default: ${DEFAULT-VALUE}.")
    private Duration slice;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "6s", converter = DurationConverter.class,
            description = "When a JVM is stopped that is not steady yet; one that is ends after 3 s. Default: ${DEFAULT-VALUE}.")
    private Duration longest;

    @Option(names = "--busy", paramLabel = "N", defaultValue = "0",
            description = "Processes that keep a processor busy each meanwhile. Default: ${DEFAULT-VALUE}.")
    private int busy;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT",
            description = "Passed to every JVM that is looked at, for example --jvm-arg=-XX:CICompilerCount=4.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--aot",
            description = "One more JVM for each product and library writes an AOT cache, from which the others start.")
    private boolean aot;

    @Option(names = "--floor-share", split = ",", paramLabel = "SHARE@TIME", converter = ShareFloorConverter.class,
            description = "Share of our steady speed by a time, such as 80%%@1s. Exit code 1 if no JVM reaches it, 2 if only some do.")
    private List<ShareFloor> floors = new ArrayList<>();

    @Option(names = "--floor-plain", paramLabel = "TIME", converter = DurationConverter.class,
            description = "After that plain Java may not be faster; exit code 1 if it is.")
    private Duration plainAfter;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Gets the table as Markdown; it is replaced.")
    private Path markdown;

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for " + StoredCourses.FILE
                    + ". Default: target/results of the bench module.")
    private Path resultsDirectory = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    FirstSecondsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        List<ProductCell> cells = cells();
        RunDescription run =
                RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        try (KeptFolder folder =
                new KeptFolder(resultsDirectory, run, cells.size(), command.commandLine().getErr())) {
            return measure(cells, run, folder);
        }
    }

    private void check() {
        require(busy >= 0 && busy <= MOST_BUSY, "--busy " + busy + ": expected 0 to " + MOST_BUSY);
        require(longest.compareTo(LONGEST) <= 0, "--time: expected at most " + LONGEST.toSeconds() + " s");
        require(slice.compareTo(longest) < 0, "--slice " + slice.toMillis() + " ms: expected less than --time, "
                + longest.toMillis() + " ms");
        for (ShareFloor floor : floors) {
            require(floor.seconds() < seconds(longest), "--floor-share: " + floor.seconds()
                    + " s is not measured; expected less than --time, " + seconds(longest) + " s");
        }
        require(plainAfter == null || seconds(plainAfter) < seconds(longest),
                "--floor-plain: expected less than --time, "
                        + seconds(longest) + " s");
        requireJars();
        if (markdown == null) return;
        Path parent = markdown.toAbsolutePath().getParent();
        require(!Files.isDirectory(markdown) && Files.isDirectory(parent),
                "--markdown: " + markdown + ": expected a file to write, in a folder that exists");
    }

    /** The JVM writes no AOT cache of classes that lie in a folder. */
    private void requireJars() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            require(!aot || !Files.isDirectory(Path.of(entry)), "--aot: no cache can be written of the folder " + entry
                    + " on the class path; expected jars alone");
        }
    }

    private static void require(boolean isSo, String message) {
        if (!isSo) throw new IllegalArgumentException(message);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    private List<ProductCell> cells() {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Integer> chosen = threads != null ? threads : processors > 1 ? List.of(1, 2) : List.of(1);
        for (int count : chosen) {
            require(count >= 1 && count <= processors, "--threads " + count + ": this machine has " + processors
                    + " processors; expected 1 to " + processors);
        }
        List<Cell> cells = new Products().cells(shapes, transposes, chosen);
        return cells.stream().map(ProductCell.class::cast).toList();
    }

    private int measure(List<ProductCell> cells, RunDescription run, KeptFolder folder)
            throws IOException, InterruptedException {
        FirstSeconds.Settings settings = new FirstSeconds.Settings(forks, slice, longest, busy, jvmArguments, aot);
        FirstSeconds experiment = new FirstSeconds(settings, folder.path());
        MachineDescription machine = MachineDescription.ofThisMachine();
        Screen screen = Screen.of(command);
        screen.print(Wrapped.text(machine.text(), screen.width()));
        screen.println(Wrapped.text("JVMs       " + new CourseTable(List.of(), settings).conditions(), screen.width()));
        screen.println("results    " + folder.path());
        MachineCheck.warnings().forEach(
                warning -> screen.println(Wrapped.text("WARNING: " + warning, screen.width())));
        screen.println(Counted.of(cells.size(), "product") + ", at most "
                + ProgressLine.duration(experiment.expected(cells.size())));
        List<CellCourse> courses = new ArrayList<>();
        try (BusyProcesses others = BusyProcesses.start(busy)) {
            for (ProductCell cell : cells) {
                String progress = "[" + courses.size() + "/" + cells.size() + "] ";
                courses.add(experiment.measure(cell, jvm -> screen.tick(progress + jvm)));
                others.requireAlive();
                store(StoredCourses.of(run, machine, settings, courses, cells.size()), folder);
                screen.progress(CourseTable.progress(courses.getLast(), courses.size(), cells.size()));
            }
        }
        folder.complete();
        CourseTable table = new CourseTable(courses, settings);
        screen.println("\n" + table.text(screen.width()) + "results: " + folder.path());
        if (markdown != null) Files.writeString(markdown, table.markdown(run, machine));
        Floors.Verdict verdict =
                new CourseFloors(floors, plainAfter == null ? Double.POSITIVE_INFINITY : seconds(plainAfter))
                        .check(courses);
        if (!verdict.text().isEmpty()) screen.print(Wrapped.text(verdict.text(), screen.width()));
        return verdict.exitCode();
    }

    private static void store(StoredCourses courses, KeptFolder folder) {
        try {
            folder.write(courses.cells().measured(), place -> courses.write(place.path()));
        } catch (IOException e) {
            throw new MeasurementException("figures could not be stored: " + Failure.reason(e), e);
        }
    }
}
