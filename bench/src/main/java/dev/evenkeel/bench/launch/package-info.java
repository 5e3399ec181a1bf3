/** Which Java runs, with which options and environment. */
package dev.evenkeel.bench.launch;
