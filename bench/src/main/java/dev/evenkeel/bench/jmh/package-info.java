/**
 * What JMH times.
 *
 * <p>A set-up repeats its work until the speed is steady and the compiler idle, so JMH's own warm-up only has to
 * compile JMH's loop. Take several forks: compilation and the placement of arrays differ from one JVM to the next by
 * more than iterations of one do. JMH varies parameters in the order of their names, so the library slowest.
 */
package dev.evenkeel.bench.jmh;
