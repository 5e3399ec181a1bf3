/**
 * What this machine can do, measured in the same run as the libraries: float32 fused multiply-adds per second, and
 * bytes per second from each level of memory. A product cannot be faster than the smaller of the two allows (Williams,
 * Waterman, Patterson: Roofline, CACM 52(4), 2009), so a share of that limit means the same on every machine, which a
 * figure in GFLOP/s does not.
 *
 * <p>The probe of multiply-adds has twelve independent chains: enough to hide a latency of 4 cycles at 2 a cycle (x86)
 * or 3 at 4 (wide AArch64 cores), and few enough for the 16 registers of AVX2. Its accumulators are named locals and
 * its species is static final, without which C2 keeps vectors in memory.
 *
 * <p>The probe of memory works off the heap. A Java array starts 16 bytes into its object, so every 512-bit access to
 * it crosses a cache line and moves half as much from the first-level cache: a property of arrays, not a limit of the
 * machine. It takes eight vectors a step: additions take 3 or 4 cycles and up to two loads start in each, so fewer sums
 * would measure the adder. Stores are ordinary ones, which read the line first: Java has no others.
 */
package dev.evenkeel.bench.roofline;
