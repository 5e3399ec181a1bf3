package dev.evenkeel.internal.kernel.gemm;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Room;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.function.LongSupplier;

/**
 * Scalar code stands in for a vector tile until C2 has compiled it. Meanwhile the vector tile is called with a few
 * terms of zeros; once a call is as fast as only C2 makes it, it takes over (decision 4).
 *
 * @param <A> arrays of the element type
 */
final class TieredMicroKernel<A> implements MicroKernel<A> {
    /**
     * Terms of a trial call, however few the product has: C2 takes the number of rounds from its profile, and does not
     * unroll a loop of nine (decision 4).
     */
    private static final int TERMS = 28;

    /** Calls without terms after each trial: HotSpot counts them too, and they cost nothing (decision 4). */
    private static final int EMPTY_CALLS = 1024;

    /** After a trial, tiles work so many times as long as it took before the next. */
    private static final int PAUSE = 3;

    /** Trials after which C2 has been asked to compile, as a rule (decision 4). */
    private static final int TRIALS_TO_COMPILE = 24;

    /** Then the tile itself waits for so many times the time of a trial. */
    private static final int LONG_PAUSE = 12;

    /** Most time that a compiled call takes, beside that of its terms (decision 4). */
    private static final long NANOS_OF_A_CALL = 500;

    /** Most time that each vector of a term adds. */
    private static final long NANOS_OF_A_VECTOR = 8;

    /** A trial that takes longer was held up by something else, and is not paid back. */
    private static final long LONGEST_TRIAL_NANOS = 100_000_000;

    /** Trials after which the pause between them doubles; a rival gets no more. */
    private static final int PATIENCE = 20_000;

    /** Most doublings: then there is a day between two trials. */
    private static final int MOST_DOUBLINGS = 30;

    /** Terms of a call in a race between two forms of a tile (decision 11). */
    static final int TERMS_OF_A_RACE = 64;

    /** Calls of each form in a race; the best time counts. */
    private static final int RACES = 30;

    /** The rival wins below this part of the other form's time. */
    private static final double CLEARLY = 0.95;

    private final Owner<A> owner;
    private final int index;
    private final MicroKernel<A> vector;

    /** The same tile in another form, which may be faster on this processor; null if there is no choice. */
    private final MicroKernel<A> rival;

    private final int rows;
    private final int columns;
    private final long compiledNanos;
    private final boolean alongRows;
    private final boolean add;
    private final LongSupplier clock;
    private final StandIn standIn = new StandIn();

    /** The form that is being compiled. */
    private MicroKernel<A> candidate;

    private int trials;
    private int fastTrials;
    private long nextTrial;

    /** Whether the tile works in place of scalar code while its rival is being compiled. */
    private boolean isVectorCompiled;

    /** Whether the virtual machine has refused a class that the tile needs. */
    private boolean refused;

    /** The kernel that the tile belongs to. */
    interface Owner<A> {
        /** Of the elements. */
        ElementType<A> type();

        /** The specification. */
        GemmKernel<A> scalar();

        /** Zeros for {@link #TERMS_OF_A_RACE} terms of any tile, which trials read and write. */
        A zeros();

        /** When any tile may be tried out again: otherwise the trials of one would fill the pauses of another. */
        long nextTrial();

        /** Sets {@link #nextTrial}. */
        void pauseUntil(long nanos);

        /** Uses the compiled tile from now on. */
        void replace(int index, MicroKernel<A> compiled);

        /** Makes narrow tiles in that form from now on. */
        void decide(TileForm faster);

        /** In which form narrow tiles are made. */
        TileForm form();
    }

    TieredMicroKernel(Owner<A> owner, int index, MicroKernel<A> vector, MicroKernel<A> rival, int rows, int columns,
            boolean alongRows, boolean add, LongSupplier clock) {
        this.owner = owner;
        this.index = index;
        this.vector = vector;
        this.rival = rival;
        this.candidate = vector;
        this.rows = rows;
        this.columns = columns;
        this.compiledNanos = NANOS_OF_A_CALL
                + NANOS_OF_A_VECTOR * TERMS * rows * Math.ceilDiv(columns, owner.type().lanes());
        this.alongRows = alongRows;
        this.add = add;
        this.clock = clock;
    }

    @Override
    public void multiply(
            A a,
            int aOffset,
            int aStride,
            A b,
            int bOffset,
            int bStride,
            A c,
            int cOffset,
            int cStride,
            int depth,
            long alphaBits) {
        multiply(1, a, aOffset, aStride, 0, b, bOffset, bStride, c, cOffset, cStride, depth, alphaBits);
    }

    /**
     * Computes tiles below each other, with plain arguments as {@link MicroKernel} (decision 24). They count as one
     * call, because trials are set against the time that the tiles take.
     */
    void multiply(
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
            int depth,
            long alphaBits) {
        if (isVectorCompiled) {
            VectorGemm.tiles(vector, count, a, aOffset, aStride, aTileStride, b, bOffset, bStride, c, cOffset, cStride,
                    rows, depth, alphaBits);
        } else {
            owner.scalar().tiles(
                    count, a, aOffset, alongRows ? aStride : 1, alongRows ? 1 : aStride, aTileStride, b, bOffset,
                    bStride, c, cOffset, cStride, rows, columns, depth, Double.longBitsToDouble(alphaBits), add);
        }
        standIn.work();
        if (!refused && mayTry()) {
            tryOut();
        }
    }

    /** Makes a trial. The product is computed already, so an error in a trial is not the caller's. */
    private void tryOut() {
        long start = clock.getAsLong();
        try {
            if (trials == 0) {
                Room.require();
            }
            callVectorTile();
            callOften(candidate, owner.zeros());
            pauseFrom(start);
        } catch (OutOfMemoryError | StackOverflowError e) {
            pauseFrom(start);
        } catch (LinkageError e) {
            refused = true;
            standIn.end();
        }
    }

    private boolean mayTry() {
        long now = clock.getAsLong();
        return now - owner.nextTrial() >= 0 && (trials == 0 || now - nextTrial >= 0);
    }

    /** Any tile waits, and this one perhaps longer: a quarter of the time at most is trials. */
    private void pauseFrom(long start) {
        long end = clock.getAsLong();
        long trial = Math.min(end - start, LONGEST_TRIAL_NANOS);
        owner.pauseUntil(end + PAUSE * trial);
        nextTrial = end + (trials < TRIALS_TO_COMPILE ? PAUSE * trial
                : LONG_PAUSE * trial << Math.min(trials / PATIENCE, MOST_DOUBLINGS));
    }

    private static <A> void callOften(MicroKernel<A> tile, A zeros) {
        for (int i = 0; i < EMPTY_CALLS; i++) {
            tile.multiply(zeros, 0, 0, zeros, 0, 0, zeros, 0, 0, 0, 0);
        }
    }

    private void callVectorTile() {
        MicroKernel<A> tried = candidate;
        if (!isCompiled(nanos(tried, TERMS))) {
            if (tried == rival && trials >= PATIENCE) {
                if (owner.form() == TileForm.UNDECIDED) {
                    owner.decide(TileForm.WHOLE_VECTORS);
                }
                takeOver(vector);
            }
        } else if (rival == null || owner.form() == TileForm.WHOLE_VECTORS) {
            takeOver(vector);
        } else if (tried != rival) {
            isVectorCompiled = true;
            candidate = rival;
            trials = 0;
            fastTrials = 0;
        } else {
            // A void race decides nothing: one of them may have been interpreted.
            if (owner.form() == TileForm.UNDECIDED) {
                race();
            }
            if (owner.form() != TileForm.UNDECIDED) {
                takeOver(owner.form() == TileForm.HALF_VECTORS ? rival : vector);
            }
        }
    }

    private void takeOver(MicroKernel<A> tile) {
        owner.replace(index, tile);
        standIn.end();
    }

    private long nanos(MicroKernel<A> tile, int terms) {
        A zeros = owner.zeros();
        int aStride = alongRows ? terms : rows;
        long start = clock.getAsLong();
        tile.multiply(zeros, 0, aStride, zeros, 0, columns, zeros, 0, columns, terms, 0);
        return clock.getAsLong() - start;
    }

    /**
     * Counts a trial; returns whether the last two were compiled. Threads may lose each other's counts, which only
     * delays the change.
     */
    private boolean isCompiled(long nanos) {
        trials++;
        fastTrials = nanos < compiledNanos ? fastTrials + 1 : 0;
        return fastTrials >= 2;
    }

    /**
     * Races both forms (decision 11). Nothing is decided if one of
     * them was not compiled: C2 may have thrown its code away in the meantime.
     */
    private void race() {
        long ofVector = Long.MAX_VALUE;
        long ofRival = Long.MAX_VALUE;
        for (int i = 0; i < RACES; i++) {
            ofVector = Math.min(ofVector, nanos(vector, TERMS_OF_A_RACE));
            ofRival = Math.min(ofRival, nanos(rival, TERMS_OF_A_RACE));
        }
        long slowest = NANOS_OF_A_CALL + (compiledNanos - NANOS_OF_A_CALL) / TERMS * TERMS_OF_A_RACE;
        if (Math.max(ofVector, ofRival) < slowest) {
            owner.decide(ofRival < CLEARLY * ofVector ? TileForm.HALF_VECTORS : TileForm.WHOLE_VECTORS);
        }
    }
}
