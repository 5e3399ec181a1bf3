package dev.evenkeel.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.gemm.PackKernel;

/** Reads a block of a matrix whose columns have unit stride, so that its rows have it: turned in registers. */
final class TransposingCopy {
    private TransposingCopy() {}

    /** Like {@link Matrix#copyTo}, which would go element by element. */
    static void read(
            Matrix m,
            int row,
            int col,
            int rows,
            int cols,
            float[] target,
            int targetOffset,
            int targetStride,
            PackKernel panels,
            Scratch scratch) {
        if (m.array() != null) {
            int source = (int) (m.offset() + row + col * m.colStride());
            panels.transpose(m.array(), source, (int) m.colStride(), target, targetOffset, targetStride, rows, cols);
            return;
        }
        float[] staging = scratch.staging(rows * cols);
        m.transposed().copyTo(col, row, cols, rows, staging, 0, rows);
        panels.transpose(staging, 0, rows, target, targetOffset, targetStride, rows, cols);
    }
}
