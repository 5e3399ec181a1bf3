package dev.evenkeel.bench.spark;

import dev.evenkeel.bench.cli.profile.ProfileCommand;
import dev.evenkeel.bench.spark.cost.CostCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Training on a cluster. */
@Command(name = "spark", mixinStandardHelpOptions = true,
        description = {"Data-parallel training on Apache Spark.",
            "By spark-submit on its cluster; otherwise on a cluster of several JVMs on this machine."},
        subcommands = {SparkTrainCommand.class, CostCommand.class, HelpCommand.class})
public final class SparkCommand implements ProfileCommand, Runnable {
    @Spec
    private CommandSpec command;

    /** For the service loader. */
    public SparkCommand() {}

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "spark needs a command: train or cost");
    }
}
