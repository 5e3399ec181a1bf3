package dev.evenkeel.bench.cli.output;

import java.io.Console;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Where a command prints: a terminal, on which progress is one line that changes, or a file, in which it is a line each
 * time. No colours, no control sequences but the return to the start of a line.
 */
public final class Screen {
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final int width;
    private int shown;

    /** One for tests. */
    public Screen(PrintWriter out, boolean isTerminal, int width) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.width = Math.max(LEAST_WIDTH, width);
    }

    /** That of a command. */
    public static Screen of(CommandSpec command) {
        Console console = System.console();
        boolean isTerminal = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Screen(command.commandLine().getOut(), isTerminal, isTerminal ? terminalWidth() : columns());
    }

    private static int terminalWidth() {
        UsageMessageSpec usage = new UsageMessageSpec().autoWidth(true);
        return usage.width();
    }

    /** What {@code COLUMNS} says, else what every terminal has. */
    private static int columns() {
        try {
            return Integer.parseInt(String.valueOf(System.getenv("COLUMNS")));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** Columns that a line may have. */
    public int width() {
        return width;
    }

    /** Prints text that stays, and shows it at once. */
    public void print(String text) {
        clear();
        out.print(text);
        out.flush();
    }

    /** The same with the end of a line. */
    public void println(String text) {
        print(text + System.lineSeparator());
    }

    /** Tells how far something is. */
    public void progress(String line) {
        if (!isTerminal) {
            println(line);
            return;
        }
        String cut = line.length() < width ? line : line.substring(0, width - 2) + "…";
        out.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
        out.flush();
        shown = cut.length();
    }

    /** Tells it where a line can change, and nowhere else: for what happens many times a second. */
    public void tick(String line) {
        if (isTerminal) progress(line);
    }

    private void clear() {
        if (shown > 0) out.print("\r" + " ".repeat(shown) + "\r");
        shown = 0;
    }
}
