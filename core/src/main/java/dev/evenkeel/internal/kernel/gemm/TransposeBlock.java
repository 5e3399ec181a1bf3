package dev.evenkeel.internal.kernel.gemm;

/** Transposes a square block, one vector wide, in registers; {@link TransposeAssembler} makes it. */
interface TransposeBlock {
    /**
     * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i, j &lt;
     * lanes.
     *
     * @param lines lines of the source: {@code lanes}, or fewer of a last block, which takes its last line for those
     * beyond it; with 0 nothing is done
     */
    void transpose(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int lines);
}
