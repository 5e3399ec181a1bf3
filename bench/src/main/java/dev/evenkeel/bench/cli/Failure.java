package dev.evenkeel.bench.cli;

import dev.evenkeel.bench.campaign.MeasurementException;
import dev.evenkeel.bench.campaign.WrongAnswerException;
import dev.evenkeel.bench.launch.Stopping;
import dev.evenkeel.bench.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of an exception: one line. Where nobody expected it, its stack trace goes to a file. */
final class Failure {
    private static final int MILLIS_FOR_A_SIGNAL = 300;

    /** Commands that a profile of the build adds, which has the same name. */
    private static final Set<String> OF_PROFILES = Set.of("netlib", "spark");

    private Failure() {}

    /** Says it and gives the exit code. */
    static int tell(Throwable thrown, PrintWriter err) {
        boolean stopped = thrown instanceof MeasurementException && isStopping();
        if (!stopped) err.println(line(thrown));
        err.flush();
        return thrown instanceof WrongAnswerException ? ExitCode.CHECK_FAILED : ExitCode.UNUSABLE;
    }

    /** What is wrong with the arguments of a command, and where they are explained. */
    static int tell(ParameterException wrong, PrintWriter err) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String help = command.contains(" ") ? command.substring(command.indexOf(' ') + 1) + " --help" : "help";
        err.println(ofProfile(wrong).orElse(oneLine(wrong.getMessage())) + " ('" + help + "' lists what there is)");
        err.flush();
        return ExitCode.UNUSABLE;
    }

    private static Optional<String> ofProfile(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException e && wrong.getCommandLine().getParent() == null
                ? e.getUnmatched().stream().limit(1).filter(OF_PROFILES::contains)
                        .map(name -> "'" + name + "' is not in this jar: build it with -P" + name).findFirst()
                : Optional.empty();
    }

    private static String line(Throwable thrown) {
        boolean isExpected = thrown instanceof WrongAnswerException || thrown instanceof MeasurementException
                || thrown instanceof IllegalArgumentException;
        if (isExpected && thrown.getMessage() != null) return oneLine(thrown.getMessage());
        if (thrown instanceof IOException e && e.getMessage() != null) return oneLine(reason(e));
        return "unexpected " + oneLine(thrown.toString()) + trace(thrown);
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.writeString(Files.createTempFile("evenkeel-benchmarks-", ".log"), trace.toString());
            return " (stack trace: " + file + ")";
        } catch (IOException e) {
            return " (its stack trace could not be written: " + e.getMessage() + ")";
        }
    }

    /** In words: the message of some exceptions is a file's name and nothing else. */
    static String reason(IOException e) {
        if (!(e instanceof FileSystemException failed)) return e.getMessage();
        return failed.getFile() + ": " + (failed.getReason() == null ? words(failed) : failed.getReason());
    }

    private static String words(FileSystemException failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "there is no such file or folder";
            case FileAlreadyExistsException inTheWay -> "there is one already";
            case AccessDeniedException denied -> "access is denied";
            default -> failed.getClass().getSimpleName();
        };
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /** Ctrl-C reaches forks and this JVM at once, and forks may be first to end. */
    private static boolean isStopping() {
        try {
            Thread.sleep(MILLIS_FOR_A_SIGNAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Stopping.hasBegun();
    }
}
