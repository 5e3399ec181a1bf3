/** Copies of matrices into the layouts that the kernels of products read. Not exported. */
package dev.evenkeel.internal.packing;
