/**
 * The gate: two JMH jars are measured in turns on one machine, and what they differ by is judged. It knows no benchmark
 * of ours.
 */
package dev.evenkeel.bench.gate;
