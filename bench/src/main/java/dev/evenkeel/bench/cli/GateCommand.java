package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.cli.convert.DurationConverter;
import dev.evenkeel.bench.cli.convert.ShareConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.gate.GateRun;
import dev.evenkeel.bench.gate.stored.StoredRun;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares two JMH jars on this machine. */
@Command(name = "gate", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures two JMH jars in turns, ours or anybody's, and says which benchmarks became slower.",
            "Exit code 1 if one did or allocates more; 2 if the time was too short to say; 3 if one is missing."},
        subcommands = SelfTestCommand.class)
final class GateCommand implements Callable<Integer> {
    @Option(names = "--baseline", paramLabel = "OLD.jar",
            description = "What it was: a jar, or a .json that --record wrote on a machine like this one.")
    private Path baseline;

    @Option(names = "--candidate", paramLabel = "NEW.jar", description = "What it shall become.")
    private Path candidate;

    @Option(names = "--record", paramLabel = "FILE.json",
            description = "Compares nothing: stores the candidate's forks, for later calls with --baseline FILE.json.")
    private Path record;

    @Mixin
    private ForkOptions forks;

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "10m", converter = DurationConverter.class,
            description = "Time for measuring. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(names = "--margin", paramLabel = "SHARE", defaultValue = "3%", converter = ShareConverter.class,
            description = "Smaller differences do not matter. Default: ${DEFAULT-VALUE}.")
    private double margin;

    @Option(names = "--false-alarms", paramLabel = "SHARE", defaultValue = "1%", converter = ShareConverter.class,
            description = "How often unchanged jars may fail, all benchmarks together. Default: ${DEFAULT-VALUE}.")
    private double alpha;

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Where rounds and reports go; one that holds rounds of this comparison is gone on with.")
    private Path results = ResultsDirectory.ofThisProgram().resolve("gate");

    @Spec
    private CommandSpec command;

    GateCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (candidate == null || (baseline == null) == (record == null)) {
            throw new ParameterException(command.commandLine(),
                    "gate needs --candidate NEW.jar, and either --baseline OLD.jar or --record FILE.json");
        }
        try {
            List<String> arguments = command.root().commandLine().getParseResult().originalArgs();
            return CleanEnvironment.isFor(InstructionSet.ofThisProcess())
                    ? run(arguments, command.commandLine().getOut())
                    : CleanEnvironment.rerun(Main.class, InstructionSet.ofThisProcess(), arguments);
        } catch (IOException e) {
            throw new MeasurementException("gate cannot read or write: " + e.getClass().getSimpleName() + ": "
                    + e.getMessage() + "; expected readable jars and a --results folder that can be written to", e);
        }
    }

    private int run(List<String> arguments, PrintWriter out) throws IOException {
        boolean isStored = baseline != null && baseline.toString().endsWith(".json");
        if (record == null && !isStored) {
            return new GateRun(baseline, candidate, forks.include(), forks.parameters(), budget, margin, alpha,
                    forks.measuring(), results).run(out);
        }
        StoredRun stored = new StoredRun(candidate, forks.include(), forks.parameters(), budget, forks.measuring(),
                results, arguments);
        return isStored ? stored.compare(baseline, margin, alpha, out) : stored.record(record, out);
    }
}
