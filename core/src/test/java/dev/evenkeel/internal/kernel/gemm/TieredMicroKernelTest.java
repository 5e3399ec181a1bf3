package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.StandIn;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("vector")
class TieredMicroKernelTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 8;
    private static final int DEPTH = 70;
    private static final int ROWS_OF_A_RACE = VectorGemm.ROWS_OF_A_RACE;

    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final VectorGemm<float[]> tiered = VectorGemm.ofFloats(true);
    private final float[] a = random(2 * ROWS_OF_A_RACE * DEPTH);
    private final float[] b = random(tiered.widestTile() * DEPTH);
    private long now;

    @Test
    void bitsStayTheSameWhileScalarCodeIsReplacedByVectorCode() {
        staysTheSame(ROWS, tiered.widestTile());
    }

    /** One vector with 512 bits, which may as well be made of two halves; elsewhere the narrowest tile there is. */
    private int narrowTile() {
        return tiered.tileWidth(tiered.widestTile() / 4);
    }

    @Test
    void bitsStayTheSameWhileTwoFormsOfATileAreMeasured() {
        staysTheSame(ROWS_OF_A_RACE, narrowTile());
    }

    /** Few sums wait for each other in either form, so that the race would end in a draw for all tiles. */
    @Test
    void aTileOfFewRowsDecidesOnNoForm() {
        TileForm before = tiered.form();
        staysTheSame(ROWS, narrowTile());
        assertThat(tiered.form()).isEqualTo(before);
    }

    private void staysTheSame(int rows, int columns) {
        float[] expected = product(new ScalarGemm(), rows, columns);
        long start = System.nanoTime();
        do {
            assertThat(product(tiered, rows, columns)).isEqualTo(expected);
        } while (tiered.usesScalarCode(rows, columns, true, false) && System.nanoTime() - start < PATIENCE_NANOS);
        assertThat(tiered.usesScalarCode(rows, columns, true, false)).as("vector code has not taken over").isFalse();
        assertThat(product(tiered, rows, columns)).isEqualTo(expected);
    }

    @Test
    void aTileThatStaysSlowNeverTakesOverAndIsHardlyTriedInTheLongRun() {
        FakeTile slow = new FakeTile(50_000);
        Replacement replacement = new Replacement();
        TieredMicroKernel<float[]> tile = tile(replacement, slow, null);
        work(tile, 100_000_000_000L);
        long before = slow.calls;
        work(tile, 100_000_000_000L);
        assertThat(replacement.tile).isNull();
        assertThat(slow.calls - before).isBetween(1L, 100_000L);
    }

    @Test
    void aTileThatBecomesFastLateStillTakesOver() {
        FakeTile late = new FakeTile(50_000);
        Replacement replacement = new Replacement();
        TieredMicroKernel<float[]> tile = tile(replacement, late, null);
        int standIns = StandIn.count();
        work(tile, 10_000_000_000L);
        assertThat(replacement.tile).isNull();
        assertThat(StandIn.count()).isEqualTo(standIns + 1);
        late.nanos = 100;
        work(tile, 10_000_000_000L);
        assertThat(replacement.tile).isSameAs(late);
        assertThat(StandIn.count()).isEqualTo(standIns);
    }

    @Test
    void aTrialThatWasHeldUpForAnHourDoesNotHoldUpTheTileForAnother() {
        FakeTile fast = new FakeTile(3_600_000_000_000L);
        Replacement replacement = new Replacement();
        TieredMicroKernel<float[]> tile = tile(replacement, fast, null);
        work(tile, 100_000);
        fast.nanos = 100;
        work(tile, 1_000_000_000);
        assertThat(replacement.tile).isSameAs(fast);
    }

    @Test
    void aRivalThatStaysSlowDoesNotHoldUpTheTile() {
        FakeTile fast = new FakeTile(100);
        Replacement replacement = new Replacement();
        work(tile(replacement, fast, new FakeTile(50_000)), 20_000_000_000L);
        assertThat(replacement.tile).isSameAs(fast);
        assertThat(replacement.form).isEqualTo(TileForm.WHOLE_VECTORS);
    }

    /** Products of a tenth of a millisecond each, trials of 0.3: every tenth product may have one, of either tile. */
    @Test
    void trialsOfAllTilesTogetherTakeAQuarterOfTheTime() {
        FakeTile one = new FakeTile(300_000);
        FakeTile other = new FakeTile(300_000);
        Replacement shared = new Replacement();
        TieredMicroKernel<float[]> first = tile(shared, one, null);
        TieredMicroKernel<float[]> second = tile(shared, other, null);
        long start = now;
        for (int i = 0; i < 100; i++) {
            work(first, 100_000);
            work(second, 100_000);
        }
        assertThat(one.calls).isPositive();
        assertThat(other.calls).isPositive();
        assertThat((one.calls + other.calls) * 300_000).isLessThanOrEqualTo((now - start) / 4 + 2 * 300_000);
    }

    @Test
    void aCompiledTileWorksWhileItsRivalIsTriedOut() {
        FakeTile fast = new FakeTile(100);
        Replacement replacement = new Replacement();
        TieredMicroKernel<float[]> tile = tile(replacement, fast, new FakeTile(50_000));
        work(tile, 10_000_000);
        assertThat(replacement.tile).isNull();
        long before = fast.calls;
        work(tile, 10_000_000);
        assertThat(fast.calls - before).as("one call for each product").isGreaterThan(50);
    }

    @Test
    void theFasterOfTwoFormsTakesOverAndDecidesForAllTiles() {
        for (long nanosOfRival : new long[] {80, 120}) {
            FakeTile whole = new FakeTile(100);
            FakeTile halves = new FakeTile(nanosOfRival);
            Replacement replacement = new Replacement();
            work(tile(replacement, whole, halves), 10_000_000_000L);
            assertThat(replacement.tile).isSameAs(nanosOfRival < 100 ? halves : whole);
            assertThat(replacement.form)
                    .isEqualTo(nanosOfRival < 100 ? TileForm.HALF_VECTORS : TileForm.WHOLE_VECTORS);
        }
    }

    @Test
    void onceTheFormIsDecidedNoTileWaitsForItsRival() {
        FakeTile whole = new FakeTile(100);
        FakeTile halves = new FakeTile(50_000);
        Replacement replacement = new Replacement();
        replacement.form = TileForm.WHOLE_VECTORS;
        work(tile(replacement, whole, halves), 1_000_000_000L);
        assertThat(replacement.tile).isSameAs(whole);
        assertThat(halves.calls).isZero();
        replacement = new Replacement();
        replacement.form = TileForm.HALF_VECTORS;
        halves.nanos = 200;
        work(tile(replacement, whole, halves), 10_000_000_000L);
        assertThat(replacement.tile).as("slower here, but all tiles have one form").isSameAs(halves);
    }

    @Test
    void aTileWhoseCodeWasThrownAwayBeforeTheRaceDoesNotLoseItForGood() {
        FakeTile halves = new FakeTile(100);
        FakeTile whole = new FakeTile(70) {
            @Override
            public void multiply(float[] a, int aOffset, int aStride, float[] b, int bOffset, int bStride, float[] c,
                    int cOffset, int cStride, int depth, long alphaBits) {
                nanos = halves.calls > 0 && halves.calls < 100 ? 50_000 : 70;
                super.multiply(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, depth, alphaBits);
            }
        };
        Replacement replacement = new Replacement();
        work(tile(replacement, whole, halves), 20_000_000_000L);
        assertThat(replacement.form).isEqualTo(TileForm.WHOLE_VECTORS);
        assertThat(replacement.tile).isSameAs(whole);
    }

    /** C2 takes the number of rounds from what it has seen: a loop of a few would stay slow for all later products. */
    @Test
    void aTrialHasManyTermsHoweverFewTheProductHas() {
        FakeTile slow = new FakeTile(50_000);
        work(tile(new Replacement(), slow, null), 1_000_000_000L);
        assertThat(slow.fewestTerms).isGreaterThanOrEqualTo(28);
    }

    @Test
    void wantOfStackEndsATrialAndNotTheProduct() {
        FakeTile fast = new FakeTile(100);
        fast.errors = 3;
        Replacement replacement = new Replacement();
        TieredMicroKernel<float[]> tile = tile(replacement, fast, null);
        work(tile, 1_000_000_000L);
        assertThat(replacement.tile).isSameAs(fast);
    }

    private TieredMicroKernel<float[]> tile(Replacement replacement, MicroKernel<float[]> vector,
            MicroKernel<float[]> rival) {
        return new TieredMicroKernel<>(replacement, 0, vector, rival, ROWS, COLUMNS, true, false, () -> now);
    }

    /** Products of a tenth of a millisecond each, until the tile is replaced. */
    private void work(TieredMicroKernel<float[]> tile, long nanos) {
        float[] c = new float[ROWS * COLUMNS];
        for (long end = now + nanos; now < end; now += 100_000) {
            tile.multiply(a, 0, DEPTH, b, 0, COLUMNS, c, 0, COLUMNS, 1, Double.doubleToRawLongBits(1));
        }
    }

    private static final class Replacement implements TieredMicroKernel.Owner<float[]> {
        MicroKernel<float[]> tile;
        final ScalarGemm scalar = new ScalarGemm();
        TileForm form = TileForm.UNDECIDED;
        long nextTrial;

        @Override
        public ElementType<float[]> type() { return ElementType.FLOAT; }

        @Override
        public GemmKernel<float[]> scalar() { return scalar; }

        @Override
        public float[] zeros() { return new float[0]; }

        @Override
        public long nextTrial() { return nextTrial; }

        @Override
        public void pauseUntil(long nanos) { nextTrial = nanos; }

        @Override
        public void replace(int index, MicroKernel<float[]> compiled) { tile = compiled; }

        @Override
        public void decide(TileForm faster) { form = faster; }

        @Override
        public TileForm form() { return form; }
    }

    /** Takes as long as it says, on the clock of this test. */
    private class FakeTile implements MicroKernel<float[]> {
        long nanos;
        long calls;
        int fewestTerms = Integer.MAX_VALUE;
        int errors;

        FakeTile(long nanos) {
            this.nanos = nanos;
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
                long alphaBits) {
            if (depth == 0) {
                return; // It only counts.
            }
            if (errors-- > 0) {
                throw new StackOverflowError("for this test");
            }
            calls++;
            fewestTerms = Math.min(fewestTerms, depth);
            now += nanos;
        }
    }

    private float[] product(GemmKernel<float[]> kernel, int rows, int columns) {
        float[] c = new float[2 * rows * columns];
        kernel.tiles(
                2, a, 0, DEPTH, 1, rows * DEPTH, b, 0, columns, c, 0, columns, rows, columns, DEPTH, 0.7f, false);
        return c;
    }

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
