package dev.evenkeel.internal.kernel.gemm;

import java.util.stream.IntStream;

/**
 * The layout of packed columns of B: panels as wide as the widest tile, one after the other, each with its rows next to
 * each other. The last panel is only as wide as it must be, filled up with zeros or copies of the last column.
 */
public final class PanelLayout {
    private final boolean padded;
    private final int widest;

    // By columns that remain, below the widest tile's: tables, because small products wait for a division.
    private final int[] widths;
    private final int[] paddedWidths;

    /** By columns: whether tiles that may overlap take just those. */
    private final boolean[] fitting;

    /**
     * A layout.
     *
     * @param padded whether one panel, with more zeros, takes all columns left over
     */
    public PanelLayout(TileSizes sizes, boolean padded) {
        this.padded = padded;
        this.widest = sizes.widestTile();
        this.paddedWidths = IntStream.range(0, widest).map(sizes::paddedWidth).toArray();
        this.widths = padded ? paddedWidths : IntStream.range(0, widest).map(sizes::tileWidth).toArray();
        this.fitting = new boolean[widest];
        for (int columns = 0; columns < widest; columns++) {
            fitting[columns] = endOfLastTile(columns) == columns;
        }
    }

    /** Columns of a full panel. */
    public int widest() {
        return widest;
    }

    /** Columns of the narrowest tile. */
    public int narrowest() {
        return paddedWidths[1];
    }

    /** Stored width of the panel that starts where {@code remaining} columns remain. */
    public int width(int remaining) {
        return remaining >= widest ? widest : widths[remaining];
    }

    /** Columns of the matrix in that panel. */
    public int columns(int remaining) {
        return Math.min(width(remaining), remaining);
    }

    /**
     * Width of a last tile shifted left to end at the last column; 0 if none is needed or possible. Elements that two
     * tiles compute get the same value.
     */
    public int overlapping(int remaining, int all) {
        if (remaining >= widest) {
            return 0;
        }
        int padded = paddedWidths[remaining];
        return padded > remaining && padded <= all ? padded : 0;
    }

    /**
     * Whether tiles take just {@code columns} columns, overlapping or not. From the widest tile on, overlapping tiles
     * always do.
     */
    public boolean fitsExactly(int columns, boolean overlapping) {
        return overlapping && !padded ? columns >= widest || fitting[columns] : unpadded(columns) == columns;
    }

    /**
     * Column at which the last tile of {@code columns} columns ends, with tiles as {@link #overlapping} or {@link
     * #width} cut them.
     */
    private int endOfLastTile(int columns) {
        int end = 0;
        while (end < columns) {
            int remaining = columns - end;
            end = overlapping(remaining, columns) > 0 ? columns : end + width(remaining);
        }
        return end;
    }

    /** Columns before the first panel that is wider than the columns left. */
    public int unpadded(int columns) {
        int column = columns - columns % widest;
        while (column < columns && width(columns - column) <= columns - column) {
            column += width(columns - column);
        }
        return column;
    }

    /** Index of the panel that begins with column {@code column}: all panels before it are full. */
    public int offset(int column, int depth) {
        return column * depth;
    }

    /** Floats that {@code columns} packed columns take. */
    public int size(int columns, int depth) {
        int unpadded = unpadded(columns);
        long stored = (long) unpadded + (unpadded == columns ? 0 : width(columns - unpadded));
        long size = stored * depth;
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(depth + " × " + columns + " packed values exceed an array");
        }
        return (int) size;
    }
}
