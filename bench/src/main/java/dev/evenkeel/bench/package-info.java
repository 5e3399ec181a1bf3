/**
 * Benchmarks of Evenkeel beside other libraries and beside what the machine can do.
 *
 * <p>Start reading at {@link dev.evenkeel.bench.cli.Main}, the command line; {@link
 * dev.evenkeel.bench.jmh.GemmBenchmark} and {@link dev.evenkeel.bench.jmh.SamplingBenchmark} are what JMH times; {@link
 * dev.evenkeel.bench.campaign.Subject} is what the main job is made of. The packages: {@code gemm}, {@code random},
 * {@code torch}, {@code batchnorm}, {@code stage} and {@code step}, what is measured; {@code roofline}, the limits of
 * the machine; {@code timing}, {@code report} and {@code page}, how it is timed and shown; {@code gate}, two jars
 * compared; {@code kernels}, the compiler's log; {@code variance}, whether weights have the variance that they promise;
 * {@code study}, networks that are trained, and claims about first weights put to the test; {@code spark}, which a
 * profile adds, training on a cluster. Exit codes of every command: 0 ok, 1 a check failed or a regression, 2
 * inconclusive, 3 usage, environment or crash.
 */
package dev.evenkeel.bench;
