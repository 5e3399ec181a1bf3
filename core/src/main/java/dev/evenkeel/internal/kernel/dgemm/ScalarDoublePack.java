package dev.evenkeel.internal.kernel.dgemm;

import dev.evenkeel.internal.kernel.gemm.PackKernel;

/** The specification of copies and transposes of doubles. */
public final class ScalarDoublePack implements PackKernel<double[]> {
    private final int panelWidth;

    /** For panels of {@link ScalarDoubleGemm}. */
    public ScalarDoublePack() {
        this(ScalarDoubleGemm.NR);
    }

    /** @param panelWidth columns of a panel that {@link #pack} makes */
    ScalarDoublePack(int panelWidth) {
        this.panelWidth = panelWidth;
    }

    @Override
    public void copy(
            double[] source,
            int sourceOffset,
            int sourceStride,
            double[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int columns) {
        copyRows(source, sourceOffset, sourceStride, target, targetOffset, targetStride, rows, columns);
    }

    private static void copyRows(double[] source, int sourceOffset, int sourceStride, double[] target, int targetOffset,
            int targetStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, sourceOffset + i * sourceStride, target, targetOffset + i * targetStride, columns);
        }
    }

    @Override
    public void copyPadded(
            double[] source,
            int sourceOffset,
            int sourceStride,
            double[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        copyRows(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = columns; j < width; j++) {
                target[targetOffset + i * width + j] = 0;
            }
        }
    }

    @Override
    public void pack(
            double[] source,
            int sourceOffset,
            int sourceStride,
            double[] target,
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
            double[] source,
            int sourceOffset,
            int sourceStride,
            double[] target,
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
            double[] source,
            int sourceOffset,
            int sourceStride,
            double[] target,
            int targetOffset,
            int width,
            int rows,
            int columns) {
        transpose(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = columns; j < width; j++) {
                target[targetOffset + i * width + j] = 0;
            }
        }
    }

    @Override
    public boolean isNarrow(int lines, int length) {
        return false;
    }
}
