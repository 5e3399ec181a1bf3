package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.convert.ShareConverter;
import dev.evenkeel.bench.gate.BenchmarkId;
import dev.evenkeel.bench.gate.EnvironmentStamp;
import dev.evenkeel.bench.gate.Forks;
import dev.evenkeel.bench.gate.Gate;
import dev.evenkeel.bench.gate.JmhJar;
import dev.evenkeel.bench.gate.SequentialPlan;
import dev.evenkeel.bench.gate.selftest.Recorder;
import dev.evenkeel.bench.gate.selftest.Recording;
import dev.evenkeel.bench.gate.selftest.SelfTest;
import dev.evenkeel.bench.gate.selftest.SelfTestReport;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import dev.evenkeel.bench.report.Counted;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.RunDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how often the gate is wrong. */
@Command(name = "selftest", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Plays the gate with recorded rounds of a jar against itself: false alarms, and what it finds.",
            "Record first (--record-forks, --jar), then play (--forks).",
            "Exit code 1 if unchanged jars raise more false alarms than stated."})
final class SelfTestCommand implements Callable<Integer> {
    @Option(names = "--record-forks", paramLabel = "FILE",
            description = "Measures --jar against itself and keeps the rounds here; a file that has some is gone on with.")
    private Path recorded;

    @Option(names = "--jar", paramLabel = "JAR", description = "For --record-forks: a JMH jar.")
    private Path jar;

    @Mixin
    private ForkOptions options;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "40",
            description = "For --record-forks: rounds of each benchmark. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "nothing else runs",
            description = "For --record-forks: what else runs on the machine. Default: ${DEFAULT-VALUE}.")
    private String note;

    @Option(names = "--forks", paramLabel = "FILE", description = "Recorded rounds to play with, "
            + SequentialPlan.FIRST + " or more of each benchmark; can be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--families", paramLabel = "N", defaultValue = "2000",
            description = "For --forks: how often all benchmarks are judged. Default: ${DEFAULT-VALUE}.")
    private int families;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2026",
            description = "For --forks: of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "10m", converter = DurationConverter.class,
            description = "Time for recording, or of the gate that is played. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(names = "--margin", paramLabel = "SHARE", defaultValue = "3%", converter = ShareConverter.class,
            description = "For --forks: as in the gate. Default: ${DEFAULT-VALUE}.")
    private double margin;

    @Option(names = "--false-alarms", paramLabel = "SHARE", defaultValue = "1%", converter = ShareConverter.class,
            description = "For --forks: as in the gate. Default: ${DEFAULT-VALUE}.")
    private double alpha;

    @Option(names = "--markdown", paramLabel = "FILE",
            description = "For --forks: where the report goes. Default: standard output.")
    private Path markdown;

    @Spec
    private CommandSpec command;

    SelfTestCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean records = recorded != null && jar != null;
        if (records == !files.isEmpty() || rounds < 1 || families < 1) {
            throw new ParameterException(command.commandLine(),
                    "selftest needs either --record-forks FILE and --jar JAR, or --forks FILE; counts are at least 1");
        }
        if (!records) return play(command.commandLine().getOut());
        if (!CleanEnvironment.isFor(InstructionSet.ofThisProcess())) {
            return CleanEnvironment.rerun(Main.class, InstructionSet.ofThisProcess(), arguments());
        }
        return record(command.commandLine().getOut());
    }

    private List<String> arguments() {
        return command.root().commandLine().getParseResult().originalArgs();
    }

    private int record(PrintWriter out) throws IOException {
        JmhJar measured = JmhJar.open("--jar", jar);
        Path file = recorded.toAbsolutePath();
        Path folder = Files.createTempDirectory("evenkeel-selftest");
        Forks forks = options.measuring().forks(folder);
        List<BenchmarkId> benchmarks = measured.benchmarks(options.include(), options.parameters(), forks);
        List<String> measuring = new ArrayList<>(options.measuring().jmhArguments());
        if (options.measuring().forksOnly()) measuring.add("forks only");
        EnvironmentStamp stamp =
                EnvironmentStamp.ofNow(options.measuring().jvmArguments(), measuring, arguments());
        Recorder recorder =
                new Recorder(options.measuring().source(measured, measured,
                        benchmarks.stream().map(id -> new Gate.Pair(id, id)).toList(), forks, out::println), file,
                        rounds, budget);
        int complete = recorder.record(benchmarks, stamp, note, measured.checksum(), line -> {
            out.println(line);
            out.flush();
        });
        out.printf("%s has %d of %s of %s%n", file, complete, Counted.of(rounds, "round"),
                Counted.of(benchmarks.size(), "benchmark"));
        out.flush();
        return complete >= rounds ? ExitCode.OK : ExitCode.INCONCLUSIVE;
    }

    private int play(PrintWriter out) throws IOException {
        List<SelfTest> tests = new ArrayList<>();
        for (Path file : files) {
            tests.add(new SelfTest(Recording.toPlay("--forks", file), new SequentialPlan(Math.log1p(margin), alpha),
                    budget, families, seed));
        }
        SelfTestReport report = SelfTestReport.of(tests);
        String text = report.markdown(RunDescription.ofNow(arguments()));
        if (markdown == null) out.print(text);
        else Files.writeString(markdown, text);
        out.flush();
        return report.keepsItsPromise() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
