package dev.evenkeel.internal.kernel.gemm;

/** The specification of copies and transposes. */
public final class ScalarPack implements PackKernel<float[]> {
    private final int panelWidth;

    /** For panels of {@link ScalarGemm}. */
    public ScalarPack() {
        this(ScalarGemm.NR);
    }

    /** @param panelWidth columns of a panel that {@link #pack} makes */
    ScalarPack(int panelWidth) {
        this.panelWidth = panelWidth;
    }

    @Override
    public void copy(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        copyRows(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
    }

    private static void copyRows(float[] source, int sourceOffset, int sourceStride, float[] target, int targetOffset,
            int targetStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, sourceOffset + i * sourceStride, target, targetOffset + i * targetStride, columns);
        }
    }

    @Override
    public void copyPadded(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        copyRows(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = columns; j < width; j++) {
                target[targetOffset + i * width + j] = 0f;
            }
        }
    }

    @Override
    public void pack(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int rows,
            int panels) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < panels; k++) {
                System.arraycopy(source, sourceOffset + i * sourceStride + k * panelWidth, target,
                        targetOffset + (k * rows + i) * panelWidth, panelWidth);
            }
        }
    }

    @Override
    public void transpose(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = targetOffset + i * targetStride;
            for (int j = 0; j < columns; j++) {
                target[to + j] = source[sourceOffset + j * sourceStride + i];
            }
        }
    }

    @Override
    public void transposePadded(
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        transpose(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = columns; j < width; j++) {
                target[targetOffset + i * width + j] = 0f;
            }
        }
    }

    @Override
    public boolean isNarrow(int lines, int length) {
        return false;
    }
}
