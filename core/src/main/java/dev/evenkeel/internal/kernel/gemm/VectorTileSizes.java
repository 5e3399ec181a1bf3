package dev.evenkeel.internal.kernel.gemm;

/**
 * Tile sizes for a register file: rows × vectors of a tile stay in registers, at most 24 of 32 and 12 of 16. Arithmetic
 * alone, so that tests ask for every machine's sizes on any machine.
 *
 * @param lanes floats of a vector
 * @param halfLanes floats of half a vector, or of a whole one where there is no half
 * @param registers 16 or 32
 */
record VectorTileSizes(int lanes, int halfLanes, int registers) implements TileSizes {
    private boolean hasManyRegisters() {
        return registers == 32;
    }

    /**
     * With 16 registers a broadcast of each width is one too many: 12 columns as one tile 33 GFLOP/s, as 8 and 4 55.
     */
    private int widthStep() {
        return hasManyRegisters() ? halfLanes : lanes;
    }

    /**
     * Rows of any tile: one vector wide it could be taller still, but each row is a broadcast and those have only one
     * port or two.
     */
    int tallest() {
        return hasManyRegisters() ? 16 : 12;
    }

    @Override
    public int widestTile() {
        return (hasManyRegisters() ? 4 : 2) * lanes;
    }

    /**
     * The last columns take whole vectors and, where registers allow, one of half the width; what is left then takes a
     * tile of its own. That one is padded and goes through a buffer, unless it may overlap the one before, so it should
     * be narrow: 61 columns as one tile of 64 44 GFLOP/s, as 56 and 8 82.
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
     * Whether a tile is less than two vectors wide, but more than a half: with two or three vectors of half the width
     * it is .75 or 1.33 times as fast. Of whole vectors each multiplication comes with a broadcast from memory. Where
     * the processor executes vectors in halves, a broadcast takes two places of those in three pipes, and the
     * multiplication two of those in two; where it does not, half vectors are half the work.
     */
    boolean isNarrow(int columns) {
        return widthStep() == halfLanes && halfLanes < columns && columns < 2 * lanes;
    }

    @Override
    public int tallestTile(int columns) {
        int vectors = Math.ceilDiv(columns, isNarrow(columns) ? halfLanes : lanes);
        return Math.min(tallest(), (hasManyRegisters() ? 24 : 12) / Math.max(1, vectors));
    }

    @Override
    public int tileHeight(int rows, int columns) {
        return tileHeight(rows, columns, tallestTile(columns));
    }

    /**
     * Of 32 registers six rows of four vectors leave four for broadcasts. C2 orders the loop's instructions differently
     * from one virtual machine to the next, and often keeps more of them at hand: one accumulator then goes through the
     * stack with each term, and 256 × 1000 × 1000 runs at 96 to 105 GFLOP/s, as the stack happens to be aligned, in
     * place of 110. Five rows cannot spill, and cost .3 %. Where six save a whole pass over B, a quarter of all there
     * is, they are worth the risk: 6 × 1000 × 1000 98 GFLOP/s against 84. Each row also takes an address; of two
     * vectors, tiles of ten and more rows have more addresses than there are registers for them: 32³ is 2 % faster in
     * rows of eight than of eleven.
     *
     * @param tallestTile what {@link #tallestTile} says, for callers that have it at hand
     */
    int tileHeight(int rows, int columns, int tallestTile) {
        return rows > 2 * tallestTile ? Math.min(tallestTile, easyHeight(Math.ceilDiv(columns, lanes))) : tallestTile;
    }

    /** Rows that tiles of so many vectors had best have, where fewer rows cost no pass over B that counts. */
    private int easyHeight(int vectors) {
        if (!hasManyRegisters()) {
            return tallest();
        }
        return vectors == 4 ? 5 : vectors == 2 ? 9 : tallest();
    }
}
