/**
 * What this machine can do, measured in the same run as the libraries: float32 fused multiply-adds per second, and
 * bytes per second from each level of memory. A product cannot be faster than the smaller of the two allows (Williams,
 * Waterman, Patterson: Roofline, CACM 52(4), 2009), so a share of that limit means the same on every machine, which a
 * figure in GFLOP/s does not.
 */
package dev.evenkeel.bench.roofline;
