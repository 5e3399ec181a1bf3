package dev.evenkeel.kernel;

/**
 * Stands in for a vector tile until C2 has compiled it. Interpreted vector code is a thousand times slower than compiled, and thirty
 * times slower than scalar code, which gives the same bits; so scalar code does the work, while the vector tile is called with a few
 * terms, into a buffer of its own, often enough to be compiled. Once a call is as fast as only C2 makes it, the vector tile takes over.
 *
 * <p>Without this, each new tile size costs half a second at the speed of the interpreter, and the rare ones, at the last rows and
 * columns, hold up the others for many products.
 */
final class WarmingTile implements GemmTile {
    private static final ScalarGemm SCALAR = new ScalarGemm();

    /** The tiered policy counts calls and rounds of a loop, and looks every 1,024 calls or 8,192 rounds: every 292 calls. */
    private static final int TERMS = 28;

    /**
     * What it takes to be handed to C2: 130 calls in the interpreter, some hundreds while the policy keeps to C1 without a profile, which
     * it does as long as C2's queue is long, and then 876. In portions, or a first product would take a second.
     */
    private static final int CALLS_TO_COMPILE = 1_600;

    private static final int CALLS_AT_ONCE = 32;

    /**
     * Time between further calls, while C2 is at work or should there have been too few. Each takes up to 0.05 ms: with twelve at every
     * turn, products that use a dozen sizes ran at a third of their speed for seconds.
     */
    private static final long NANOS_PER_CALL = 100_000;

    /** What a call and what a vector of a term takes at most when C2 has compiled it; a tenth is usual. C1's code makes objects: 40 and more. */
    private static final long NANOS_OF_A_CALL = 500;

    private static final long NANOS_OF_A_VECTOR = 8;

    /** Calls after which the vector tile is used however slow it is: the compiler may have been switched off meanwhile. */
    private static final int PATIENCE = 20_000;

    /** Terms of a tile that tell which of two forms is faster, races of which the best time counts, and by how much it must be better. */
    private static final int TERMS_OF_A_RACE = 64;

    private static final int RACES = 30;
    private static final double CLEARLY = 0.95;

    private final VectorGemm owner;
    private final int index;
    private final GemmTile vector;

    /** The same tile in another form, which may be faster on this processor; null if there is none to choose. */
    private final GemmTile rival;

    private final int rows;
    private final int columns;
    private final long compiledNanos;
    private final boolean alongRows;
    private final boolean add;

    /** The one that is to be compiled. */
    private GemmTile candidate;

    private int calls;
    private long lastCall;
    private int fastCalls;

    WarmingTile(VectorGemm owner, int index, GemmTile vector, GemmTile rival, int rows, int columns,
            boolean alongRows, boolean add) {
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

    /** Some tiles below each other. They count as one call: what goes into warming up is set against the time that they take. */
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
        SCALAR.tiles(
                count, a, aOffset, alongRows ? aStride : 1, alongRows ? 1 : aStride, aTileStride, b, bOffset, bStride,
                c, cOffset,
                cStride, rows, columns, depth, Float.intBitsToFloat(alphaBits), add);
        long rounds = calls < CALLS_TO_COMPILE ? CALLS_AT_ONCE : (System.nanoTime() - lastCall) / NANOS_PER_CALL;
        if (rounds > 0) {
            warm(a, aOffset, aStride, b, bOffset, bStride, depth, alphaBits, (int) Math.min(rounds, CALLS_AT_ONCE));
        }
    }

    private void warm(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, int depth,
            int alphaBits, int rounds) {
        float[] unused = new float[rows * columns];
        int terms = Math.min(TERMS, depth);
        for (int i = 0; i < rounds; i++) {
            GemmTile tried = candidate;
            long nanos = nanos(tried, a, aOffset, aStride, b, bOffset, bStride, unused, terms, alphaBits);
            lastCall = System.nanoTime();
            if (!isCompiled(nanos)) {
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

    private long nanos(GemmTile tile, float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride,
            float[] unused, int terms, int alphaBits) {
        long start = System.nanoTime();
        tile.multiply(a, aOffset, aStride, b, bOffset, bStride, unused, 0, columns, terms, alphaBits);
        return System.nanoTime() - start;
    }

    /** Threads may lose each other's counts: that delays the change, no more. */
    private boolean isCompiled(long nanos) {
        calls++;
        fastCalls = nanos < compiledNanos ? fastCalls + 1 : 0;
        return fastCalls >= 2 || calls >= PATIENCE;
    }

    /** On zeros, because products may have too few terms: those of 16³ would stay with the slower form, which takes 15 % longer. */
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
