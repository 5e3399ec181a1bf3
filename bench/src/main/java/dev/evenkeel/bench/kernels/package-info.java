/**
 * Whether the compiler turned the kernels into vector code. A kernel that it refuses, or whose vector operations stay
 * calls, computes the same numbers many times slower: no test of results sees it, and on a busy machine no timing does
 * either. The compiler's own log does.
 *
 * <p>In the workload, shapes up to the size of one tile bring one kernel each to the front; a larger one adds packing
 * and ragged edges.
 */
package dev.evenkeel.bench.kernels;
