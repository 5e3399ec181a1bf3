/**
 * What is normalised: shapes, layouts, passes, data and the answer in double precision; and who does it.
 *
 * <p>Symbols as in core: x is N samples × C channels × S positions, y = γ·(x − μ)/√(σ² + ε) + β. A pass is measured by
 * the least traffic that it needs, each value read or written once, and its GB/s are compared with those of a copy at
 * the level of memory where the data live.
 *
 * <p>Answers are compared with the formulas in double precision. float32 sums in any order stay far below the tolerance
 * for the shapes measured here, and a wrong divisor, layout or mask far above. Behind a ReLU, a float32 result that is
 * this near to 0 may lie on the other side of it than the exact one: its own gradient is not compared, and what it adds
 * to the channel's sums is allowed for.
 */
package dev.evenkeel.bench.batchnorm;
