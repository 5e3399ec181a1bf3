package dev.evenkeel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import dev.evenkeel.testing.Executions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Indices up to the last, 2⁶³ − 1: each element is what the scalar class gives for it alone, and nothing else is
 * written.
 */
class SamplingIndexTest {
    private static final Executions EXECUTIONS = new Executions();
    private static final SamplingKernel SCALAR = new ScalarSampling();
    private static final Distribution[] DISTRIBUTIONS =
            {Distribution.uniform(-0.25, 1), Distribution.normal(1, 0.5), Distribution.truncatedNormal(0, 3)};
    private static final RandomStream[] STREAMS =
            {RandomStream.philox(17).stream("weights"), RandomStream.splitMix(17).stream(Long.MAX_VALUE)};
    private static final BigInteger LAST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Elements of a task. */
    private static final int PIECE = 1 << 15;

    /** Parts of units and whole ones, one task and several. */
    private static final int[] LENGTHS =
            {1, 2, 15, 16, 17, 31, 32, 33, 100, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 77};

    /** Elements before and after a target. */
    private static final int GUARD = PIECE;

    private static final float UNTOUCHED = 7f;

    @AfterAll
    static void endThreads() {
        EXECUTIONS.close();
    }

    private static float floatAt(long index, Distribution distribution, RandomStream stream) {
        long[] words = new long[SamplingKernel.LONGS];
        float[] unit = new float[SamplingKernel.UNIT];
        long first = index / SamplingKernel.UNIT;
        stream.words(SCALAR, first, 1, words);
        float x = distribution.floats().first();
        float y = distribution.floats().second();
        switch (distribution.family()) {
            case UNIFORM -> SCALAR.uniform(words, 1, x, y, unit, 0);
            case TRUNCATED_NORMAL -> SCALAR.truncatedNormal(words, 1, x, y, unit, 0);
            case NORMAL -> {
                SCALAR.normal(words, 1, x, y, unit, 0);
                ScalarSampling.tail(words, 1, x, y, unit, 0, first, stream::more);
            }
        }
        return unit[(int) (index % SamplingKernel.UNIT)];
    }

    private static double doubleAt(long index, Distribution distribution, RandomStream stream) {
        long[] words = new long[SamplingKernel.LONGS];
        double[] unit = new double[SamplingKernel.LONGS];
        long first = index / SamplingKernel.LONGS;
        stream.words(SCALAR, first, 1, words);
        double x = distribution.doubles().first();
        double y = distribution.doubles().second();
        switch (distribution.family()) {
            case UNIFORM -> SCALAR.uniform(words, 1, x, y, unit, 0);
            case TRUNCATED_NORMAL -> SCALAR.truncatedNormal(words, 1, x, y, unit, 0);
            case NORMAL -> {
                SCALAR.normal(words, 1, x, y, unit, 0);
                ScalarSampling.tail(words, 1, x, y, unit, 0, first, stream::more);
            }
        }
        return unit[(int) (index % SamplingKernel.LONGS)];
    }

    private static float[] guardedFloats(int length) {
        float[] floats = new float[GUARD + length + GUARD];
        Arrays.fill(floats, UNTOUCHED);
        return floats;
    }

    private static double[] guardedDoubles(int length) {
        double[] doubles = new double[GUARD + length + GUARD];
        Arrays.fill(doubles, UNTOUCHED);
        return doubles;
    }

    /** Elements {@code first} and on, with guards around. */
    private static float[] floats(int length, long first, Distribution distribution, RandomStream stream) {
        float[] floats = guardedFloats(length);
        for (int i = 0; i < length; i++) {
            floats[GUARD + i] = floatAt(first + i, distribution, stream);
        }
        return floats;
    }

    private static double[] doubles(int length, long first, Distribution distribution, RandomStream stream) {
        double[] doubles = guardedDoubles(length);
        for (int i = 0; i < length; i++) {
            doubles[GUARD + i] = doubleAt(first + i, distribution, stream);
        }
        return doubles;
    }

    private interface Filling {
        void fill(int length, long firstIndex, Distribution distribution, RandomStream stream);
    }

    /** The last element has index 2⁶³ − 1, or one little before it. */
    private static void forEveryEnd(Filling filling) {
        int turn = 0;
        for (int length : LENGTHS) {
            for (int end : new int[] {0, 1, 50}) {
                long first = Long.MAX_VALUE - end - length + 1;
                filling.fill(length, first, DISTRIBUTIONS[turn % DISTRIBUTIONS.length], STREAMS[turn % STREAMS.length]);
                turn++;
            }
        }
    }

    @Test
    void arraysAreFilledUpToTheLastIndex() {
        forEveryEnd((length, first, distribution, stream) -> {
            float[] expected = floats(length, first, distribution, stream);
            double[] expectedDoubles = doubles(length, first, distribution, stream);
            for (Execution execution : EXECUTIONS.all()) {
                float[] floats = guardedFloats(length);
                Sampling.fill(floats, GUARD, length, first, distribution, stream, execution);
                assertThat(Arrays.mismatch(floats, expected)).as("%d floats, %s", length, execution).isEqualTo(-1);
                double[] doubles = guardedDoubles(length);
                Sampling.fill(doubles, GUARD, length, first, distribution, stream, execution);
                assertThat(Arrays.mismatch(doubles, expectedDoubles)).as("%d doubles, %s", length, execution)
                        .isEqualTo(-1);
            }
        });
    }

    @Test
    void segmentsAreFilledUpToTheLastIndex() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment storage = arena.allocate(ValueLayout.JAVA_DOUBLE, 2 * GUARD + 3 * PIECE);
            forEveryEnd((length, first, distribution, stream) -> {
                MemorySegment floats = storage.asSlice(0, 4L * (GUARD + length + GUARD));
                MemorySegment doubles = storage.asSlice(0, 8L * (GUARD + length + GUARD));
                MemorySegment expected = MemorySegment.ofArray(floats(length, first, distribution, stream));
                MemorySegment expectedDoubles = MemorySegment.ofArray(doubles(length, first, distribution, stream));
                for (Execution execution : EXECUTIONS.all()) {
                    floats.copyFrom(MemorySegment.ofArray(guardedFloats(length)));
                    Sampling.fillFloats(floats.asSlice(4L * GUARD, 4L * length), first, distribution, stream,
                            execution);
                    assertThat(floats.mismatch(expected)).as("%d floats, %s", length, execution).isEqualTo(-1);
                    doubles.copyFrom(MemorySegment.ofArray(guardedDoubles(length)));
                    Sampling.fillDoubles(doubles.asSlice(8L * GUARD, 8L * length), first, distribution, stream,
                            execution);
                    assertThat(doubles.mismatch(expectedDoubles)).as("%d doubles, %s", length, execution).isEqualTo(-1);
                }
            });
        }
    }

    private static float[] filled(int length) {
        float[] floats = new float[length];
        Arrays.fill(floats, UNTOUCHED);
        return floats;
    }

    @Test
    void wordsAreGivenUpToTheLastIndex() {
        for (RandomStream stream : STREAMS) {
            for (int length = 1; length < 40; length++) {
                long[] words = new long[length];
                Sampling.words(words, Long.MAX_VALUE - length + 1, stream, Execution.sequential());
                for (int i = 0; i < length; i++) {
                    double u = doubleAt(Long.MAX_VALUE - length + 1 + i, Distribution.uniform(0, 1), stream);
                    assertThat((words[i] >>> 11) * 0x1p-53).isEqualTo(u);
                }
            }
        }
        float[] floats = new float[1];
        assertThatThrownBy(() -> Sampling.words(new long[2], Long.MAX_VALUE, STREAMS[0], Execution.sequential()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 from 9223372036854775807");
        Sampling.words(new long[0], Long.MAX_VALUE, STREAMS[0], Execution.sequential());
        Sampling.fill(floats, 1, 0, Long.MAX_VALUE, DISTRIBUTIONS[0], STREAMS[0], Execution.sequential());
        assertThat(floats).containsOnly(0f);
    }

    /**
     * Element i of float64 has words 2i and 2i + 1 also where these are beyond 2⁶³: Philox and SplitMix64 as the papers
     * have them.
     */
    @Test
    void wordsBeyondTwoToThe63AreThoseOfTheGenerators() {
        long seed = 0x1234_5678_9abc_def0L;
        long[] two = new long[2];
        for (long index : new long[] {0, 7, 8, (1L << 62) - 1, 1L << 62, (1L << 62) + 9, Long.MAX_VALUE - 8,
            Long.MAX_VALUE - 1}) {
            Sampling.words(two, index, RandomStream.philox(seed).stream(5), Execution.sequential());
            for (int i = 0; i < 2; i++) {
                long group = (index + i) / 16;
                int place = (int) ((index + i) % 16);
                long[] block = philox(seed, 8 * group + place % 8, 5);
                assertThat(two[i]).as("Philox, %d", index + i).isEqualTo(block[place / 8]);
            }
            Sampling.words(two, index, RandomStream.splitMix(seed).stream(0), Execution.sequential());
            SplittableRandom parent = new SplittableRandom(seed);
            long state = parent.nextLong();
            long gamma = gammaOf(seed);
            for (int i = 0; i < 2; i++) {
                BigInteger steps = BigInteger.valueOf(index).add(BigInteger.valueOf(i + 1));
                long weyl = BigInteger.valueOf(state).add(steps.multiply(BigInteger.valueOf(gamma))).longValue();
                assertThat(two[i]).as("SplitMix64, %d", index + i).isEqualTo(mix(weyl));
            }
        }
    }

    /** Of the first stream that is split off: the argument of the mix is two steps of the golden ratio further. */
    private static long gammaOf(long seed) {
        long z = seed + 2 * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        z = z ^ z >>> 33 | 1;
        return Long.bitCount(z ^ z >>> 1) < 24 ? z ^ 0xaaaaaaaaaaaaaaaaL : z;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Philox4x32-10 in the notation of its paper: words 0 and 1 of the block, words 2 and 3. */
    private static long[] philox(long key, long counterLow, long counterHigh) {
        int[] c = {(int) counterLow, (int) (counterLow >>> 32), (int) counterHigh, (int) (counterHigh >>> 32)};
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < 10; round++) {
            long p0 = 0xD2511F53L * Integer.toUnsignedLong(c[0]);
            long p1 = 0xCD9E8D57L * Integer.toUnsignedLong(c[2]);
            c = new int[] {(int) (p1 >>> 32) ^ c[1] ^ k0, (int) p1, (int) (p0 >>> 32) ^ c[3] ^ k1, (int) p0};
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return new long[] {Integer.toUnsignedLong(c[0]) | (long) c[1] << 32,
            Integer.toUnsignedLong(c[2]) | (long) c[3] << 32};
    }

    /**
     * Row and column of the shard's first element, and columns of the whole: the last element has index 2⁶³ − 1, or one
     * next to it.
     */
    @Test
    void shardsReachTheLastIndexAndNotFurther() {
        long max = Long.MAX_VALUE;
        long[][] whole = {
            {0, max - 5, max},
            {1, 0, max},
            {0, 0, max},
            {(1L << 23) - 5, (1L << 40) - 7, 1L << 40},
            {(1L << 23) - 4, (1L << 40) - 7, 1L << 40},
            {max / 7 - 4, 0, 7},
            {max / 7 - 5, 0, 7},
            {max - 4, 0, 1},
            {max - 5, 0, 1},
            {max, 0, 1},
            {max, max - 1, max},
            {(1L << 60) - 5, 1, 8},
            {(1L << 60) - 5, 0, 8},
            {(1L << 60) - 4, 0, 8},
            {1, 0, 1L << 62},
            {1, (1L << 62) - 3, 1L << 62}};
        int accepted = 0;
        for (long[] place : whole) {
            for (int rows : new int[] {1, 2, 5}) {
                for (int cols : new int[] {1, 5, 7}) {
                    accepted += shard(rows, cols, place[0], place[1], place[2]) ? 1 : 0;
                }
            }
        }
        assertThat(accepted).isBetween(30, 100);
    }

    @Test
    void randomShardsNextToTheLastIndexAreExactOrRefused() {
        SplittableRandom random = new SplittableRandom(63);
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            int rows = random.nextInt(1, 6);
            int cols = random.nextInt(1, 80);
            long wholeCols = cols + (random.nextLong() >>> random.nextInt(1, 64)) / 2;
            long lastRow = LAST.divide(BigInteger.valueOf(wholeCols)).longValue();
            long row = lastRow - rows + 1 + random.nextInt(-1, 2);
            long col = random.nextBoolean() ? 0 : random.nextLong(wholeCols - cols + 1);
            accepted += row >= 0 && shard(rows, cols, row, col, wholeCols) ? 1 : 0;
        }
        assertThat(accepted).isBetween(100, 350);
    }

    /** Whether it was filled. */
    private static boolean shard(int rows, int cols, long row, long col, long wholeCols) {
        Distribution distribution = DISTRIBUTIONS[1];
        RandomStream stream = STREAMS[0];
        String description = rows + " × " + cols + " at " + row + ", " + col + " of " + wholeCols;
        BigInteger columns = BigInteger.valueOf(wholeCols);
        BigInteger first = BigInteger.valueOf(row).multiply(columns).add(BigInteger.valueOf(col));
        BigInteger last = first.add(columns.multiply(BigInteger.valueOf(rows - 1)))
                .add(BigInteger.valueOf(cols - 1));
        boolean isInside = BigInteger.valueOf(col).add(BigInteger.valueOf(cols)).compareTo(columns) <= 0;
        boolean isCountable = last.compareTo(LAST) <= 0;
        float[] expected = filled((rows + 2) * (cols + 2));
        float[] expectedPacked = filled(rows * cols);
        for (int i = 0; isInside && isCountable && i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                float sample = floatAt((row + i) * wholeCols + col + j, distribution, stream);
                expected[(i + 1) * (cols + 2) + j + 1] = sample;
                expectedPacked[i * cols + j] = sample;
            }
        }
        for (Execution execution : EXECUTIONS.all()) {
            float[] storage = filled(expected.length);
            Matrix view = Matrix.of(storage, cols + 3, rows, cols, cols + 2, 1);
            float[] packed = filled(rows * cols);
            if (isInside && isCountable) {
                Sampling.fill(view, row, col, wholeCols, distribution, stream, execution);
                Sampling.fill(Matrix.of(packed, rows, cols), row, col, wholeCols, distribution, stream, execution);
                assertThat(Arrays.equals(packed, expectedPacked)).as(description).isTrue();
            } else {
                assertThatThrownBy(() -> Sampling.fill(view, row, col, wholeCols, distribution, stream, execution))
                        .as(description)
                        .isInstanceOf(isInside ? IllegalArgumentException.class : IndexOutOfBoundsException.class)
                        .hasMessageContaining(rows + " × " + cols);
            }
            assertThat(Arrays.equals(storage, expected)).as(description).isTrue();
        }
        return isInside && isCountable;
    }

    /** Enough rows for several tasks, joined into one run or not. */
    @Test
    void shardsOfManyTasksReachTheLastIndex() {
        int rows = 700;
        int cols = 100;
        for (long wholeCols : new long[] {cols, 128, 1L << 40}) {
            long row = (Long.MAX_VALUE - wholeCols + 1) / wholeCols - rows + 1;
            long col = wholeCols - cols;
            for (Execution execution : EXECUTIONS.all()) {
                Matrix shard = Matrix.of(new float[cols * rows], 0, rows, cols, cols, 1);
                Sampling.fill(shard, row, col, wholeCols, DISTRIBUTIONS[1], STREAMS[1], execution);
                for (int i = 0; i < rows; i += 9) {
                    for (int j = 0; j < cols; j += 11) {
                        assertThat(shard.get(i, j)).as("%d, %d of %d, %s", i, j, wholeCols, execution)
                                .isEqualTo(floatAt((row + i) * wholeCols + col + j, DISTRIBUTIONS[1], STREAMS[1]));
                    }
                }
            }
        }
    }

    @Test
    void emptyShardsHaveNoIndexThatCouldBeRefused() {
        float[] target = {UNTOUCHED};
        Sampling.fill(Matrix.of(target, 0, 5), Long.MAX_VALUE, 2, 7, DISTRIBUTIONS[0], STREAMS[0],
                Execution.sequential());
        Sampling.fill(Matrix.of(target, 5, 0), Long.MAX_VALUE, 7, 7, DISTRIBUTIONS[0], STREAMS[0],
                Execution.sequential());
        Sampling.fill(Matrix.of(target, 5, 0), 3, 0, 0, DISTRIBUTIONS[0], STREAMS[0], Execution.sequential());
        assertThat(target).containsOnly(UNTOUCHED);
    }
}
