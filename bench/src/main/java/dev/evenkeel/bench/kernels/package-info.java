/**
 * Whether the compiler turned the kernels into vector code. A kernel that it refuses, or whose vector operations stay
 * calls, computes the same numbers 10 to 100 times slower: no test of results sees it, and on a busy machine no timing
 * does either. The compiler's own log does.
 */
package dev.evenkeel.bench.kernels;
