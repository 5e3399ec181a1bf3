package dev.evenkeel.internal.kernel.gemm;

/** One tile of a certain size in vector code, which {@link MicroKernelAssembler} makes. */
interface MicroKernel {
    /**
     * Computes one tile as {@link GemmKernel#tiles} does, of the rows, columns and storage order of A that it was made
     * for. {@code aStride} is the stride of A that is not 1. α travels as bits: a float argument would hold a vector
     * register through the loop. A call without terms returns at once: it only counts (decision 4). Plain arguments:
     * decision 24.
     */
    void multiply(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            int depth,
            int alphaBits);
}
