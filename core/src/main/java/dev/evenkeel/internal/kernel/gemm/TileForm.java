package dev.evenkeel.internal.kernel.gemm;

/**
 * What narrow tiles consist of. A race in the running program decides it, once: speed changes, no result (decision 11).
 */
enum TileForm {
    /** Whole vectors, and half ones as their rival: nothing has been raced yet. */
    UNDECIDED,
    /** Whole vectors, and one of half the width for columns beyond them. */
    WHOLE_VECTORS,
    /** Vectors of half the width. */
    HALF_VECTORS
}
