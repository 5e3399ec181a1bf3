/** Engines: which kernels, threads and scratch memory a call works with. Not exported. */
package dev.evenkeel.internal.exec;
