/**
 * What is multiplied: shapes, transpositions, operands and the answer in double precision.
 *
 * <p>Symbols as in core: C ← α·op(A)·op(B) + β·C with op(A) m × k, op(B) k × n, C m × n, all row-major and dense. With
 * a transposition of T the operand is stored as its transpose, so op() is a view and never a copy.
 *
 * <p>An element of an answer may differ from the one in double precision by γ(k+3)·(|α||A||B| + |β||C|) + (k+3)·2⁻¹⁴⁹,
 * where γ(n) = nu/(1 − nu) and u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section
 * 3.1: the bound holds for every order of summation, so for every library). A wrong edge, panel or thread boundary
 * shows in a whole row or in a whole column.
 */
package dev.evenkeel.bench.gemm;
