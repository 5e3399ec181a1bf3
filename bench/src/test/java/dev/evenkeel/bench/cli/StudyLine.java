package dev.evenkeel.bench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command of the study as the program would, and keeps what it prints. */
public final class StudyLine {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Gives the exit code. */
    public int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return Main.execute(commandLine, arguments);
    }

    /** What went to standard output. */
    public String out() { return out.toString(); }

    /** What went to standard error. */
    public String err() { return err.toString(); }
}
