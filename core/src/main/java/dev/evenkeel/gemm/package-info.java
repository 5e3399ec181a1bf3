/** Products of matrices: {@link dev.evenkeel.gemm.Gemm} is the door. */
package dev.evenkeel.gemm;
