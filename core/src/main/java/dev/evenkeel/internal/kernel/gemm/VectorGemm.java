package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The SIMD twin of {@link ScalarGemm}: all accumulators of a tile stay in registers, see {@link VectorTileSizes}.
 * {@link MicroKernelAssembler} writes each tile size when it is first used (decision 3).
 *
 * @param <A> arrays of the element type
 */
public final class VectorGemm<A> implements GemmKernel<A>, TieredMicroKernel.Owner<A> {
    private final ElementType<A> type;
    private final GemmKernel<A> scalar;
    private final VectorTileSizes sizes;
    private final VectorTileSizes sizesOfHalves;

    /** NR: columns of the widest tile. */
    private final int widest;

    /** Different widths. */
    private final int widths;

    /** Columns of half a vector, as a power of 2: small products wait for a division (decision 13). */
    private final int halfShift;

    /** MR by columns: a table, because small products wait for a division (decision 13). */
    private final int[] tallestTiles;

    private final PanelLayout layout;
    private final PanelLayout paddedLayout;
    private final PanelLayout layoutOfHalves;
    private final PanelLayout paddedLayoutOfHalves;
    private final AtomicReferenceArray<MicroKernel<A>> tiles;

    /** Speed of tiles of half a vector, as a part of the widest tiles': each term loads as much as it computes. */
    private static final double SPEED_OF_HALF_A_VECTOR = 0.6;

    /** The same of other tiles less than two vectors wide, unless they are made of halves (decision 11). */
    private static final double SPEED_OF_NARROW_TILES = 0.75;

    /** C has few columns where it has fewer than the widest tile divided by this (decision 14). */
    private static final int NARROW = 4;

    /** Rows that pay for one padded panel of half vectors in place of two panels (decision 11). */
    private static final int ROWS_WORTH_HALVES = 100;

    /** The same where columns are copied to panels in any case. */
    private static final int ROWS_WORTH_HALVES_OF_COPIES = 36;

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

    /** Rows of a tile that decides between two forms: the sums of fewer wait for each other in either (decision 11). */
    static final int ROWS_OF_A_RACE = 8;

    private final boolean tiered;
    private final A zeros;
    private final ShallowTiles<A> shallow;

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
     * @param scalar the specification
     * @param tiered whether scalar code takes a tile's place until it is compiled
     */
    public VectorGemm(ElementType<A> type, GemmKernel<A> scalar, boolean tiered) {
        this.type = type;
        this.scalar = scalar;
        this.tiered = tiered;
        this.sizes = new VectorTileSizes(type.lanes(), type.halfLanes(), Lanes.REGISTERS, false);
        this.sizesOfHalves = new VectorTileSizes(type.lanes(), type.halfLanes(), Lanes.REGISTERS, true);
        this.widest = sizes.widestTile();
        this.widths = widest / type.halfLanes();
        this.halfShift = Integer.numberOfTrailingZeros(type.halfLanes());
        this.tallestTiles = IntStream.rangeClosed(0, widest).map(sizes::tallestTile).toArray();
        this.layout = new PanelLayout(sizes, false);
        this.paddedLayout = new PanelLayout(sizes, true);
        this.layoutOfHalves = new PanelLayout(sizesOfHalves, false);
        this.paddedLayoutOfHalves = new PanelLayout(sizesOfHalves, true);
        this.tiles = new AtomicReferenceArray<>((sizes.tallest() + 1) * widths * 4);
        this.zeros = type.newArray(Math.max(sizes.tallest(), widest) * TieredMicroKernel.TERMS_OF_A_RACE);
        this.shallow = new ShallowTiles<>(type, scalar, widest, tiered);
        this.narrowForm = FORCED_FORM != null ? FORCED_FORM : tiered ? TileForm.UNDECIDED : TileForm.WHOLE_VECTORS;
        Lanes.initialize();
        tileFor(1, widest, true, false);
    }

    /** Products of floats. */
    public static VectorGemm<float[]> ofFloats(boolean tiered) {
        return new VectorGemm<>(ElementType.FLOAT, new ScalarGemm(), tiered);
    }

    /** {@code "vector-"} and the bits of one vector in use. */
    public static String kernelName() {
        return "vector-" + Lanes.FLOATS.vectorBitSize();
    }

    /** Widths are those of whole vectors until halves turn out to be faster. */
    private VectorTileSizes sizes() {
        return narrowForm == TileForm.HALF_VECTORS ? sizesOfHalves : sizes;
    }

    @Override
    public int tileWidth(int remaining) {
        return sizes().tileWidth(remaining);
    }

    @Override
    public int paddedWidth(int columns) {
        return sizes().paddedWidth(columns);
    }

    /** The last panel alone is slower than the others, and perhaps padded. */
    @Override
    public double speed(int columns) {
        int rest = columns % widest;
        if (rest == 0) {
            return 1;
        }
        int half = type.halfLanes();
        boolean halves = narrowForm == TileForm.HALF_VECTORS;
        int step = halves || rest <= half ? half : type.lanes();
        int panel = Math.ceilDiv(rest, step) * step;
        double ofPanel = panel <= half ? SPEED_OF_HALF_A_VECTOR
                : panel >= 2 * type.lanes() || halves ? 1 : SPEED_OF_NARROW_TILES;
        return columns / (columns - rest + panel / ofPanel);
    }

    @Override
    public int widestTile() {
        return widest;
    }

    /** MR: rows of the tallest tile of that width. */
    int tallestTile(int columns) {
        return tallestTiles[columns];
    }

    @Override
    public int tileHeight(int rows, int columns) {
        return sizes.tileHeight(rows, columns, tallestTile(columns));
    }

    @Override
    public PanelLayout layout() {
        return narrowForm == TileForm.HALF_VECTORS ? layoutOfHalves : layout;
    }

    @Override
    public PanelLayout paddedLayout() {
        return narrowForm == TileForm.HALF_VECTORS ? paddedLayoutOfHalves : paddedLayout;
    }

    @Override
    public int rowsWorthPadding(int columns, boolean mayOverlap, boolean copied) {
        if (columns < widest / NARROW) {
            return 0;
        }
        int lanes = type.lanes();
        int rest = columns % widest;
        if (narrowForm == TileForm.HALF_VECTORS) {
            boolean fits = rest % type.halfLanes() == 0 || rest < type.halfLanes();
            return fits || mayOverlap && columns > widest ? NO_ROWS
                    : copied ? ROWS_WORTH_HALVES_OF_COPIES : ROWS_WORTH_HALVES;
        }
        boolean fits = rest <= lanes || rest % lanes == 0;
        if (fits || mayOverlap && columns > widest) {
            return NO_ROWS;
        }
        if (copied) {
            return 0;
        }
        return switch (Math.ceilDiv(rest, lanes)) {
            case 2 -> mayOverlap ? ROWS_WORTH_TWO_VECTORS_THAT_MAY_OVERLAP : ROWS_WORTH_TWO_VECTORS;
            case 3 -> ROWS_WORTH_THREE_VECTORS;
            default -> mayOverlap ? NO_ROWS : ROWS_WORTH_FOUR_VECTORS;
        };
    }

    /** With 16 registers tiles along columns have more to reckon (decision 3). */
    @Override
    public boolean readsColumns() {
        return Lanes.REGISTERS == 32;
    }

    @Override
    public void column(
            A a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            A panel,
            int panelOffset,
            int panelStride,
            int columns,
            A c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            double alpha,
            boolean add) {
        if (!ShallowTiles.areFaster(rows, depth)) {
            GemmKernel.super.column(a, aOffset, aRowStride, aDepthStride, panel, panelOffset, panelStride, columns, c,
                    cOffset, cStride, rows, depth, alpha, add);
        } else {
            boolean alongRows = aDepthStride == 1;
            shallow.column(alongRows, a, aOffset, alongRows ? aRowStride : aDepthStride, panel, panelOffset,
                    panelStride, columns, c, cOffset, cStride, rows, depth, Double.doubleToRawLongBits(alpha), add);
        }
    }

    @Override
    public void tiles(
            int count,
            A a,
            int aOffset,
            int aRowStride,
            int aDepthStride,
            int aTileStride,
            A b,
            int bOffset,
            int bStride,
            A c,
            int cOffset,
            int cStride,
            int rows,
            int columns,
            int depth,
            double alpha,
            boolean add) {
        boolean alongRows = aDepthStride == 1;
        int aStride = alongRows ? aRowStride : aDepthStride;
        long alphaBits = Double.doubleToRawLongBits(alpha);
        MicroKernel<A> tile = tileFor(rows, columns, alongRows, add);
        if (tile instanceof TieredMicroKernel<A> standIn) {
            standIn.multiply(
                    count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, depth,
                    alphaBits);
            return;
        }
        if (count == 1) { // Small products wait for a call with that many arguments.
            tile.multiply(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, depth, alphaBits);
            return;
        }
        tiles(tile, count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, rows, depth,
                alphaBits);
    }

    /** Computes tiles of that many rows below each other, with plain arguments (decision 24). */
    static <A> void tiles(
            MicroKernel<A> tile,
            int count,
            A a,
            int aOffset,
            int aStride,
            int aTileStride,
            A b,
            int bOffset,
            int bStride,
            A c,
            int cOffset,
            int cStride,
            int rows,
            int depth,
            long alphaBits) {
        for (int i = 0; i < count; i++) {
            tile.multiply(a, aOffset + i * aTileStride, aStride, b, bOffset, bStride, c, cOffset + i * rows * cStride,
                    cStride, depth, alphaBits);
        }
    }

    private MicroKernel<A> tileFor(int rows, int columns, boolean alongRows, boolean add) {
        int index = ((rows * widths + (columns >> halfShift) - 1) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        MicroKernel<A> tile = tiles.get(index);
        return tile != null ? tile : make(index, rows, columns, alongRows, add);
    }

    private MicroKernel<A> make(int index, int rows, int columns, boolean alongRows, boolean add) {
        TileForm form = sizes.isNarrow(columns) ? narrowForm : TileForm.WHOLE_VECTORS;
        boolean halves = form == TileForm.HALF_VECTORS;
        MicroKernel<A> vector = new MicroKernelAssembler<>(type, rows, columns, alongRows, add, halves).assemble();
        MicroKernel<A> rival = form == TileForm.UNDECIDED && rows >= ROWS_OF_A_RACE
                ? new MicroKernelAssembler<>(type, rows, columns, alongRows, add, true).assemble()
                : null;
        MicroKernel<A> made = tiered
                ? new TieredMicroKernel<>(this, index, vector, rival, rows, columns, alongRows, add, System::nanoTime)
                : vector;
        return tiles.compareAndSet(index, null, made) ? made : tiles.get(index);
    }

    @Override
    public ElementType<A> type() {
        return type;
    }

    @Override
    public GemmKernel<A> scalar() {
        return scalar;
    }

    @Override
    public A zeros() {
        return zeros;
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
    public void replace(int index, MicroKernel<A> compiled) {
        tiles.set(index, compiled);
    }
}
