/** The commands of the study. */
package dev.evenkeel.bench.cli.study;
