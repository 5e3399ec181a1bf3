/**
 * What is normalised: shapes, layouts, passes, data and the answer in double precision; and who does it.
 *
 * <p>Symbols as in core: x is N samples × C channels × S positions, y = γ·(x − μ)/√(σ² + ε) + β. A pass is measured by
 * the least traffic that it needs, each value read or written once, and its GB/s are compared with those of a copy at
 * the level of memory where the data live.
 */
package dev.evenkeel.bench.batchnorm;
