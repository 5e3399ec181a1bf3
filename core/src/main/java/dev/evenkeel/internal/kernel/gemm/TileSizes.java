package dev.evenkeel.internal.kernel.gemm;

/**
 * How wide and how tall the tiles of a product are. Columns are cut by these numbers alone, whatever kernel computes
 * the tiles.
 */
public interface TileSizes {
    /** Columns of the next tile where so many remain: more than remain where no narrower tile covers them. */
    int tileWidth(int remaining);

    /** Columns of the narrowest tile that is at least so wide; at most {@link #widestTile()} are asked for. */
    int paddedWidth(int columns);

    /** Columns of the widest tile. */
    int widestTile();

    /** Rows of the tallest tile of that width. */
    int tallestTile(int columns);

    /**
     * Rows that tiles of that width had best have at most, where so many rows are to be covered; up to {@link
     * #tallestTile}.
     */
    int tileHeight(int rows, int columns);
}
