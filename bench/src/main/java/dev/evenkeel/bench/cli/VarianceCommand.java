package dev.evenkeel.bench.cli;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.ExitCode;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.report.Wrapped;
import dev.evenkeel.bench.variance.VarianceReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares every initialiser's weights with the variance it promises. It times nothing. */
@Command(name = "variance", mixinStandardHelpOptions = true,
        description = {
            "Fills layers by every scheme and compares mean squares with the formulas; exit code 1 if one is off.",
            "Also sends a signal and a gradient through 50 layers per scheme and activation. Tables, JSON and plots."})
final class VarianceCommand implements Callable<Integer> {
    /** The default. */
    static final long SEED = 2010;

    @Option(names = "--seed", paramLabel = "N", description = "Of all streams. Default: " + SEED + ".")
    private long seed = SEED;

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for variance.json and the plots. Default: target/results of the bench module.")
    private Path resultsDirectory = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    VarianceCommand() {}

    @Override
    public Integer call() throws IOException {
        RunDescription run =
                RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        return run(seed, KeptFolder.create(resultsDirectory, run).path(), Screen.of(command));
    }

    static int run(long seed, Path directory, Screen screen) throws IOException {
        screen.progress("variance check: some 20 s");
        Execution execution = Execution.sequential();
        VarianceReport report = VarianceReport.make(seed, execution);
        screen.println(report.text(screen.width()));
        screen.println("figures: " + report.write(directory));
        for (Path plot : report.plot(directory, execution)) screen.println("plot:    " + plot);
        screen.println(Wrapped.text(report.verdict(), screen.width()));
        return report.passed() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
