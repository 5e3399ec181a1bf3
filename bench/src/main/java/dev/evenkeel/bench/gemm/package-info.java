/**
 * What is multiplied: shapes, transpositions, operands and the answer in double precision.
 *
 * <p>Symbols as in core: C ← α·op(A)·op(B) + β·C with op(A) m × k, op(B) k × n, C m × n, all row-major and dense. With
 * a transposition of T the operand is stored as its transpose, so op() is a view and never a copy.
 */
package dev.evenkeel.bench.gemm;
