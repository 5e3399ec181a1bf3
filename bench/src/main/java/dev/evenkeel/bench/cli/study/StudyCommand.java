package dev.evenkeel.bench.cli.study;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Networks trained by the library's own operations. */
@Command(name = "study", mixinStandardHelpOptions = true,
        description = "Glorot and Bengio's paper of 2010 replayed, with the library's own operations alone.",
        subcommands = {TrainCommand.class, DataCommand.class, PaperCommand.class})
public final class StudyCommand implements Runnable {
    @Spec
    private CommandSpec command;

    /** Made by picocli. */
    public StudyCommand() {}

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command of study is needed");
    }
}
