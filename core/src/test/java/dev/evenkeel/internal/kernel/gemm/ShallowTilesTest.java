package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.kernel.simd.ElementType;
import dev.evenkeel.internal.kernel.simd.Lanes;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A column of tiles of a few terms has the bits of the scalar kernel, and nothing beside it is read or written. */
@Tag("vector")
class ShallowTilesTest {
    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final int GUARD = 5;
    private static final boolean[] BOTH = {false, true};
    private static final int STEP = Lanes.HALF_FLOATS.length();
    private static final int NR = VectorGemm.ofFloats(false).widestTile();

    @Test
    void everyWidthAndDepthHasTheBitsOfTheScalarKernel() {
        ShallowTiles<float[]> tiles = tiles(false);
        for (int depth = 1; depth <= 8; depth++) {
            for (int columns = STEP; columns <= NR; columns += STEP) {
                check(tiles, new Column(1, columns, depth));
                check(tiles, new Column(7, columns, depth));
            }
        }
    }

    @Test
    @Tag("emulated")
    void someWidthsAndDepthsHaveTheBitsOfTheScalarKernel() {
        ShallowTiles<float[]> tiles = tiles(false);
        for (int depth : new int[] {1, 3, 8}) {
            for (int columns : new int[] {STEP, NR - STEP, NR}) {
                check(tiles, new Column(3, columns, depth));
            }
        }
    }

    /** As the last rows of a C that is narrower than its panel. */
    @Test
    void whatIsStoredBeyondTheEndOfARowIsMadeGoodByTheNext() {
        ShallowTiles<float[]> tiles = tiles(false);
        for (int depth = 1; depth <= 8; depth++) {
            for (int columns = 2 * STEP; columns <= NR; columns += STEP) {
                for (int beyond : new int[] {1, STEP - 1}) {
                    check(tiles, new Column(6, columns, depth, columns - beyond), true, false, 0.7f);
                }
            }
        }
    }

    @Test
    void noRowsAreNothing() {
        check(tiles(false), new Column(0, NR, 3));
    }

    @Test
    void columnsHaveTheSameBitsWhileVectorCodeTakesOver() {
        ShallowTiles<float[]> tiled = tiles(true);
        Column column = new Column(40, NR, 2);
        long start = System.nanoTime();
        while (tiled.usesScalarCode(2, NR, true, false) && System.nanoTime() - start < PATIENCE_NANOS) {
            check(tiled, column, true, false, 1f);
        }
        assertThat(tiled.usesScalarCode(2, NR, true, false)).as("vector code has not taken over").isFalse();
        check(tiled, column, true, false, 1f);
    }

    @Test
    void manyRowsTakeThemForUpToEightTermsAndFewRowsForUpToFour() {
        assertThat(IntStream.rangeClosed(0, 12).filter(depth -> ShallowTiles.areFaster(6, depth)).max()).hasValue(8);
        assertThat(IntStream.rangeClosed(0, 12).filter(depth -> ShallowTiles.areFaster(5, depth)).max()).hasValue(4);
    }

    private static ShallowTiles<float[]> tiles(boolean tiered) {
        return new ShallowTiles<>(ElementType.FLOAT, new ScalarGemm(), NR, tiered);
    }

    private static void check(ShallowTiles<float[]> tiles, Column column) {
        for (boolean alongRows : BOTH) {
            for (boolean add : BOTH) {
                check(tiles, column, alongRows, add, 1f);
                check(tiles, column, alongRows, add, -0.3f);
            }
        }
    }

    private static void check(ShallowTiles<float[]> tiles, Column column, boolean alongRows, boolean add, float alpha) {
        assertThat(column.by(tiles, alongRows, add, alpha)).as("%s, A along rows %s, added %s, α %s", column, alongRows,
                add, alpha).isEqualTo(column.expected(alongRows, add, alpha));
    }

    /**
     * Operands in arrays that end with their last element, so that a vector that reads further fails; between their
     * rows A and B hold NaN, and C numbers to be kept, or NaN where it must not be read.
     */
    private record Column(int rows, int columns, int depth, int cStride) {
        Column(int rows, int columns, int depth) {
            this(rows, columns, depth, columns + 1);
        }

        int[] by(ShallowTiles<float[]> tiles, boolean alongRows, boolean add, float alpha) {
            float[] c = c(add);
            tiles.column(alongRows, a(alongRows), GUARD, aStride(alongRows), b(), GUARD, columns + 3, columns, c,
                    GUARD, cStride, rows, depth, Double.doubleToRawLongBits(alpha), add);
            return bits(c);
        }

        int[] expected(boolean alongRows, boolean add, float alpha) {
            float[] c = c(add);
            new ScalarGemm().column(a(alongRows), GUARD, alongRows ? aStride(true) : 1,
                    alongRows ? 1 : aStride(false), b(), GUARD, columns + 3, columns, c, GUARD, cStride, rows,
                    depth, alpha, add);
            return bits(c);
        }

        private int aStride(boolean alongRows) {
            return (alongRows ? depth : rows) + 2;
        }

        private float[] a(boolean alongRows) {
            return alongRows ? lines(rows, depth, aStride(true), 1) : lines(depth, rows, aStride(false), 1);
        }

        private float[] b() {
            return lines(depth, columns, columns + 3, 2);
        }

        private float[] c(boolean add) {
            float[] c = lines(rows, columns, cStride, 3);
            for (int i = 0; i < rows && !add; i++) {
                int first = GUARD + i * cStride;
                Arrays.fill(c, first, first + columns, Float.NaN);
            }
            return c;
        }

        private static float[] lines(int lines, int length, int stride, int seed) {
            float[] values = new float[GUARD + Math.max(0, (lines - 1) * stride + length)];
            Arrays.fill(values, Float.NaN);
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < lines; i++) {
                for (int j = 0; j < length; j++) {
                    values[GUARD + i * stride + j] = j % 5 == 4 ? -0f : random.nextFloat() - 0.5f;
                }
            }
            return values;
        }

        private static int[] bits(float[] values) {
            int[] bits = new int[values.length];
            Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
            return bits;
        }
    }
}
