/** Elementary functions that several families of kernels use. Not exported. */
package dev.evenkeel.internal.kernel.math;
