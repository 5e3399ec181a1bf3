package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every tile of the vector kernels has the bits of the scalar ones, and those have the bits of the definition. */
class GemmKernelTest {
    private static final int GUARD = 5;
    private static final boolean[] ADDS = {false, true};

    @Test
    void scalarTilesComputeTheDefinition() {
        ScalarGemm scalar = new ScalarGemm();
        for (int height = 1; height <= ScalarGemm.MR; height++) {
            for (int columns : new int[] {1, 2, 3, 4, 5, 7, 8, 13, 64}) {
                for (boolean alongRows : new boolean[] {true, false}) {
                    for (boolean add : ADDS) {
                        Tiles tiles = new Tiles(1 + height % 3, height, columns, 9, alongRows, 0.7f, add);
                        assertThat(tiles.by(scalar)).as("%s", tiles).isEqualTo(tiles.byDefinition());
                    }
                }
            }
        }
    }

    @Test
    @Tag("vector")
    void everyVectorTileHasTheBitsOfTheScalarKernel() {
        checkVectorTiles(1, 1, 1);
        checkVectorTiles(1, 11, 3);
    }

    @Test
    @Tag("vector")
    void deepVectorTilesHaveTheBitsOfTheScalarKernel() {
        checkVectorTiles(5, GemmKernel.KC, 1);
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void someVectorTilesHaveTheBitsOfTheScalarKernel() {
        checkVectorTiles(5, 3, 2);
    }

    private static void checkVectorTiles(int step, int depth, int count) {
        VectorGemm<float[]> halves = VectorGemm.ofFloats(false);
        halves.decide(TileForm.HALF_VECTORS);
        checkVectorTiles(VectorGemm.ofFloats(false), step, depth, count);
        checkVectorTiles(halves, step, depth, count);
    }

    private static void checkVectorTiles(VectorGemm<float[]> vector, int step, int depth, int count) {
        ScalarGemm scalar = new ScalarGemm();
        for (int columns = 1; columns <= vector.widestTile(); columns++) {
            if (vector.tileWidth(columns) != columns) {
                continue;
            }
            for (int height = 1; height <= vector.tallestTile(columns); height += step) {
                for (boolean alongRows : new boolean[] {true, false}) {
                    for (boolean add : ADDS) {
                        for (float alpha : new float[] {1f, -0.3f}) {
                            Tiles tiles = new Tiles(count, height, columns, depth, alongRows, alpha, add);
                            assertThat(tiles.by(vector)).as("%s", tiles).isEqualTo(tiles.by(scalar));
                        }
                    }
                }
            }
        }
    }

    /**
     * Some tiles below each other in arrays that leave room around and between their rows: those of A and B hold NaN
     * there, those of C numbers to be kept.
     */
    private record Tiles(
            int count,
            int height,
            int columns,
            int depth,
            boolean alongRows,
            float alpha,
            boolean add) {
        int rows() {
            return count * height;
        }

        int aRowStride() {
            return alongRows ? depth + 2 : 1;
        }

        int aDepthStride() {
            return alongRows ? 1 : count * aTileStride() + 2;
        }

        int aTileStride() {
            return height * aRowStride() + 1;
        }

        int aIndex(int i, int p) {
            return GUARD + i / height * aTileStride() + i % height * aRowStride() + p * aDepthStride();
        }

        float[] a() {
            float[] a = new float[aIndex(rows() - 1, depth - 1) + 1];
            Arrays.fill(a, Float.NaN);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < rows(); i++) {
                for (int p = 0; p < depth; p++) {
                    a[aIndex(i, p)] = random.nextFloat() - 0.5f;
                }
            }
            return a;
        }

        int bStride() {
            return columns + 3;
        }

        /** Ends with the last element: a vector that reads further fails. */
        float[] b() {
            float[] b = new float[GUARD + (depth - 1) * bStride() + columns];
            Arrays.fill(b, Float.NaN);
            SplittableRandom random = new SplittableRandom(2);
            for (int p = 0; p < depth; p++) {
                for (int j = 0; j < columns; j++) {
                    b[GUARD + p * bStride() + j] = random.nextFloat() - 0.5f;
                }
            }
            return b;
        }

        int cStride() {
            return columns + 1;
        }

        /** NaN among the elements if C must not be read. */
        float[] c() {
            float[] c = new float[2 * GUARD + rows() * cStride()];
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < c.length; i++) {
                c[i] = random.nextFloat() - 0.5f;
            }
            for (int i = 0; !add && i < rows(); i++) {
                Arrays.fill(c, GUARD + i * cStride(), GUARD + i * cStride() + columns, Float.NaN);
            }
            return c;
        }

        int[] by(GemmKernel<float[]> kernel) {
            float[] c = c();
            kernel.tiles(
                    count, a(), GUARD, aRowStride(), aDepthStride(), aTileStride(), b(), GUARD, bStride(), c, GUARD,
                    cStride(), height, columns, depth, alpha, add);
            return bits(c);
        }

        int[] byDefinition() {
            float[] a = a();
            float[] b = b();
            float[] c = c();
            for (int i = 0; i < rows(); i++) {
                for (int j = 0; j < columns; j++) {
                    float sum = 0f;
                    for (int p = 0; p < depth; p++) {
                        sum = Math.fma(a[aIndex(i, p)], b[GUARD + p * bStride() + j], sum);
                    }
                    int at = GUARD + i * cStride() + j;
                    c[at] = add ? Math.fma(alpha, sum, c[at]) : alpha * sum;
                }
            }
            return bits(c);
        }

        private static int[] bits(float[] values) {
            int[] bits = new int[values.length];
            Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
            return bits;
        }
    }
}
