/**
 * What {@code dev.ludovic.netlib.blas.EvenkeelBLAS} calls: {@link dev.evenkeel.netlib.Routine} is the table of what is
 * ours and from which size on, {@link dev.evenkeel.netlib.Mode} the property that chooses. Nothing here is for callers:
 * they call netlib.
 */
package dev.evenkeel.netlib;
