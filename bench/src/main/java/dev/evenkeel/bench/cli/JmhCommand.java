package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.launch.CleanEnvironment;
import dev.evenkeel.bench.launch.InstructionSet;
import dev.evenkeel.bench.report.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** JMH with its own options; only the environment is cleaned and the exit codes are ours. */
@Command(name = "jmh", description = "JMH itself, with its own options, untouched (jmh -h lists them).")
final class JmhCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "JMH-ARGUMENT", description = "Passed on.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec command;

    JmhCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!CleanEnvironment.isFor(InstructionSet.ofThisProcess())) {
            return CleanEnvironment.rerun(Main.class, InstructionSet.ofThisProcess(),
                    command.root().commandLine().getParseResult().originalArgs());
        }
        String[] passed = arguments.toArray(String[]::new);
        try {
            CommandLineOptions options = new CommandLineOptions(passed);
            if (options.shouldHelp() || options.shouldList() || options.shouldListWithParams()
                    || options.shouldListProfilers()
                    || options.shouldListResultFormats()) {
                org.openjdk.jmh.Main.main(passed);
                return ExitCode.OK;
            }
            new Runner(failingOnErrors(options)).run();
            return ExitCode.OK;
        } catch (CommandLineOptionException | NoBenchmarksException e) {
            command.commandLine().getErr().println("jmh: " + e.getMessage());
            return ExitCode.UNUSABLE;
        } catch (RunnerException e) {
            command.commandLine().getErr().println("jmh: " + e.getMessage());
            return hasWrongAnswer(e) ? ExitCode.CHECK_FAILED : ExitCode.UNUSABLE;
        }
    }

    /**
     * JMH goes on after a benchmark that threw, and ends well; here a wrong answer has to show, unless -foe was chosen.
     */
    private static Options failingOnErrors(CommandLineOptions options) {
        return options.shouldFailOnError().hasValue() ? options
                : new OptionsBuilder().parent(options).shouldFailOnError(true).build();
    }

    private static boolean hasWrongAnswer(Throwable thrown) {
        if (thrown == null) return false;
        if (String.valueOf(thrown).contains(WrongAnswerException.class.getSimpleName())) return true;
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (hasWrongAnswer(suppressed)) return true;
        }
        return hasWrongAnswer(thrown.getCause());
    }
}
