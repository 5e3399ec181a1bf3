/** What JMH times. */
package dev.evenkeel.bench.jmh;
