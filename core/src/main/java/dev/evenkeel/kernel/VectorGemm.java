package dev.evenkeel.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD twin of {@link ScalarGemm}. All accumulators of a tile stay in registers, so rows × vectors is bounded by the register
 * file: 24 of 32 registers (6 rows of 4 vectors, 8 of 3, 12 of 2), 12 of 16 (6 of 2). Wide tiles come first where there is a choice:
 * each row costs a broadcast from memory and an address, each vector of B one load.
 *
 * <p>C2 keeps accumulators in registers only when each is a local variable of one method. A method per tile size is therefore needed,
 * and there are some seventy sizes: {@link TileAssembler} writes each one when it is first used.
 */
public final class VectorGemm implements GemmKernel {
    private static final int LANES = Lanes.FLOATS.length();
    private static final int HALF_LANES = Lanes.HALF_FLOATS.length();
    private static final int ACCUMULATORS = Lanes.REGISTERS == 32 ? 24 : 12;
    private static final int WIDEST_VECTORS = Lanes.REGISTERS == 32 ? 4 : 2;
    /** A tile one vector wide could be taller still, but each row is a broadcast and those have only one port or two. */
    private static final int TALLEST = Lanes.REGISTERS == 32 ? 16 : 12;

    private final AtomicReferenceArray<GemmTile> tiles =
            new AtomicReferenceArray<>((TALLEST + 1) * (WIDEST_VECTORS + 1) * 4);

    private final boolean warming;

    /**
     * Proves that the module is there and that tiles can be made; throws what the platform throws if not.
     *
     * @param warming whether scalar code takes a tile's place until it is compiled
     */
    public VectorGemm(boolean warming) {
        this.warming = warming;
        tileFor(1, 1, true, false);
    }

    /** Bits of one vector in use. */
    public static int vectorBits() {
        return Lanes.FLOATS.vectorBitSize();
    }

    /** Bits of this machine's preferred vector. */
    public static int preferredVectorBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** A few columns beyond whole vectors become a tile of their own, half a vector wide, rather than a whole vector of zeros. */
    @Override
    public int tileWidth(int remaining) {
        int ragged = remaining % LANES;
        if (remaining >= widestTile()) {
            return widestTile();
        } else if (remaining <= HALF_LANES) {
            return HALF_LANES;
        } else if (ragged <= HALF_LANES && remaining > LANES) {
            return remaining - ragged;
        }
        return ragged == 0 ? remaining : remaining - ragged + LANES;
    }

    @Override
    public int widestTile() {
        return WIDEST_VECTORS * LANES;
    }

    @Override
    public int tallestTile(int columns) {
        return Math.min(TALLEST, ACCUMULATORS / Math.max(1, columns / LANES));
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
        tileFor(rows, columns / LANES, alongRows, add)
                .multiply(
                        a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride, depth, count,
                        alphaBits);
    }

    /** {@code vectors} 0 stands for one vector of half the width. */
    private GemmTile tileFor(int rows, int vectors, boolean alongRows, boolean add) {
        int index = ((rows * (WIDEST_VECTORS + 1) + vectors) << 1 | (alongRows ? 1 : 0)) << 1 | (add ? 1 : 0);
        GemmTile tile = tiles.get(index);
        return tile != null ? tile : make(index, rows, vectors, alongRows, add);
    }

    private GemmTile make(int index, int rows, int vectors, boolean alongRows, boolean add) {
        GemmTile vector = new TileAssembler(rows, vectors, alongRows, add).assemble();
        int columns = vectors == 0 ? HALF_LANES : vectors * LANES;
        GemmTile made = warming ? new WarmingTile(this, index, vector, rows, columns, alongRows, add) : vector;
        return tiles.compareAndSet(index, null, made) ? made : tiles.get(index);
    }

    /** From now on the compiled tile itself. */
    void warmed(int index, GemmTile vector) {
        tiles.set(index, vector);
    }
}
