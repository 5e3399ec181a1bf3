package dev.evenkeel.netlib;

import dev.evenkeel.Execution;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of what is Evenkeel's, and from which size on: for other calls netlib is as fast or faster (decision 32).
 */
public enum Routine {
    /** Product of matrices. */
    SGEMM("m·n·k", 4096, ""),
    /** Product of a matrix and a vector. */
    SGEMV("m·n", 10_000, ", not transposed"),
    /** Symmetric rank-k update. */
    SSYRK("n·n·k", 4096, ""),
    /** Packed symmetric rank-1 update. */
    SSPR("n", 8, ""),
    /** Product of matrices. */
    DGEMM("m·n·k", 4096, ""),
    /** Symmetric rank-k update. */
    DSYRK("n·n·k", 4096, ""),
    /** Packed symmetric rank-1 update. */
    DSPR("n", 1, "");

    /** Tests set it, so that calls of every size are Evenkeel's. */
    private static final String LEAST = "evenkeel.netlib.least";

    private final String measure;
    private final long least;
    private final String condition;

    Routine(String measure, long least, String condition) {
        this.measure = measure;
        this.least = Long.getLong(LEAST, least);
        this.condition = condition;
    }

    /** True if a call of this size is Evenkeel's. */
    public boolean isOurs(long size) {
        return size >= least;
    }

    /** One line for each routine, for people. */
    public static String table() {
        return Stream.of(values()).map(Routine::line).collect(Collectors.joining("\n  ",
                "Evenkeel's routines (" + Execution.sequential().kernels() + "); all others, and smaller calls, are"
                        + " netlib's VectorBLAS:\n  ",
                ""));
    }

    private static String line(Routine routine) {
        return String.format(Locale.ROOT, "%-6s from %s = %,d%s", routine.name().toLowerCase(Locale.ROOT),
                routine.measure, routine.least, routine.condition);
    }
}
