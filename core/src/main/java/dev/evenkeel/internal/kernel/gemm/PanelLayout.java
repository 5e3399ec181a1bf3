package dev.evenkeel.internal.kernel.gemm;

/**
 * The layout of packed columns of B: panels as wide as the widest tile, one after the other, each with its rows next to
 * each other; the last panel only as wide as it must be, filled up with zeros.
 */
public final class PanelLayout {
    private final TileSizes sizes;
    private final boolean padded;
    private final int widest;

    /** By columns, whether tiles that may overlap cover just those; a table, because small products ask. */
    private final boolean[] covered;

    /**
     * A layout.
     *
     * @param padded whether one panel takes all columns left over, with more zeros: for one that may be padded for
     * nothing
     */
    PanelLayout(TileSizes sizes, boolean padded) {
        this.sizes = sizes;
        this.padded = padded;
        this.widest = sizes.widestTile();
        this.covered = new boolean[widest];
        for (int columns = 0; columns < widest; columns++) {
            covered[columns] = endOfLastTile(columns) == columns;
        }
    }

    /** Columns of a full panel. */
    public int widest() {
        return widest;
    }

    /** Stored width of the panel that starts where so many columns remain. */
    public int width(int remaining) {
        if (remaining >= widest) {
            return widest;
        }
        return padded ? sizes.paddedWidth(remaining) : sizes.tileWidth(remaining);
    }

    /** Columns of that panel that are the matrix's. */
    public int columns(int remaining) {
        return Math.min(width(remaining), remaining);
    }

    /**
     * Width of a last tile that begins before the columns that remain, so that it ends with all the columns; 0 if one
     * fits without that, or is wider than all. What two tiles compute is the same.
     */
    public int overlapping(int remaining, int all) {
        if (remaining >= widest) {
            return 0;
        }
        int padded = sizes.paddedWidth(remaining);
        return padded > remaining && padded <= all ? padded : 0;
    }

    /**
     * Whether tiles cover so many columns and no others, overlapping or not. From the widest tile on, overlapping ones
     * always do.
     */
    public boolean fitsExactly(int columns, boolean overlapping) {
        return overlapping && !padded ? columns >= widest || covered[columns] : unpadded(columns) == columns;
    }

    /**
     * Where the last of the tiles ends that take so many columns, each as {@link #overlapping} or {@link #width} has
     * it.
     */
    private int endOfLastTile(int columns) {
        int end = 0;
        while (end < columns) {
            int remaining = columns - end;
            end = overlapping(remaining, columns) > 0 ? columns : end + width(remaining);
        }
        return end;
    }

    /** How many of so many columns come before the first panel that is wider than the columns left. */
    public int unpadded(int columns) {
        int column = columns - columns % widest;
        while (column < columns && width(columns - column) <= columns - column) {
            column += width(columns - column);
        }
        return column;
    }

    /** Where the panel starts that holds column {@code column}, the first of a panel: all panels before it are full. */
    public int offset(int column, int depth) {
        return column * depth;
    }

    /** Floats that so many columns take. */
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
