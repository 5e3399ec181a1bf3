package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The SIMD twin of {@link ScalarGemm}: all accumulators of a tile stay in registers, see {@link VectorTileSizes}.
 * {@link MicroKernelAssembler} writes each tile size when it is first used (decision 3).
 */
public final class VectorGemm implements GemmKernel, TieredMicroKernel.Owner {
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();
    private static final VectorTileSizes SIZES =
            new VectorTileSizes(Lanes.FLOATS.length(), HALF_LANES, Lanes.REGISTERS);

    /** NR: columns of the widest tile. */
    static final int NR = SIZES.widestTile();

    private static final int WIDTHS = NR / HALF_LANES;

    /** MR by columns: a table, because small products wait for a division (decision 13). */
    private static final int[] TALLEST_TILES = tallestTiles();

    private final AtomicReferenceArray<MicroKernel> tiles =
            new AtomicReferenceArray<>((SIZES.tallest() + 1) * WIDTHS * 4);

    /** Speed of tiles less than two vectors wide, as a part of the others' (decision 11). */
    private static final double SPEED_OF_NARROW_TILES = 0.75;

    private final PanelLayout layout = new PanelLayout(this, false);
    private final PanelLayout paddedLayout = new PanelLayout(this, true);

    private final boolean tiered;

    /** The one state of this kernel besides its code; of several races at once the last one counts (decision 11). */
    private TileForm narrowForm;

    /**
     * Proves that the module is there and that tiles can be made; throws what the platform throws if not.
     *
     * @param tiered whether scalar code takes a tile's place until it is compiled
     */
    public VectorGemm(boolean tiered) {
        this.tiered = tiered;
        this.narrowForm = tiered ? TileForm.UNDECIDED : TileForm.WHOLE_VECTORS;
        Lanes.initialize();
        tileFor(1, NR, true, false);
    }

    /** {@code "vector-"} and the bits of one vector in use. */
    public static String kernelName() {
        return "vector-" + Lanes.FLOATS.vectorBitSize();
    }

    @Override
    public int tileWidth(int remaining) {
        return SIZES.tileWidth(remaining);
    }

    @Override
    public int paddedWidth(int columns) {
        return SIZES.paddedWidth(columns);
    }

    @Override
    public double speed(int columns) {
        int rest = columns % NR;
        int computed = columns - rest + (rest > 0 ? paddedWidth(rest) : 0);
        boolean mayBeFast = SIZES.isNarrow(computed) && narrowForm != TileForm.WHOLE_VECTORS;
        boolean slow = computed < 2 * SIZES.lanes() && !mayBeFast;
        return (double) columns / computed * (slow ? SPEED_OF_NARROW_TILES : 1);
    }

    @Override
    public int widestTile() {
        return NR;
    }

    /** MR: rows of the tallest tile of that width. */
    int tallestTile(int columns) {
        return TALLEST_TILES[columns];
    }

    private static int[] tallestTiles() {
        int[] rows = new int[NR + 1];
        for (int columns = 0; columns <= NR; columns++) {
            rows[columns] = SIZES.tallestTile(columns);
        }
        return rows;
    }

    @Override
    public int tileHeight(int rows, int columns) {
        return SIZES.tileHeight(rows, columns, tallestTile(columns));
    }

    @Override
    public PanelLayout layout() {
        return layout;
    }

    @Override
    public PanelLayout paddedLayout() {
        return paddedLayout;
    }

    /** With 16 registers C2 spills where broadcasts share one base (decision 14). */
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
        MicroKernel tile = tileFor(rows, columns, alongRows, add);
        if (tile instanceof TieredMicroKernel standIn) {
            standIn.multiply(
                    count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, depth,
                    alphaBits);
            return;
        }
        for (int i = 0; i < count; i++) {
            tile.multiply(a, aOffset + i * aTileStride, aStride, b, bOffset, bStride, c, cOffset + i * rows * cStride,
                    cStride, depth, alphaBits);
        }
    }

    private MicroKernel tileFor(int rows, int columns, boolean alongRows, boolean add) {
        int index = ((rows * WIDTHS + columns / HALF_LANES - 1) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        MicroKernel tile = tiles.get(index);
        return tile != null ? tile : make(index, rows, columns, alongRows, add);
    }

    private MicroKernel make(int index, int rows, int columns, boolean alongRows, boolean add) {
        TileForm form = SIZES.isNarrow(columns) ? narrowForm : TileForm.WHOLE_VECTORS;
        boolean halves = form == TileForm.HALF_VECTORS;
        MicroKernel vector = new MicroKernelAssembler(rows, columns, alongRows, add, halves).assemble();
        MicroKernel rival = form == TileForm.UNDECIDED
                ? new MicroKernelAssembler(rows, columns, alongRows, add, true).assemble()
                : null;
        MicroKernel made = tiered
                ? new TieredMicroKernel(this, index, vector, rival, rows, columns, alongRows, add, System::nanoTime)
                : vector;
        return tiles.compareAndSet(index, null, made) ? made : tiles.get(index);
    }

    @Override
    public void decide(TileForm faster) {
        narrowForm = faster;
    }

    /** Whether scalar code still stands in for that tile. */
    boolean usesScalarCode(int rows, int columns, boolean alongRows, boolean add) {
        return tileFor(rows, columns, alongRows, add) instanceof TieredMicroKernel;
    }

    @Override
    public void replace(int index, MicroKernel compiled) {
        tiles.set(index, compiled);
    }
}
