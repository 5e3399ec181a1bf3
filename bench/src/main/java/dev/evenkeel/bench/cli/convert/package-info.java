/** Texts of options and what they mean. */
package dev.evenkeel.bench.cli.convert;
