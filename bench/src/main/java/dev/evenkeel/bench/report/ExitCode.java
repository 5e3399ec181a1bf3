package dev.evenkeel.bench.report;

/** Exit codes of every command. */
public final class ExitCode {
    /** Everything ran and every check passed. */
    public static final int OK = 0;

    /** An answer was wrong, or a figure lies below its floor. */
    public static final int CHECK_FAILED = 1;

    /** The figures scatter too much to say. */
    public static final int INCONCLUSIVE = 2;

    /** Wrong usage, an unsuitable environment, or a crash. */
    public static final int UNUSABLE = 3;

    private ExitCode() {}
}
