/** Who works, with what: kernels, threads, scratch memory. Not exported. */
package dev.evenkeel.internal.exec;
