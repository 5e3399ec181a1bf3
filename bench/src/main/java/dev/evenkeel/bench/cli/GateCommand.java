package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.gate.GateRun;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares two JMH jars on this machine. */
@Command(name = "gate", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures two JMH jars in turns, ours or anybody's, and says which benchmarks became slower.",
            "Exit code 1 if one did or allocates more; 2 if the time was too short to say; 3 if one is missing."})
final class GateCommand implements Callable<Integer> {
    @Option(names = "--baseline", required = true, paramLabel = "OLD.jar", description = "What it was.")
    private Path baseline;

    @Option(names = "--candidate", required = true, paramLabel = "NEW.jar", description = "What it shall become.")
    private Path candidate;

    @Option(names = "--include", paramLabel = "REGEX", defaultValue = "",
            description = "Benchmarks whose name contains this. Default: all.")
    private String include;

    @Option(names = "--param", paramLabel = "NAME=VALUES",
            description = "Values of a parameter, separated by commas. Default: those of the benchmark.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "10m", converter = DurationConverter.class,
            description = "Time for measuring. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(names = "--margin", paramLabel = "SHARE", defaultValue = "3%", converter = ShareConverter.class,
            description = "Smaller differences do not matter. Default: ${DEFAULT-VALUE}.")
    private double margin;

    @Option(names = "--false-alarms", paramLabel = "SHARE", defaultValue = "1%", converter = ShareConverter.class,
            description = "How often unchanged jars may fail, all benchmarks together. Default: ${DEFAULT-VALUE}.")
    private double alpha;

    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "500ms", converter = DurationConverter.class,
            description = "Warm-up of a fork of one jar. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(names = "--time", paramLabel = "TIME", defaultValue = "100ms", converter = DurationConverter.class,
            description = "Each of such a fork's ten iterations. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(names = "--forks-only",
            description = "A JVM for each jar, even where both can be timed side by side in one.")
    private boolean forksOnly;

    @Option(names = "--jvm-arg", paramLabel = "ARGUMENT", description = "Passed to every JVM of both jars.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Where rounds and reports go; one that holds rounds of this comparison is gone on with.")
    private Path results = ResultsDirectory.ofThisProgram().resolve("gate");

    @Spec
    private CommandSpec command;

    GateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!CleanEnvironment.isFor(InstructionSet.ofThisProcess())) {
            return CleanEnvironment.rerun(Main.class, InstructionSet.ofThisProcess(),
                    command.root().commandLine().getParseResult().originalArgs());
        }
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        parameters.forEach((name, values) -> chosen.put(name, Arrays.asList(values.split(","))));
        PrintWriter out = command.commandLine().getOut();
        return new GateRun(baseline, candidate, include, chosen, budget, margin, alpha,
                new GateRun.Measuring(warmUp, time, jvmArguments, forksOnly), results).run(out);
    }
}
