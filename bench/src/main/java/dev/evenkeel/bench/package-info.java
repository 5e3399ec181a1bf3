/**
 * Benchmarks of Evenkeel beside other libraries and beside what the machine can do.
 *
 * <p>Start reading at {@link dev.evenkeel.bench.cli.Main}, the command line; {@link
 * dev.evenkeel.bench.jmh.GemmBenchmark} and {@link dev.evenkeel.bench.jmh.SamplingBenchmark} are what JMH times; {@link
 * dev.evenkeel.bench.campaign.Subject} is what the main job is made of. Exit codes of every command: 0 ok, 1 a check
 * failed or a regression, 2 inconclusive, 3 usage, environment or crash.
 */
package dev.evenkeel.bench;
