/**
 * Random words, and samples made of them. Not exported.
 *
 * <p>Everything is done in units of 32 words, kept as 16 longs with the earlier word in the low half. In a unit the
 * generators give whole blocks and Box–Muller finds its pairs, so that no lane of a vector needs another's bits at any
 * width. A unit gives 32 floats or 16 doubles.
 *
 * <p>Words lie from index 0 of {@code words} on, samples from {@code offset} on in {@code target}.
 */
package dev.evenkeel.internal.kernel.random;
