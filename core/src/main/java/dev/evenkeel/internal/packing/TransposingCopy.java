package dev.evenkeel.internal.packing;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.gemm.PackKernel;

/** Copies a block of a column-major matrix to rows of unit stride, transposed in registers. */
public final class TransposingCopy {
    private TransposingCopy() {}

    /** Does what {@link MatrixView#copyTo} does element by element. */
    public static <A> void read(MatrixView<A> m, int row, int col, int rows, int cols, A target, int targetOffset,
            int targetStride, PackKernel<A> pack, Staging<A> scratch) {
        if (m.array() != null) {
            int source = (int) (m.offset() + row + col * m.colStride());
            pack.transpose(m.array(), source, (int) m.colStride(), target, targetOffset, targetStride, rows, cols);
        } else {
            pack.transpose(staged(m, row, col, rows, cols, scratch), 0, rows, target, targetOffset, targetStride, rows,
                    cols);
        }
    }

    /** The same into rows right behind each other, as {@link PackKernel#transposePadded} pads them. */
    public static <A> void readPadded(MatrixView<A> m, int row, int col, int rows, int cols, A target, int targetOffset,
            int width,
            PackKernel<A> pack, Staging<A> scratch) {
        if (m.array() != null) {
            int source = (int) (m.offset() + row + col * m.colStride());
            pack.transposePadded(m.array(), source, (int) m.colStride(), target, targetOffset, width, rows, cols);
        } else {
            pack.transposePadded(staged(m, row, col, rows, cols, scratch), 0, rows, target, targetOffset, width, rows,
                    cols);
        }
    }

    private static <A> A staged(MatrixView<A> m, int row, int col, int rows, int cols, Staging<A> scratch) {
        A staging = scratch.staging(rows * cols);
        m.transposed().copyTo(col, row, cols, rows, staging, 0, rows);
        return staging;
    }
}
