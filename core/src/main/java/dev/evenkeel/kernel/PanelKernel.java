package dev.evenkeel.kernel;

/** Copies a block of a matrix into a panel: rows of unit stride, at a leading dimension of the caller's choice. */
public sealed interface PanelKernel permits ScalarPanels, VectorPanels {
    /** {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + i·sourceStride + j]} for i < rows, j < columns. */
    void copy(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns);

    /** {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i < rows, j < columns. */
    void transpose(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns);
}
