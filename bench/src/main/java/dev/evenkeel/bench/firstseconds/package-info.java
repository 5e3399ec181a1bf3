/**
 * How soon a fresh JVM is fast: a product from its very first call on, call after call, in time slices.
 *
 * <p>Time begins with the first call. A JVM ends when its speed has been flat for two seconds, no scalar code stands in
 * any more and the compiler is idle, but not before three seconds are over, or at the end of its time. Its steady speed
 * is the median of the last two seconds. Speeds at a moment are medians of the slice and up to four neighbours on each
 * side, fewer at the ends: such a median keeps a step where it is, and a slice that another program held up does not
 * count.
 */
package dev.evenkeel.bench.firstseconds;
