package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.PresentServices;
import dev.evenkeel.bench.cli.profile.ProfileCommand;
import dev.evenkeel.bench.cli.study.StudyCommand;
import dev.evenkeel.bench.report.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine;

/** The command line of the benchmarks. Without a subcommand it runs {@code run}. */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, version = "Evenkeel benchmarks 0.1.0-SNAPSHOT",
        description = {"Evenkeel's kernels beside other libraries and beside the limits of this machine.",
            "Without a command: run."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ok",
            "1:an answer was wrong, a figure lies below its floor, a kernel is no vector code, or a jar became slower",
            "2:the figures scatter too much to say",
            "3:wrong usage, an unsuitable environment, or a crash"},
        exitCodeOnInvalidInput = ExitCode.UNUSABLE, exitCodeOnExecutionException = ExitCode.UNUSABLE,
        subcommands = {RunCommand.class, JmhCommand.class, MachineCommand.class, KernelsCommand.class,
            FirstSecondsCommand.class, VarianceCommand.class, BitsCommand.class, ReportCommand.class,
            GateCommand.class, StudyCommand.class,
            CommandLine.HelpCommand.class})
public final class Main implements Runnable {
    private static final String DEFAULT_COMMAND = "run";
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Spec
    private CommandSpec command;

    Main() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        System.exit(execute(commandLine(), withDefaultCommand(arguments)));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        for (ProfileCommand command : PresentServices.load(ProfileCommand.class).services())
            commandLine.addSubcommand(command);
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.registerConverter(long.class, text -> number(text, "whole number", Long::parseLong));
        commandLine.registerConverter(int.class, text -> number(text, "whole number", Integer::parseInt));
        commandLine.registerConverter(Long.class, text -> number(text, "whole number", Long::parseLong));
        commandLine.registerConverter(Integer.class, text -> number(text, "whole number", Integer::parseInt));
        commandLine.registerConverter(Float.class, text -> number(text, "number", Float::parseFloat));
        commandLine.setParameterExceptionHandler((wrong, arguments) -> Failure.tell(wrong,
                wrong.getCommandLine().getErr()));
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> Failure.tell(exception,
                failed.getErr()));
        commandLine.getSubcommands().get("jmh").setUnmatchedOptionsArePositionalParams(true);
        return commandLine;
    }

    /** picocli would speak of a long or a float. */
    private static <T> T number(String text, String kind, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "': expected a " + kind + " in range");
        }
    }

    /** Runs a command; what ends it is told in one line, errors of the JVM too. */
    static int execute(CommandLine commandLine, String... arguments) {
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            return Failure.tell(e, commandLine.getErr());
        }
    }

    static String[] withDefaultCommand(String[] arguments) {
        boolean isRun = arguments.length == 0 || arguments[0].startsWith("-") && !OWN_OPTIONS.contains(arguments[0]);
        if (!isRun) return arguments;
        List<String> completed = new ArrayList<>(List.of(arguments));
        completed.addFirst(DEFAULT_COMMAND);
        return completed.toArray(String[]::new);
    }

    /** Reached only if {@link #main} is bypassed: there is nothing to do without a command. */
    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is needed");
    }
}
