package dev.evenkeel.internal.kernel.gemm;

/** Transposes a square block, one vector wide, in registers; {@link TransposeAssembler} makes it. */
interface TransposeBlock {
    /**
     * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i, j &lt;
     * lanes.
     *
     * @param lines of the source, {@code lanes} but for a last block, where j reads the last one beyond them; 0 for
     * nothing
     */
    void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int lines);
}
