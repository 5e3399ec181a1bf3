/**
 * Products of float64 and symmetric updates, beside the libraries that have them. Operands are dense and row-major; an
 * answer is held to the bound of {@link dev.evenkeel.bench.gemm} with u = 2⁻⁵³, against sums of twice that precision.
 */
package dev.evenkeel.bench.dgemm;
