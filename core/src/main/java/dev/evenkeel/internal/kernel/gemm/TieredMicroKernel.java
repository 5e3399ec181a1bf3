package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.Lanes;
import dev.evenkeel.internal.kernel.simd.Room;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.function.LongSupplier;

/**
 * Scalar code stands in for a vector tile until C2 has compiled it. Meanwhile the vector tile is called with a few
 * terms, into a buffer of its own; once a call is as fast as only C2 makes it, it takes over (decision 4).
 */
final class TieredMicroKernel implements MicroKernel {
    /** Terms of a trial call, by which HotSpot looks at its counters most often (decision 4). */
    private static final int TERMS = 28;

    /** Calls after which C2 has been asked to compile (decision 4). */
    private static final int CALLS_TO_COMPILE = 1_600;

    /** Most calls in a row, so that a first product does not wait for all of them. */
    private static final int CALLS_AT_ONCE = 32;

    /** Time between further calls, so that they take a small part of a product's time (decision 4). */
    private static final long NANOS_PER_CALL = 100_000;

    /** Most time that a compiled call takes, beside that of its terms (decision 4). */
    private static final long NANOS_OF_A_CALL = 500;

    /** Most time that each vector of a term adds. */
    private static final long NANOS_OF_A_VECTOR = 8;

    /** Calls after which the time between them doubles; a rival gets no more. */
    private static final int PATIENCE = 20_000;

    /** Most doublings: then there is a day between two calls. */
    private static final int MOST_DOUBLINGS = 30;

    /** Terms of a call in a race between two forms of a tile (decision 11). */
    private static final int TERMS_OF_A_RACE = 64;

    /** Calls of each form in a race; the best time counts. */
    private static final int RACES = 30;

    /** The rival wins below this part of the other form's time. */
    private static final double CLEARLY = 0.95;

    private final Owner owner;
    private final int index;
    private final MicroKernel vector;

    /** The same tile in another form, which may be faster on this processor; null if there is no choice. */
    private final MicroKernel rival;

    private final int rows;
    private final int columns;
    private final long compiledNanos;
    private final boolean alongRows;
    private final boolean add;
    private final LongSupplier clock;
    private final ScalarGemm scalar = new ScalarGemm();
    private final StandIn standIn = new StandIn();

    /** The form that is being compiled. */
    private MicroKernel candidate;

    private int calls;
    private long lastCall;
    private int fastCalls;

    /** Whether the virtual machine has refused a class that the tile needs. */
    private boolean refused;

    /** The kernel that the tile belongs to. */
    interface Owner {
        /** Uses the compiled tile from now on. */
        void replace(int index, MicroKernel compiled);

        /** Makes narrow tiles in that form from now on. */
        void decide(TileForm faster);

        /** In which form narrow tiles are made. */
        TileForm form();
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
     * Computes tiles below each other, with plain arguments as {@link MicroKernel} (decision 24). They count as one
     * call, because trials are set against the time that the tiles take.
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
        standIn.work();
        long rounds = calls < CALLS_TO_COMPILE ? CALLS_AT_ONCE : (clock.getAsLong() - lastCall) / nanosPerCall();
        if (rounds > 0 && !refused) {
            tryOut(a, aOffset, aStride, b, bOffset, bStride, depth, alphaBits, (int) Math.min(rounds, CALLS_AT_ONCE));
        }
    }

    private long nanosPerCall() {
        return NANOS_PER_CALL << Math.min(calls / PATIENCE, MOST_DOUBLINGS);
    }

    /** Makes trial calls. The product is computed already, so an error in a trial is not the caller's. */
    private void tryOut(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int depth,
            int alphaBits, int rounds) {
        try {
            if (calls == 0) {
                Room.require();
            }
            callVectorTile(a, aOffset, aStride, b, bOffset, bStride, depth, alphaBits, rounds);
        } catch (OutOfMemoryError | StackOverflowError e) {
            lastCall = clock.getAsLong();
        } catch (LinkageError e) {
            refused = true;
            standIn.end();
        }
    }

    private void callVectorTile(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int depth,
            int alphaBits, int rounds) {
        float[] unused = new float[rows * columns];
        int terms = Math.min(TERMS, depth);
        for (int i = 0; i < rounds; i++) {
            MicroKernel tried = candidate;
            long nanos = nanos(tried, a, aOffset, aStride, b, bOffset, bStride, unused, terms, alphaBits);
            lastCall = clock.getAsLong();
            if (!isCompiled(nanos)) {
                if (tried == rival && calls >= PATIENCE) {
                    if (owner.form() == TileForm.UNDECIDED) {
                        owner.decide(TileForm.WHOLE_VECTORS);
                    }
                    takeOver(vector);
                    return;
                }
                continue;
            }
            if (rival == null || owner.form() == TileForm.WHOLE_VECTORS) {
                takeOver(vector);
                return;
            }
            if (tried != rival) {
                candidate = rival;
                calls = 0;
                fastCalls = 0;
                continue;
            }
            if (owner.form() == TileForm.UNDECIDED) {
                race();
            }
            if (owner.form() != TileForm.UNDECIDED) {
                takeOver(owner.form() == TileForm.HALF_VECTORS ? rival : vector);
            }
            return; // One void race a product: it may have been interpreted.
        }
    }

    private void takeOver(MicroKernel tile) {
        owner.replace(index, tile);
        standIn.end();
    }

    private long nanos(MicroKernel tile, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
            float[] unused, int terms, int alphaBits) {
        long start = clock.getAsLong();
        tile.multiply(a, aOffset, aStride, b, bOffset, bStride, unused, 0, columns, terms, alphaBits);
        return clock.getAsLong() - start;
    }

    /**
     * Counts a call; returns whether the last two were compiled. Threads may lose each other's counts, which only
     * delays the change.
     */
    private boolean isCompiled(long nanos) {
        calls++;
        fastCalls = nanos < compiledNanos ? fastCalls + 1 : 0;
        return fastCalls >= 2;
    }

    /**
     * Races both forms, on zeros, because products may have too few terms (decision 11). Nothing is decided if one of
     * them was not compiled: C2 may have thrown its code away in the meantime.
     */
    private void race() {
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
        long slowest = NANOS_OF_A_CALL + (compiledNanos - NANOS_OF_A_CALL) / TERMS * TERMS_OF_A_RACE;
        if (Math.max(ofVector, ofRival) < slowest) {
            owner.decide(ofRival < CLEARLY * ofVector ? TileForm.HALF_VECTORS : TileForm.WHOLE_VECTORS);
        }
    }
}
