package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.gemm.PackKernel;

/** Copies a block of a column-major matrix to rows of unit stride, transposed in registers. */
final class TransposingCopy {
    private TransposingCopy() {}

    /** Does what {@link Matrix#copyTo} does element by element. */
    static void read(Matrix m, int row, int col, int rows, int cols, float[] target, int targetOffset,
            int targetStride, PackKernel pack, Scratch scratch) {
        if (m.array() != null) {
            int source = (int) (m.offset() + row + col * m.colStride());
            pack.transpose(m.array(), source, (int) m.colStride(), target, targetOffset, targetStride, rows, cols);
        } else {
            pack.transpose(staged(m, row, col, rows, cols, scratch), 0, rows, target, targetOffset, targetStride, rows,
                    cols);
        }
    }

    /** The same into rows right behind each other, as {@link PackKernel#transposePadded} pads them. */
    static void readPadded(Matrix m, int row, int col, int rows, int cols, float[] target, int targetOffset, int width,
            PackKernel pack, Scratch scratch) {
        if (m.array() != null) {
            int source = (int) (m.offset() + row + col * m.colStride());
            pack.transposePadded(m.array(), source, (int) m.colStride(), target, targetOffset, width, rows, cols);
        } else {
            pack.transposePadded(staged(m, row, col, rows, cols, scratch), 0, rows, target, targetOffset, width, rows,
                    cols);
        }
    }

    private static float[] staged(Matrix m, int row, int col, int rows, int cols, Scratch scratch) {
        float[] staging = scratch.staging(rows * cols);
        m.transposed().copyTo(col, row, cols, rows, staging, 0, rows);
        return staging;
    }
}
