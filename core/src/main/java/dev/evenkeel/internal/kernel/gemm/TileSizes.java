package dev.evenkeel.internal.kernel.gemm;

/**
 * How wide and how tall the tiles of a product are. Columns are cut by these numbers alone, whatever kernel computes
 * the tiles.
 */
public interface TileSizes {
    /**
     * Columns of the next tile where {@code remaining} columns remain: more than those if no narrower tile holds them.
     */
    int tileWidth(int remaining);

    /** Columns of the narrowest tile with at least {@code columns}, which are at most {@link #widestTile()}. */
    int paddedWidth(int columns);

    /** NR: columns of the widest tile. */
    int widestTile();

    /** Most rows that tiles of that width should have in a product with {@code rows} rows; MR where these are few. */
    int tileHeight(int rows, int columns);
}
