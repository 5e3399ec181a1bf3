package dev.evenkeel;

import dev.evenkeel.kernel.KernelSet;
import java.util.Arrays;

/**
 * The layout of packed columns of B: panels as wide as the widest tile, one after the other, each with its rows next to each other; the
 * last panel only as wide as it must be, filled up with zeros.
 */
final class Panels {
    private final KernelSet kernels;
    private final boolean covering;
    private final int widest;

    /**
     * A layout.
     *
     * @param covering whether one panel takes all columns left over, with more zeros: for one that may be padded for nothing
     */
    Panels(KernelSet kernels, boolean covering) {
        this.kernels = kernels;
        this.covering = covering;
        this.widest = kernels.gemm().widestTile();
    }

    /** Columns of a full panel. */
    int widest() {
        return widest;
    }

    /** Stored width of the panel that starts where so many columns remain. */
    int width(int remaining) {
        if (remaining >= widest) {
            return widest;
        }
        return covering ? kernels.gemm().coveringTile(remaining) : kernels.gemm().tileWidth(remaining);
    }

    /** Columns of that panel that are the matrix's. */
    int columns(int remaining) {
        return Math.min(width(remaining), remaining);
    }

    /**
     * Width of a last tile that begins before the columns that remain, so that it ends with all the columns; 0 if one fits without that, or is wider than
     * all. What two tiles compute is the same.
     */
    int overlapping(int remaining, int all) {
        if (remaining >= widest) {
            return 0;
        }
        int covering = kernels.gemm().coveringTile(remaining);
        return covering > remaining && covering <= all ? covering : 0;
    }

    /** Whether tiles cover so many columns and no others, overlapping or not. */
    boolean areCovered(int columns, boolean overlapping) {
        return overlapping && !covering ? columns >= kernels.gemm().coveringTile(1) : unpadded(columns) == columns;
    }

    /** How many of so many columns come before the first panel that is wider than the columns left. */
    int unpadded(int columns) {
        int column = columns - columns % widest;
        while (column < columns && width(columns - column) <= columns - column) {
            column += width(columns - column);
        }
        return column;
    }

    /** Where the panel starts that holds column {@code column}, the first of a panel: all panels before it are full. */
    int offset(int column, int depth) {
        return column * depth;
    }

    /** Floats that so many columns take. */
    int size(int columns, int depth) {
        int unpadded = unpadded(columns);
        long size = (long) (unpadded + (unpadded == columns ? 0 : width(columns - unpadded))) * depth;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(depth + " × " + columns + " packed values exceed an array");
        }
        return (int) size;
    }

    /** Packs columns {@code column … column + columns} of rows {@code row … row + depth}. */
    void pack(
            Matrix b, int row, int depth, int column, int columns, float[] target, int to, Workspace workspace) {
        int whole = columns / widest;
        int first = 0;
        if (b.hasHeapRows() && whole > 0) {
            kernels.panels().pack(b.array, (int) (b.offset + row * b.rowStride + column), (int) b.rowStride, target, to,
                    depth, whole);
            first = whole * widest;
        }
        for (int j = first; j < columns; j += columns(columns - j)) {
            packOne(b, row, depth, column + j, columns - j, target, to + offset(j, depth), workspace);
        }
    }

    /** Packs the first panel of so many remaining columns. */
    private void packOne(
            Matrix b, int row, int depth, int column, int remaining, float[] target, int to, Workspace workspace) {
        int width = width(remaining);
        int columns = columns(remaining);
        if (b.hasHeapRows()) {
            int from = (int) (b.offset + row * b.rowStride + column);
            kernels.panels().copy(b.array, from, (int) b.rowStride, target, to, width, depth, columns);
        } else if (b.rowStride == 1) {
            UprightBlock.read(b, row, column, depth, columns, target, to, width, kernels.panels(), workspace);
        } else {
            b.read(row, column, depth, columns, target, to, width);
        }
        for (int p = 0; columns < width && p < depth; p++) {
            Arrays.fill(target, to + p * width + columns, to + p * width + width, 0f);
        }
    }
}
