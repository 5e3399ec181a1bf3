/**
 * Benchmarks of Evenkeel beside other libraries and beside what the machine can do.
 *
 * <p>Start reading at {@link dev.evenkeel.bench.cli.Main}, the command line; {@link
 * dev.evenkeel.bench.jmh.GemmBenchmark} and {@link dev.evenkeel.bench.jmh.SamplingBenchmark} are what JMH times; {@link
 * dev.evenkeel.bench.campaign.Subject} is what the main job is made of. Exit codes of every command: 0 ok, 1 a check
 * failed or a
 * regression, 2 inconclusive, 3 usage, environment or crash.
 *
 * <table>
 * <caption>Packages</caption>
 * <tr><th>package</th><th>what is in it</th></tr>
 * <tr><td>{@code gemm}, {@code dgemm}, {@code random}, {@code torch}, {@code batchnorm}, {@code stage}, {@code step}
 * </td><td>what is measured, and who takes part</td></tr>
 * <tr><td>{@code jmh}</td><td>the same as JMH benchmarks</td></tr>
 * <tr><td>{@code campaign}, {@code timing}</td><td>in which order it is measured, and how it is timed</td></tr>
 * <tr><td>{@code roofline}</td><td>the limits of the machine</td></tr>
 * <tr><td>{@code report}, {@code page}</td><td>how results are stored and shown</td></tr>
 * <tr><td>{@code gate}</td><td>two jars compared</td></tr>
 * <tr><td>{@code firstseconds}</td><td>how soon a fresh JVM is fast</td></tr>
 * <tr><td>{@code kernels}</td><td>the compiler's log: is every kernel vector code?</td></tr>
 * <tr><td>{@code variance}</td><td>whether weights have the variance that they promise</td></tr>
 * <tr><td>{@code study}</td><td>networks that are trained, and claims about first weights put to the test</td></tr>
 * <tr><td>{@code cli}, {@code launch}</td><td>commands, and the JVM that runs them</td></tr>
 * <tr><td>{@code natives}, {@code netlib}, {@code spark}</td><td>what the profiles of the build add: native libraries,
 * netlib with and without Evenkeel in front, training on a cluster</td></tr>
 * </table>
 */
package dev.evenkeel.bench;
