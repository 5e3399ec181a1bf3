package dev.evenkeel.internal.kernel.gemm;

/**
 * Tile sizes for a register file: rows × vectors of a tile stay in registers, at most 24 of 32 and 12 of 16. Arithmetic
 * alone, so that tests ask for every machine's sizes on any machine.
 *
 * @param lanes floats of a vector
 * @param halfLanes floats of half a vector, or of a whole one where there is no half
 * @param registers 16 or 32
 * @param halves whether widths differ by half a vector where registers allow it, which pays where halves take half the
 * time (decision 11)
 */
record VectorTileSizes(int lanes, int halfLanes, int registers, boolean halves) implements TileSizes {
    private boolean hasManyRegisters() {
        return registers == 32;
    }

    /**
     * Columns by which widths differ: with 16 registers a tile of both widths needs one broadcast too many (decision
     * 11).
     */
    private int widthStep() {
        return halves && hasManyRegisters() ? halfLanes : lanes;
    }

    /** Rows of any tile: each row is a broadcast, and those have only one port or two (decision 6). */
    int tallest() {
        return hasManyRegisters() ? 16 : 12;
    }

    @Override
    public int widestTile() {
        return (hasManyRegisters() ? 4 : 2) * lanes;
    }

    /**
     * The last columns take whole vectors, and perhaps one of half the width. What is left takes a narrow tile of its
     * own (decision 11).
     */
    @Override
    public int tileWidth(int remaining) {
        if (remaining >= widestTile()) {
            return widestTile();
        } else if (remaining >= widthStep()) {
            return remaining - remaining % widthStep();
        }
        return remaining <= halfLanes ? halfLanes : lanes;
    }

    @Override
    public int paddedWidth(int columns) {
        return columns <= halfLanes ? halfLanes : Math.ceilDiv(columns, widthStep()) * widthStep();
    }

    /**
     * Whether a tile is wider than half a vector and narrower than two: whole or half vectors may be faster (decision
     * 11).
     */
    boolean isNarrow(int columns) {
        return hasManyRegisters() && halfLanes < columns && columns < 2 * lanes;
    }

    /** MR: rows of the tallest tile of that width. */
    int tallestTile(int columns) {
        int vectors = Math.ceilDiv(columns, isNarrow(columns) ? halfLanes : lanes);
        return Math.min(tallest(), (hasManyRegisters() ? 24 : 12) / Math.max(1, vectors));
    }

    @Override
    public int tileHeight(int rows, int columns) {
        return tileHeight(rows, columns, tallestTile(columns));
    }

    /**
     * Rows of a tile: less than fit, so that C2 never spills, unless a taller tile saves a whole pass over B (decision
     * 6).
     *
     * @param tallestTile {@link #tallestTile} of the same columns, for callers that have it at hand
     */
    int tileHeight(int rows, int columns, int tallestTile) {
        return rows > 2 * tallestTile ? Math.min(tallestTile, easyHeight(Math.ceilDiv(columns, lanes))) : tallestTile;
    }

    /** Rows of tiles of {@code vectors} vectors, where fewer rows cost no pass over B that counts (decision 6). */
    private int easyHeight(int vectors) {
        if (!hasManyRegisters()) {
            return tallest();
        }
        return vectors == 4 ? 5 : vectors == 2 ? 9 : tallest();
    }
}
