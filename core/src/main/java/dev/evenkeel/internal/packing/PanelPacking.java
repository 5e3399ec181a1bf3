package dev.evenkeel.internal.packing;

import dev.evenkeel.MatrixView;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.PanelLayout;
import dev.evenkeel.internal.memory.Views;

/** Copies columns of B into panels. */
public final class PanelPacking {
    private PanelPacking() {}

    /** Packs columns {@code column … column + columns} of rows {@code row … row + depth}. */
    public static <A> void pack(
            PackKernel<A> kernel, PanelLayout layout, MatrixView<A> b, int row, int depth, int column, int columns,
            A target, int to, Staging<A> scratch) {
        int whole = columns / layout.widest();
        int first = 0;
        if (Views.hasHeapRows(b) && whole > 0) {
            kernel.pack(b.array(), (int) (b.offset() + row * b.rowStride() + column), (int) b.rowStride(), target, to,
                    depth, whole);
            first = whole * layout.widest();
        }
        for (int j = first; j < columns; j += layout.columns(columns - j)) {
            int remaining = columns - j;
            packOne(kernel, b, row, depth, column + j, layout.columns(remaining), target, to + layout.offset(j, depth),
                    layout.width(remaining), scratch);
        }
    }

    /** Packs one panel of that width, whose last columns may be padding. */
    public static <A> void packOne(
            PackKernel<A> kernel, MatrixView<A> b, int row, int depth, int column, int columns, A target, int to,
            int width, Staging<A> scratch) {
        if (Views.hasHeapRows(b)) {
            int from = (int) (b.offset() + row * b.rowStride() + column);
            kernel.copyPadded(b.array(), from, (int) b.rowStride(), target, to, width, depth, columns);
            return;
        }
        if (b.rowStride() == 1) {
            TransposingCopy.readPadded(b, row, column, depth, columns, target, to, width, kernel, scratch);
            return;
        }
        if (columns < width) {
            scratch.clear(target, to, to + depth * width);
        }
        b.copyTo(row, column, depth, columns, target, to, width);
    }
}
