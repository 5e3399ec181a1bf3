/** Which Java runs, with which options and environment, and what runs beside it. */
package dev.evenkeel.bench.launch;
