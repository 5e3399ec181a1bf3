package dev.evenkeel.internal.kernel.gemm;

/** A square block, one vector wide, transposed in registers: what {@link TransposeAssembler} makes. */
interface TransposeBlock {
    /**
     * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i, j < lanes.
     */
    void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride);
}
