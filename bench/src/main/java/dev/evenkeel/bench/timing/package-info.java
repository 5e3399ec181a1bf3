/** How the libraries in a cell are timed: each in a fresh JVM by JMH, or all in this one. */
package dev.evenkeel.bench.timing;
