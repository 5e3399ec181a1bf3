package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;
import java.util.function.LongSupplier;

/**
 * Stands in for a vector tile until C2 has compiled it. Interpreted vector code is a thousand times slower than
 * compiled, and thirty times slower than scalar code, which gives the same bits; so scalar code does the work, while
 * the vector tile is called with a few terms, into a buffer of its own, often enough to be compiled. Once a call is as
 * fast as only C2 makes it, the vector tile takes over.
 *
 * <p>A tile that does not become fast never takes over, and is tried out ever more rarely: nothing compiles it, or not
 * to vector instructions.
 *
 * <p>Without this, each new tile size costs half a second at the speed of the interpreter, and the rare ones, at the
 * last rows and columns, hold up the others for many products.
 */
final class TieredMicroKernel implements MicroKernel {
    /**
     * The tiered policy counts calls and rounds of a loop, and looks every 1,024 calls or 8,192 rounds: every 292
     * calls.
     */
    private static final int TERMS = 28;

    /**
     * What it takes to be handed to C2: 130 calls in the interpreter, some hundreds while the policy keeps to C1
     * without a profile, which it does as long as C2's queue is long, and then 876. In portions, or a first product
     * would take a second.
     */
    private static final int CALLS_TO_COMPILE = 1_600;

    private static final int CALLS_AT_ONCE = 32;

    /**
     * Time between further calls, while C2 is at work or should there have been too few. Each takes up to 0.05 ms: with
     * twelve at every turn, products that use a dozen sizes ran at a third of their speed for seconds.
     */
    private static final long NANOS_PER_CALL = 100_000;

    /**
     * What a call and what a vector of a term takes at most when C2 has compiled it; a tenth is usual. C1's code makes
     * objects: 40 and more.
     */
    private static final long NANOS_OF_A_CALL = 500;

    private static final long NANOS_OF_A_VECTOR = 8;

    /**
     * Some times as many calls as it takes. After each so many more the time between them doubles; a rival has no more.
     */
    private static final int PATIENCE = 20_000;

    /** Until there is a day between two calls. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * Terms of a tile that tell which of two forms is faster, races of which the best time counts, and by how much it
     * must be better.
     */
    private static final int TERMS_OF_A_RACE = 64;

    private static final int RACES = 30;
    private static final double CLEARLY = 0.95;

    private final Owner owner;
    private final int index;
    private final MicroKernel vector;

    /** The same tile in another form, which may be faster on this processor; null if there is none to choose. */
    private final MicroKernel rival;

    private final int rows;
    private final int columns;
    private final long compiledNanos;
    private final boolean alongRows;
    private final boolean add;
    private final LongSupplier clock;
    private final ScalarGemm scalar = new ScalarGemm();

    /** The one that is to be compiled. */
    private MicroKernel candidate;

    private int calls;
    private long lastCall;
    private int fastCalls;

    /** Whether the virtual machine has refused a class that the tile needs. */
    private boolean refused;

    /** Whose tile it is. */
    interface Owner {
        /** From now on that tile itself. */
        void warmed(int index, MicroKernel tile);

        /** What narrow tiles that are made from now on consist of. */
        void makeNarrowTilesOfHalves(boolean faster);
    }

    TieredMicroKernel(Owner owner, int index, MicroKernel vector, MicroKernel rival, int rows, int columns,
            boolean alongRows, boolean add, LongSupplier clock) {
        this.owner = owner;
        this.index = index;
        this.vector = vector;
        this.rival = rival;
        this.candidate = vector;
        this.rows = rows;
        this.columns = columns;
        this.compiledNanos = NANOS_OF_A_CALL
                + NANOS_OF_A_VECTOR * TERMS * rows * Math.ceilDiv(columns, Lanes.FLOATS.length());
        this.alongRows = alongRows;
        this.add = add;
        this.clock = clock;
    }

    @Override
    public void multiply(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            int depth,
            int alphaBits) {
        multiply(1, a, aOffset, aStride, 0, b, bOffset, bStride, c, cOffset, cStride, depth, alphaBits);
    }

    /**
     * Some tiles below each other. They count as one call: what goes into warming up is set against the time that they
     * take.
     */
    void multiply(
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
            int depth,
            int alphaBits) {
        scalar.tiles(
                count, a, aOffset, alongRows ? aStride : 1, alongRows ? 1 : aStride, aTileStride, b, bOffset, bStride,
                c, cOffset,
                cStride, rows, columns, depth, Float.intBitsToFloat(alphaBits), add);
        long rounds = calls < CALLS_TO_COMPILE ? CALLS_AT_ONCE : (clock.getAsLong() - lastCall) / nanosPerCall();
        if (rounds > 0 && !refused) {
            tryOut(a, aOffset, aStride, b, bOffset, bStride, depth, alphaBits, (int) Math.min(rounds, CALLS_AT_ONCE));
        }
    }

    private long nanosPerCall() {
        return NANOS_PER_CALL << Math.min(calls / PATIENCE, MOST_DOUBLINGS);
    }

    /** The product is there already: what becomes of a trial does not concern the caller. */
    private void tryOut(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int depth,
            int alphaBits, int rounds) {
        try {
            if (calls == 0) {
                Room.require();
            }
            warm(a, aOffset, aStride, b, bOffset, bStride, depth, alphaBits, rounds);
        } catch (OutOfMemoryError | StackOverflowError e) {
            lastCall = clock.getAsLong();
        } catch (LinkageError e) {
            refused = true;
        }
    }

    private void warm(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int depth,
            int alphaBits, int rounds) {
        float[] unused = new float[rows * columns];
        int terms = Math.min(TERMS, depth);
        for (int i = 0; i < rounds; i++) {
            MicroKernel tried = candidate;
            long nanos = nanos(tried, a, aOffset, aStride, b, bOffset, bStride, unused, terms, alphaBits);
            lastCall = clock.getAsLong();
            if (!isCompiled(nanos)) {
                if (tried == rival && calls >= PATIENCE) {
                    owner.makeNarrowTilesOfHalves(false);
                    owner.warmed(index, vector);
                    return;
                }
                continue;
            }
            if (rival != null && tried != rival) {
                candidate = rival;
                calls = 0;
                fastCalls = 0;
                continue;
            }
            boolean rivalWins = rival != null && isRivalFaster();
            owner.warmed(index, rivalWins ? rival : vector);
            return;
        }
    }

    private long nanos(MicroKernel tile, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
            float[] unused, int terms, int alphaBits) {
        long start = clock.getAsLong();
        tile.multiply(a, aOffset, aStride, b, bOffset, bStride, unused, 0, columns, terms, alphaBits);
        return clock.getAsLong() - start;
    }

    /** Threads may lose each other's counts: that delays the change, no more. */
    private boolean isCompiled(long nanos) {
        calls++;
        fastCalls = nanos < compiledNanos ? fastCalls + 1 : 0;
        return fastCalls >= 2;
    }

    /**
     * On zeros, because products may have too few terms: those of 16³ would stay with the slower form, which takes 15 %
     * longer.
     */
    private boolean isRivalFaster() {
        float[] a = new float[rows * TERMS_OF_A_RACE];
        float[] b = new float[columns * TERMS_OF_A_RACE];
        float[] c = new float[rows * columns];
        int aStride = alongRows ? TERMS_OF_A_RACE : rows;
        long ofVector = Long.MAX_VALUE;
        long ofRival = Long.MAX_VALUE;
        for (int i = 0; i < RACES; i++) {
            ofVector = Math.min(ofVector, nanos(vector, a, 0, aStride, b, 0, columns, c, TERMS_OF_A_RACE, 0));
            ofRival = Math.min(ofRival, nanos(rival, a, 0, aStride, b, 0, columns, c, TERMS_OF_A_RACE, 0));
        }
        boolean faster = ofRival < CLEARLY * ofVector;
        owner.makeNarrowTilesOfHalves(faster);
        return faster;
    }
}
