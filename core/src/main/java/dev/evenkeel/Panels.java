package dev.evenkeel;

import dev.evenkeel.kernel.KernelSet;
import java.util.Arrays;

/**
 * The layout of packed columns of B: panels as wide as the widest tile, one after the other, each with its rows next to each other; the
 * last panel only as wide as it must be, filled up with zeros.
 */
final class Panels {
    private final KernelSet kernels;
    private final int widest;

    Panels(KernelSet kernels) {
        this.kernels = kernels;
        this.widest = kernels.gemm().widestTile();
    }

    /** Columns of a full panel. */
    int widest() {
        return widest;
    }

    /** Stored width of the panel that starts {@code columns} before the end. */
    int width(int columns) {
        return columns >= widest ? widest : kernels.gemm().tileWidth(columns);
    }

    /** Where the panel starts that holds column {@code column}, a multiple of the widest tile. */
    int offset(int column, int depth) {
        return column * depth;
    }

    /** Floats that so many columns take. */
    int size(int columns, int depth) {
        int last = columns % widest;
        long size = (long) (columns - last + (last == 0 ? 0 : width(last))) * depth;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(depth + " × " + columns + " packed values exceed an array");
        }
        return (int) size;
    }

    /** Packs columns {@code column … column + columns} of rows {@code row … row + depth}. */
    void pack(Matrix b, int row, int depth, int column, int columns, float[] target, Workspace workspace) {
        for (int j = 0; j < columns; j += widest) {
            packOne(b, row, depth, column + j, Math.min(widest, columns - j), target, offset(j, depth), workspace);
        }
    }

    /** Packs one panel. */
    void packOne(Matrix b, int row, int depth, int column, int columns, float[] target, int to, Workspace workspace) {
        int width = width(columns);
        long from = b.offset + row * b.rowStride + column * b.colStride;
        if (b.hasHeapRows()) {
            kernels.panels().copy(b.array, (int) from, (int) b.rowStride, target, to, width, depth, columns);
        } else if (b.hasHeapColumns()) {
            kernels.panels().transpose(b.array, (int) from, (int) b.colStride, target, to, width, depth, columns);
        } else if (b.segment != null && b.rowStride == 1) {
            float[] staging = workspace.staging(columns * depth);
            b.transposed().read(column, row, columns, depth, staging, 0, depth);
            kernels.panels().transpose(staging, 0, depth, target, to, width, depth, columns);
        } else {
            b.read(row, column, depth, columns, target, to, width);
        }
        for (int p = 0; columns < width && p < depth; p++) {
            Arrays.fill(target, to + p * width + columns, to + p * width + width, 0f);
        }
    }
}
