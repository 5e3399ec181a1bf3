package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.cli.convert.ThreadsConverter;
import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.study.claim.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts claims about first weights to the test. */
@Command(name = "claims", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            """
                    Examines what is said about first weights: numbers, pictures and a verdict for each claim, \
                    as JSON, CSV and a page.""",
            """
                    Exit code 1 if what follows from a formula is not so: \
                    variances in linear layers, singular values, units that begin equal."""})
final class ClaimsCommand implements Callable<Integer> {
    @Option(names = "--only", paramLabel = "ID", split = ",", completionCandidates = ClaimOptions.Ids.class,
            description = "These claims alone, of ${COMPLETION-CANDIDATES}.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--full",
            description = "Larger networks, more updates and more seeds: half an hour or more. Default: two minutes.")
    private boolean full;

    @Option(names = "--seed", paramLabel = "N", description = "The first of all seeds. Default: " + Setting.SEED + ".")
    private long seed = Setting.SEED;

    @Option(names = "--data", paramLabel = "mnist:FOLDER",
            description = "MNIST for the claim about it, unit-inputs. Default: shapes that are drawn, which its page says.")
    private String data;

    @Option(names = "--threads", paramLabel = "N", converter = ThreadsConverter.class,
            description = "Threads that compute; they change no bit. Default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--results", paramLabel = "DIRECTORY",
            description = "Gets a folder for this run in its folder 'study'. Default: target/results of the bench module.")
    private Path results = ResultsDirectory.ofThisProgram();

    @Spec
    private CommandSpec command;

    ClaimsCommand() {}

    @Override
    public Integer call() throws IOException {
        RunDescription run = RunDescription.ofNow(command.root().commandLine().getParseResult().originalArgs());
        return new ClaimsRun(ClaimOptions.chosen(only), full ? Setting.Scale.FULL : Setting.Scale.QUICK, seed, threads,
                data == null ? null : DataChoice.digits(data, seed))
                .run(results, run, Screen.of(command));
    }
}
