package dev.evenkeel.internal.kernel.gemm;

/** The specification of copies and transposes. */
public final class ScalarPack implements PackKernel {
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
        for (int i = 0; i < rows; i++) {
            int from = sourceOffset + i * sourceStride;
            int to = targetOffset + i * targetStride;
            for (int j = 0; j < columns; j++) {
                target[to + j] = source[from + j];
            }
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
        copy(source, sourceOffset, sourceStride, target, targetOffset, width, rows, columns);
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
        int width = ScalarGemm.NR;
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < panels; k++) {
                System.arraycopy(source, sourceOffset + i * sourceStride + k * width, target,
                        targetOffset + (k * rows + i) * width, width);
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
