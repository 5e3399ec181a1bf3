package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GemvKernelTest {
    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final int[] LENGTHS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 71};

    @Test
    void scalarRowsAreChainsOfFusedMultiplyAddsInAscendingDepth() {
        check(new ScalarGemv());
    }

    @Test
    @Tag("vector")
    void vectorRowsHaveTheBitsOfTheDefinition() {
        check(new VectorGemv(false));
    }

    @Test
    @Tag("vector")
    void rowsHaveTheBitsOfTheDefinitionWhileVectorCodeTakesOver() {
        VectorGemv tiered = new VectorGemv(true);
        long start = System.nanoTime();
        while (tiered.usesScalarCode() && System.nanoTime() - start < PATIENCE_NANOS) {
            checkOne(tiered, 129, 513, 1, 1);
        }
        assertThat(tiered.usesScalarCode()).as("vector code has not taken over").isFalse();
        checkOne(tiered, 129, 513, 1, 1);
    }

    @Test
    void scalarOuterProductsAreAddedInAscendingDepth() {
        checkOuterProducts(new ScalarGemv());
    }

    @Test
    @Tag("vector")
    void vectorOuterProductsHaveTheBitsOfTheDefinition() {
        checkOuterProducts(new VectorGemv(false));
    }

    private static void checkOuterProducts(GemvKernel<float[]> kernel) {
        for (int rows = 0; rows <= 9; rows++) {
            for (int columns = GemvKernel.LEAST_ROOM; columns <= 3 * GemvKernel.LEAST_ROOM + 1; columns++) {
                for (int depth : new int[] {0, 1, 2, 3, 4, 5, 8, 11, 33}) {
                    checkOuterProducts(kernel, rows, columns, depth);
                }
            }
        }
    }

    private static void checkOuterProducts(GemvKernel<float[]> kernel, int rows, int columns, int depth) {
        int bStride = columns + 2;
        float[] x = random(1 + depth * rows);
        float[] b = random(1 + (depth == 0 ? 0 : (depth - 1) * bStride + columns));
        float[] sums = random(rows * (columns + GemvKernel.LEAST_ROOM));
        float[] expected = sums.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int p = 0; p < depth; p++) {
                    expected[i * columns + j] =
                            Math.fma(x[1 + p * rows + i], b[1 + p * bStride + j], expected[i * columns + j]);
                }
            }
        }
        kernel.addOuterProducts(x, 1, rows, b, 1, bStride, sums, columns, depth);
        assertThat(bits(Arrays.copyOf(sums, rows * columns))).as("%d × %d, depth %d", rows, columns, depth)
                .isEqualTo(bits(Arrays.copyOf(expected, rows * columns)));
    }

    private static void check(GemvKernel<float[]> kernel) {
        for (int columns : LENGTHS) {
            for (int depth : LENGTHS) {
                for (int xStride : new int[] {1, 3}) {
                    checkOne(kernel, columns, depth, xStride, 1);
                    checkOne(kernel, columns, depth, xStride, GemvKernel.LEAST_ROOM + 3);
                }
            }
        }
    }

    /** Sums and rows have {@code room} floats behind them, of which those of the sums are to be kept. */
    private static void checkOne(GemvKernel<float[]> kernel, int columns, int depth, int xStride, int room) {
        int rowStride = columns + 2;
        int columnStride = depth + 2;
        float[] x = random(1 + depth * xStride);
        float[] byRows = random(1 + depth * rowStride + room);
        float[] byColumns = random(1 + columns * columnStride);
        float[] rowSums = random(1 + columns + room);
        float[] columnSums = rowSums.clone();
        float[] expectedRows = rowSums.clone();
        float[] expectedColumns = rowSums.clone();
        for (int j = 0; j < columns; j++) {
            for (int p = 0; p < depth; p++) {
                float factor = x[1 + p * xStride];
                expectedRows[1 + j] = Math.fma(factor, byRows[1 + p * rowStride + j], expectedRows[1 + j]);
                expectedColumns[1 + j] =
                        Math.fma(x[1 + p], byColumns[1 + j * columnStride + p], expectedColumns[1 + j]);
            }
        }
        kernel.axpyRows(x, 1, xStride, byRows, 1, rowStride, rowSums, 1, columns, depth);
        kernel.dotColumns(x, 1, byColumns, 1, columnStride, columnSums, 1, columns, depth);
        assertThat(bits(rowSums)).as("rows of %d, depth %d", columns, depth).isEqualTo(bits(expectedRows));
        assertThat(bits(columnSums)).as("%d columns, depth %d", columns, depth).isEqualTo(bits(expectedColumns));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
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
