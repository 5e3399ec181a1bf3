package dev.evenkeel.internal.kernel.gemm;

/**
 * One tile of a certain size in vector code, which {@link MicroKernelAssembler} makes.
 *
 * @param <A> arrays of the element type
 */
interface MicroKernel<A> {
    /**
     * Computes one tile as {@link GemmKernel#tiles} does, of the rows, columns and storage order of A that it was made
     * for. {@code aStride} is the stride of A that is not 1. α travels as the bits of a double: a floating-point
     * argument would hold a vector register through the loop. A call without terms returns at once: it only counts
     * (decision 4). Plain arguments: decision 24.
     */
    void multiply(
            A a,
            int aOffset,
            int aStride,
            A b,
            int bOffset,
            int bStride,
            A c,
            int cOffset,
            int cStride,
            int depth,
            long alphaBits);
}
