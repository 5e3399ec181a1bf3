package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The SIMD twin of {@link ScalarGemm}: all accumulators of a tile stay in registers, see {@link VectorTileSizes}.
 * {@link MicroKernelAssembler} writes each tile size when it is first used (decision 3).
 */
public final class VectorGemm implements GemmKernel, TieredMicroKernel.Owner {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();
    private static final VectorTileSizes SIZES = sizes(false);
    private static final VectorTileSizes SIZES_OF_HALVES = sizes(true);

    /** NR: columns of the widest tile. */
    static final int NR = SIZES.widestTile();

    private static final int WIDTHS = NR / HALF_LANES;

    /** MR by columns: a table, because small products wait for a division (decision 13). */
    private static final int[] TALLEST_TILES = tallestTiles();

    private final AtomicReferenceArray<MicroKernel> tiles =
            new AtomicReferenceArray<>((SIZES.tallest() + 1) * WIDTHS * 4);

    /** Speed of tiles less than two vectors wide, as a part of the others' (decision 11). */
    private static final double SPEED_OF_NARROW_TILES = 0.75;

    private static final PanelLayout LAYOUT = new PanelLayout(SIZES, false);
    private static final PanelLayout PADDED = new PanelLayout(SIZES, true);
    private static final PanelLayout LAYOUT_OF_HALVES = new PanelLayout(SIZES_OF_HALVES, false);
    private static final PanelLayout PADDED_OF_HALVES = new PanelLayout(SIZES_OF_HALVES, true);

    /** C has few columns where it has fewer than the widest tile divided by this (decision 14). */
    private static final int NARROW = 4;

    /**
     * Rows that pay for padding to two vectors where the last of several narrower panels is padded, too (decision 11).
     */
    private static final int ROWS_WORTH_TWO_VECTORS = 36;

    /** The same where narrower panels are read in place. */
    private static final int ROWS_WORTH_TWO_VECTORS_THAT_MAY_OVERLAP = 60;

    /** Rows that pay for padding to three vectors (decision 11). */
    private static final int ROWS_WORTH_THREE_VECTORS = 60;

    /** Rows that pay for padding to four vectors (decision 11). */
    private static final int ROWS_WORTH_FOUR_VECTORS = 200;

    private final boolean tiered;
    private final ShallowTiles shallow;

    /** What {@code evenkeel.tileForm} asks for, for tests: {@code WHOLE_VECTORS} or {@code HALF_VECTORS}. */
    private static final TileForm FORCED_FORM = Optional.ofNullable(System.getProperty("evenkeel.tileForm"))
            .map(TileForm::valueOf).orElse(null);

    /** The one state of this kernel besides its code; of several races at once the last one counts (decision 11). */
    private TileForm narrowForm;

    /** Scalar code is compiled first, undisturbed by trials (decision 4). */
    private static final long PATIENCE_NANOS = 30_000_000;

    /** Threads may lose each other's pauses, which only makes a trial more. */
    private long nextTrial = System.nanoTime() + PATIENCE_NANOS;

    /**
     * Proves that the module is there and that tiles can be made; throws what the platform throws if not.
     *
     * @param tiered whether scalar code takes a tile's place until it is compiled
     */
    public VectorGemm(boolean tiered) {
        this.tiered = tiered;
        this.shallow = new ShallowTiles(tiered);
        this.narrowForm = FORCED_FORM != null ? FORCED_FORM : tiered ? TileForm.UNDECIDED : TileForm.WHOLE_VECTORS;
        Lanes.initialize();
        tileFor(1, NR, true, false);
    }

    /** {@code "vector-"} and the bits of one vector in use. */
    public static String kernelName() {
        return "vector-" + Lanes.FLOATS.vectorBitSize();
    }

    private static VectorTileSizes sizes(boolean halves) {
        return new VectorTileSizes(Lanes.FLOATS.length(), HALF_LANES, Lanes.REGISTERS, halves);
    }

    /** Widths are those of whole vectors until halves turn out to be faster. */
    private VectorTileSizes sizes() {
        return narrowForm == TileForm.HALF_VECTORS ? SIZES_OF_HALVES : SIZES;
    }

    @Override
    public int tileWidth(int remaining) {
        return sizes().tileWidth(remaining);
    }

    @Override
    public int paddedWidth(int columns) {
        return sizes().paddedWidth(columns);
    }

    @Override
    public double speed(int columns) {
        int rest = columns % NR;
        boolean halvesCount = narrowForm == TileForm.HALF_VECTORS;
        int ofRest = halvesCount ? paddedWidth(Math.max(1, rest)) : Math.ceilDiv(rest, LANES) * LANES;
        int computed = columns - rest + (rest > 0 ? ofRest : 0);
        boolean slow = computed < 2 * LANES && !halvesCount;
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
        return narrowForm == TileForm.HALF_VECTORS ? LAYOUT_OF_HALVES : LAYOUT;
    }

    @Override
    public PanelLayout paddedLayout() {
        return narrowForm == TileForm.HALF_VECTORS ? PADDED_OF_HALVES : PADDED;
    }

    @Override
    public int rowsWorthPadding(int columns, boolean mayOverlap, boolean copied) {
        if (columns < NR / NARROW) {
            return 0;
        }
        int rest = columns % NR;
        boolean fits = narrowForm == TileForm.HALF_VECTORS || rest <= LANES || rest % LANES == 0;
        if (fits || mayOverlap && columns > NR) {
            return NO_ROWS;
        }
        if (copied) {
            return 0;
        }
        return switch (Math.ceilDiv(rest, LANES)) {
            case 2 -> mayOverlap ? ROWS_WORTH_TWO_VECTORS_THAT_MAY_OVERLAP : ROWS_WORTH_TWO_VECTORS;
            case 3 -> ROWS_WORTH_THREE_VECTORS;
            default -> mayOverlap ? NO_ROWS : ROWS_WORTH_FOUR_VECTORS;
        };
    }

    /** With 16 registers C2 spills where broadcasts share one base (decision 14). */
    @Override
    public boolean readsColumns() {
        return Lanes.REGISTERS == 32;
    }

    @Override
    public void column(
            float[] a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            float[] panel,
            int panelOffset,
            int panelStride,
            int columns,
            float[] c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            float alpha,
            boolean add) {
        if (!ShallowTiles.areFaster(rows, depth)) {
            GemmKernel.super.column(a, aOffset, aRowStride, aDepthStride, panel, panelOffset, panelStride, columns, c,
                    cOffset, cStride, rows, depth, alpha, add);
        } else {
            boolean alongRows = aDepthStride == 1;
            shallow.column(alongRows, a, aOffset, alongRows ? aRowStride : aDepthStride, panel, panelOffset,
                    panelStride, columns, c, cOffset, cStride, rows, depth, Float.floatToRawIntBits(alpha), add);
        }
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
        tiles(tile, count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, rows, depth,
                alphaBits);
    }

    /** Computes tiles of that many rows below each other, with plain arguments (decision 24). */
    static void tiles(
            MicroKernel tile,
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int aTileStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            int alphaBits) {
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
    public long nextTrial() {
        return nextTrial;
    }

    @Override
    public void pauseUntil(long nanos) {
        nextTrial = nanos;
    }

    @Override
    public void decide(TileForm faster) {
        narrowForm = faster;
    }

    @Override
    public TileForm form() {
        return narrowForm;
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
