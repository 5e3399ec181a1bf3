package dev.evenkeel.bench.cli.study;

import dev.evenkeel.bench.cli.output.ResultsDirectory;
import dev.evenkeel.bench.cli.output.Screen;
import dev.evenkeel.bench.report.RunDescription;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.report.Claims;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Networks trained by the library's own operations. */
@Command(name = "study", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Glorot and Bengio's paper of 2010 replayed, with the library's own operations alone.",
            "With --quick and no command: claims, in two minutes."},
        subcommands = {ClaimsCommand.class, TrainCommand.class, DataCommand.class, PaperCommand.class,
            SpeedCommand.class, StudyReportCommand.class})
public final class StudyCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Examines every claim with little training.")
    private boolean quick;

    @Spec
    private CommandSpec command;

    /** Made by picocli. */
    public StudyCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!quick) throw new ParameterException(command.commandLine(), "a command of study is needed, or --quick");
        return quick(ResultsDirectory.ofThisProgram(), Screen.of(command));
    }

    /**
     * Examines every claim with little training.
     *
     * @param results of all runs; gets a folder for this one in its folder {@code study}
     * @return the exit code: 1 if what follows from a formula is not so
     */
    public static int quick(Path results, Screen screen) throws IOException {
        RunDescription run = RunDescription.ofNow(List.of("study", "--quick"));
        int threads = Runtime.getRuntime().availableProcessors();
        return new ClaimsRun(Claims.all(), Setting.Scale.QUICK, Setting.SEED, threads, null).run(results, run, screen);
    }
}
