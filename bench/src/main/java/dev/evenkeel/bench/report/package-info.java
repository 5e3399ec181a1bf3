/** What is shown and stored: the table, floors, files. */
package dev.evenkeel.bench.report;
