/** What profiles of the build add to the command line. */
package dev.evenkeel.bench.cli.profile;
