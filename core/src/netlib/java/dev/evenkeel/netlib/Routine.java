package dev.evenkeel.netlib;

import dev.evenkeel.Execution;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of what is Evenkeel's, and from which size on: below it netlib's own routine is faster, or as fast. */
public enum Routine {
    /** Product of matrices. */
    SGEMM("m·n·k", 0),
    /** Product of a matrix and a vector. */
    SGEMV("m·n", 0),
    /** Symmetric rank-k update. */
    SSYRK("n·n·k", 0),
    /** Packed symmetric rank-1 update. */
    SSPR("n", 0),
    /** Product of matrices. */
    DGEMM("m·n·k", Long.MAX_VALUE),
    /** Product of a matrix and a vector. */
    DGEMV("m·n", Long.MAX_VALUE),
    /** Symmetric rank-k update. */
    DSYRK("n·n·k", Long.MAX_VALUE),
    /** Packed symmetric rank-1 update. */
    DSPR("n", 0);

    private final String measure;
    private final long least;

    Routine(String measure, long least) {
        this.measure = measure;
        this.least = least;
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
        return String.format("%-6s from %s = %,d", routine.name().toLowerCase(), routine.measure, routine.least);
    }
}
