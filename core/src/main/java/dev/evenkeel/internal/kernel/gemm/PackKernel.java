package dev.evenkeel.internal.kernel.gemm;

/**
 * Copies and transposes blocks of a matrix: rows of unit stride, at a leading dimension of the caller's choice.
 *
 * @param <A> arrays of the element type
 */
public interface PackKernel<A> {
    /**
     * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + i·sourceStride + j]} for i &lt; rows, j
     * &lt; columns.
     */
    void copy(
            A source,
            int sourceOffset,
            int sourceStride,
            A target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns);

    /**
     * The same into rows of {@code width}, right behind each other, with zeros from {@code columns} on.
     *
     * @param width {@code columns} or more
     */
    void copyPadded(
            A source,
            int sourceOffset,
            int sourceStride,
            A target,
            int targetOffset,
            int width,
            int rows,
            int columns);

    /**
     * Copies {@code panels} panels, each as wide as {@link GemmKernel#widestTile()} and behind the one before in {@code
     * target}: with w for that width, {@code target[targetOffset + (j / w)·rows·w + i·w + j % w] ← source[sourceOffset
     * + i·sourceStride + j]} for i &lt; rows, j &lt; panels·w. Goes along rows, because prefetchers do.
     */
    void pack(
            A source,
            int sourceOffset,
            int sourceStride,
            A target,
            int targetOffset,
            int rows,
            int panels);

    /**
     * {@code target[targetOffset + i·targetStride + j] ← source[sourceOffset + j·sourceStride + i]} for i &lt; rows, j
     * &lt; columns.
     */
    void transpose(
            A source,
            int sourceOffset,
            int sourceStride,
            A target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns);

    /**
     * The same into rows of {@code width}, right behind each other. From {@code columns} on they hold zeros, or values
     * of the last column.
     *
     * @param width {@code columns} or more
     */
    void transposePadded(
            A source,
            int sourceOffset,
            int sourceStride,
            A target,
            int targetOffset,
            int width,
            int rows,
            int columns);

    /** Whether {@link #transpose} is fast between so few lines of that length and rows right behind each other. */
    boolean isNarrow(int lines, int length);
}
