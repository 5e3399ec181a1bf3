/** Copies of matrices into the layouts that the kernels of products read. */
package dev.evenkeel.internal.packing;
