/**
 * The gate's sharper form for our own code: one JVM holds both jars, each in a class loader of its own, and times them
 * in
 * turns of about a millisecond, in the same memory. Nothing here knows what is judged, or how.
 */
package dev.evenkeel.bench.gate.twin;
