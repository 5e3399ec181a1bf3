package dev.evenkeel.internal.kernel.gemm;

/**
 * How wide and how tall the tiles of a product are. Columns are cut by these numbers alone, whatever kernel computes
 * the tiles.
 */
public interface TileSizes {
    /** Columns of the next tile where so many remain: more than remain if no narrower tile covers them. */
    int tileWidth(int remaining);

    /** Columns of the narrowest tile that holds so many; callers ask for at most {@link #widestTile()}. */
    int paddedWidth(int columns);

    /** NR: columns of the widest tile. */
    int widestTile();

    /**
     * Rows that tiles of that width had best have at most, where so many rows are to be computed; MR where these are
     * few.
     */
    int tileHeight(int rows, int columns);
}
