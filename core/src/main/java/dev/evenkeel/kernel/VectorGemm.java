package dev.evenkeel.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarGemm}. All accumulators of a tile stay in registers, so rows × vectors is bounded by the register
 * file: at most 24 of 32 registers (5 or 6 rows of 4 vectors, 8 of 3, 12 of 2), 12 of 16 (6 of 2). Wide tiles come first where there is a choice:
 * each row costs a broadcast from memory and an address, each vector of B one load.
 *
 * <p>C2 keeps accumulators in registers only when each is a local variable of one method. A method per tile size is therefore needed,
 * and there are some hundred sizes: {@link TileAssembler} writes each one when it is first used.
 */
public final class VectorGemm implements GemmKernel {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();
    private static final int ACCUMULATORS = Lanes.REGISTERS == 32 ? 24 : 12;
    private static final int WIDEST_VECTORS = Lanes.REGISTERS == 32 ? 4 : 2;

    static final int WIDEST = WIDEST_VECTORS * LANES;

    /** With 16 registers a broadcast of each width is one too many: 12 columns as one tile 33 GFLOP/s, as 8 and 4 55. */
    private static final int WIDTH_STEP = Lanes.REGISTERS == 32 ? HALF_LANES : LANES;

    private static final int WIDTHS = WIDEST_VECTORS * LANES / HALF_LANES;

    /** A tile one vector wide could be taller still, but each row is a broadcast and those have only one port or two. */
    private static final int TALLEST = Lanes.REGISTERS == 32 ? 16 : 12;

    /** Rows that tiles of so many vectors had best have, where fewer rows cost no pass over B that counts: see {@link #tileHeight}. */
    private static final int[] EASY_HEIGHTS =
            Lanes.REGISTERS == 32 ? new int[] {0, TALLEST, 9, TALLEST, 5} : new int[] {0, TALLEST, TALLEST};

    /** By columns, a table because a division would be part of what a product of 16 × 16 waits for. */
    private static final int[] TALLEST_TILES =
            IntStream.rangeClosed(0, WIDEST).map(VectorGemm::rowsThatFit).toArray();

    private final AtomicReferenceArray<GemmTile> tiles =
            new AtomicReferenceArray<>((TALLEST + 1) * WIDTHS * 4);

    /** Speed of tiles less than two vectors wide, measured .72 to .78: see {@link #isNarrow}. */
    private static final double SPEED_OF_NARROW_TILES = 0.75;

    private final boolean warming;

    /** Which form narrow tiles take, and whether that has been measured. */
    private boolean halves;

    private boolean measured;

    /**
     * Proves that the module is there and that tiles can be made; throws what the platform throws if not.
     *
     * @param warming whether scalar code takes a tile's place until it is compiled
     */
    public VectorGemm(boolean warming) {
        this.warming = warming;
        tileFor(1, WIDEST, true, false);
    }

    /** Bits of one vector in use. */
    public static int vectorBits() {
        return Lanes.FLOATS.vectorBitSize();
    }

    /** Bits of this machine's preferred vector. */
    public static int preferredVectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /**
     * The last columns take whole vectors and, where registers allow, one of half the width; what is left then takes a tile of its own. That one is
     * padded and goes through a buffer, unless it may overlap the one before, so it should be narrow: 61 columns as one tile of 64 44 GFLOP/s, as 56 and 8 82.
     */
    @Override
    public int tileWidth(int remaining) {
        if (remaining >= widestTile()) {
            return widestTile();
        } else if (remaining >= WIDTH_STEP) {
            return remaining - remaining % WIDTH_STEP;
        }
        return remaining <= HALF_LANES ? HALF_LANES : LANES;
    }

    @Override
    public int coveringTile(int columns) {
        return columns <= HALF_LANES ? HALF_LANES : Math.ceilDiv(columns, WIDTH_STEP) * WIDTH_STEP;
    }

    @Override
    public double speed(int columns) {
        int rest = columns % WIDEST;
        int computed = columns - rest + (rest > 0 ? coveringTile(rest) : 0);
        boolean hopeful = halves || warming && !measured;
        boolean slow = computed < 2 * LANES && !(isNarrow(computed) && hopeful);
        return (double) columns / computed * (slow ? SPEED_OF_NARROW_TILES : 1);
    }

    /**
     * Whether a tile is less than two vectors wide, but more than a half: with two or three vectors of half the width it is .75 or 1.33 times as
     * fast. Of whole vectors each multiplication comes with a broadcast from memory. Where the processor executes vectors in halves, a
     * broadcast takes two places of those in three pipes, and the multiplication two of those in two; where it does not, half vectors are half the work.
     */
    private static boolean isNarrow(int columns) {
        return WIDTH_STEP == HALF_LANES && HALF_LANES < columns && columns < 2 * LANES;
    }

    @Override
    public int widestTile() {
        return WIDEST;
    }

    @Override
    public int tallestTile(int columns) {
        return TALLEST_TILES[columns];
    }

    private static int rowsThatFit(int columns) {
        int vectors = Math.ceilDiv(columns, isNarrow(columns) ? HALF_LANES : LANES);
        return Math.min(TALLEST, ACCUMULATORS / Math.max(1, vectors));
    }

    /**
     * Of 32 registers six rows of four vectors leave four for broadcasts. C2 orders the loop's instructions differently from one virtual machine to the
     * next, and often keeps more of them at hand: one accumulator then goes through the stack with each term, and 256 × 1000 × 1000 runs at 96 to 105
     * GFLOP/s, as the stack happens to be aligned, in place of 110. Five rows cannot spill, and cost .3 %. Where six save a whole pass over B, a quarter
     * of all there is, they are worth the risk: 6 × 1000 × 1000 98 GFLOP/s against 84. Each row also takes an address; of two vectors, tiles of ten and
     * more rows have more addresses than there are registers for them: 32³ is 2 % faster in rows of eight than of eleven.
     */
    @Override
    public int tileHeight(int rows, int columns) {
        int tallest = tallestTile(columns);
        return rows > 2 * tallest ? Math.min(tallest, EASY_HEIGHTS[Math.ceilDiv(columns, LANES)]) : tallest;
    }

    /** With 16 registers C2 spills where the broadcasts have one base: half the speed. */
    @Override
    public boolean readsColumns() {
        return Lanes.REGISTERS == 32;
    }

    @Override
    public void tiles(
            int count,
            float[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            int aTileStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            int rows,
            int columns,
            int depth,
            float alpha,
            boolean add) {
        boolean alongRows = aDepthStride == 1;
        int aStride = alongRows ? aRowStride : aDepthStride;
        int alphaBits = Float.floatToRawIntBits(alpha);
        GemmTile tile = tileFor(rows, columns, alongRows, add);
        if (tile instanceof WarmingTile warming) {
            warming.multiply(
                    count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, depth,
                    alphaBits);
            return;
        }
        for (int i = 0; i < count; i++) {
            tile.multiply(a, aOffset + i * aTileStride, aStride, b, bOffset, bStride, c, cOffset + i * rows * cStride,
                    cStride, depth, alphaBits);
        }
    }

    private GemmTile tileFor(int rows, int columns, boolean alongRows, boolean add) {
        int index = ((rows * WIDTHS + columns / HALF_LANES - 1) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        GemmTile tile = tiles.get(index);
        return tile != null ? tile : make(index, rows, columns, alongRows, add);
    }

    private GemmTile make(int index, int rows, int columns, boolean alongRows, boolean add) {
        boolean narrow = isNarrow(columns);
        GemmTile vector = new TileAssembler(rows, columns, alongRows, add, narrow && halves).assemble();
        GemmTile rival =
                warming && narrow && !measured ? new TileAssembler(rows, columns, alongRows, add, true).assemble()
                        : null;
        GemmTile made = warming ? new WarmingTile(this, index, vector, rival, rows, columns, alongRows, add) : vector;
        return tiles.compareAndSet(index, null, made) ? made : tiles.get(index);
    }

    /** What narrow tiles that are made from now on consist of. */
    void makeNarrowTilesOfHalves(boolean faster) {
        halves = faster;
        measured = true;
    }

    /** Whether scalar code still stands in for that tile. */
    boolean isWarming(int rows, int columns, boolean alongRows, boolean add) {
        return tileFor(rows, columns, alongRows, add) instanceof WarmingTile;
    }

    /** From now on the compiled tile itself. */
    void warmed(int index, GemmTile vector) {
        tiles.set(index, vector);
    }
}
