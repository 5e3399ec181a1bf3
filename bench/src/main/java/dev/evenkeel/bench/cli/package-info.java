/** The command line. */
package dev.evenkeel.bench.cli;
