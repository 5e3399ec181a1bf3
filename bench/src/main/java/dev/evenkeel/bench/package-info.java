/**
 * Benchmarks of Evenkeel beside other libraries and beside what the machine can do.
 *
 * <p>Start reading at {@link dev.evenkeel.bench.Main}, the command line; {@link dev.evenkeel.bench.GemmBenchmark} is what JMH times. Exit codes of every
 * command: 0 ok, 1 a check failed or a regression, 2 inconclusive, 3 usage, environment or crash.
 */
package dev.evenkeel.bench;
