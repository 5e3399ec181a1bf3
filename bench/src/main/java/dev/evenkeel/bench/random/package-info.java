/**
 * Filling memory with random numbers, and weights by a scheme: what is filled, and whether what came out has the
 * moments that it should. Who fills it is in {@link dev.evenkeel.bench.random.peers}.
 *
 * <p>Every call draws fresh numbers: repeated ones would train the branch predictor and make generators with branches
 * look twice as fast.
 */
package dev.evenkeel.bench.random;
