/** Where commands print, and where they put their files. */
package dev.evenkeel.bench.cli.output;
