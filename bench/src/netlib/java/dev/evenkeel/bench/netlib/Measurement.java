package dev.evenkeel.bench.netlib;

/**
 * What one JVM found.
 *
 * @param job its name
 * @param seconds per unit, the median of the runs
 * @param blasShare of the time, in routines of netlib, by samples of the stack; NaN where none were taken
 * @param tolerance of the answer
 * @param answer of the last run
 */
public record Measurement(String job, double seconds, double blasShare, double tolerance, double[] answer) {}
