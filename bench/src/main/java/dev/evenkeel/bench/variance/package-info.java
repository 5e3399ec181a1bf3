/**
 * Whether weights have the variance that their scheme promises: measured against the formulas, not against ourselves;
 * and what that variance does to a signal and a gradient on their way through fifty layers.
 */
package dev.evenkeel.bench.variance;
