package dev.evenkeel.internal.kernel.dgemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler;
import dev.evenkeel.internal.kernel.gemm.TransposeAssembler.FusedDots;
import dev.evenkeel.internal.kernel.gemm.VectorGemm;
import dev.evenkeel.internal.kernel.simd.ElementType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vector kernels of doubles have the bits of the scalar ones, and those have the bits of the definition. */
class GemmKernelsOfDoublesTest {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void scalarTilesComputeTheDefinition() {
        for (int columns : new int[] {1, 7, 8, 9, 32}) {
            double[] a = random(3 * 5);
            double[] b = random(5 * columns);
            double[] c = random(3 * columns);
            double[] expected = c.clone();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < columns; j++) {
                    double sum = 0;
                    for (int p = 0; p < 5; p++) {
                        sum = Math.fma(a[i * 5 + p], b[p * columns + j], sum);
                    }
                    expected[i * columns + j] = Math.fma(0.7, sum, expected[i * columns + j]);
                }
            }
            new ScalarDoubleGemm().tiles(1, a, 0, 5, 1, 0, b, 0, columns, c, 0, columns, 3, columns, 5, 0.7, true);
            assertThat(c).isEqualTo(expected);
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorTilesHaveTheBitsOfTheScalarKernel() {
        VectorGemm<double[]> vector = new VectorGemm<>(ElementType.DOUBLE, new ScalarDoubleGemm(), false);
        for (int columns = 1; columns <= vector.widestTile(); columns++) {
            for (int rows : new int[] {1, 4, 7, 13}) {
                for (int depth : new int[] {1, 3, 11}) {
                    if (vector.tileWidth(columns) == columns) {
                        checkTiles(vector, rows, columns, depth, rows % 2 == 0, depth == 3);
                        checkTiles(vector, rows, columns, depth, rows % 2 != 0, depth != 3);
                    }
                }
            }
        }
    }

    private void checkTiles(GemmKernel<double[]> vector, int rows, int columns, int depth, boolean alongRows,
            boolean add) {
        double[] a = random(1 + rows * depth);
        double[] b = random(2 + depth * columns);
        double[] expected = random(3 + rows * columns);
        double[] c = expected.clone();
        int aRow = alongRows ? depth : 1;
        int aDepth = alongRows ? 1 : rows;
        new ScalarDoubleGemm().column(a, 1, aRow, aDepth, b, 2, columns, columns, expected, 3, columns, rows, depth,
                -0.3, add);
        vector.column(a, 1, aRow, aDepth, b, 2, columns, columns, c, 3, columns, rows, depth, -0.3, add);
        assertThat(c).as("%d × %d, depth %d, along rows %s, add %s", rows, columns, depth, alongRows, add)
                .isEqualTo(expected);
    }

    @Test
    @Tag("vector")
    void tilesHaveTheSameBitsWhileVectorCodeTakesOver() {
        VectorGemm<double[]> tiered = new VectorGemm<>(ElementType.DOUBLE, new ScalarDoubleGemm(), true);
        int columns = tiered.widestTile();
        long end = System.nanoTime() + 1_000_000_000L;
        for (int turn = 0; turn < 50 || System.nanoTime() < end && turn < 2000; turn++) {
            checkTiles(tiered, 5, columns, 60, true, false);
        }
    }

    @Test
    void scalarCopiesAndTransposesDoWhatTheySay() {
        checkPack(new ScalarDoublePack(8));
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorCopiesAndTransposesDoWhatTheySay() {
        checkPack(new VectorDoublePack(8, false));
    }

    @Test
    @Tag("vector")
    void copiesAndTransposesStayRightWhileVectorCodeTakesOver() {
        VectorDoublePack tiered = new VectorDoublePack(8, true);
        long start = System.nanoTime();
        do {
            checkTranspose(tiered, 70, 90, 90);
            checkPanels(tiered, 70, 11);
        } while (tiered.usesScalarCode() && System.nanoTime() - start < PATIENCE_NANOS);
        assertThat(tiered.usesScalarCode()).as("vector code has not taken over").isFalse();
        checkTranspose(tiered, 70, 90, 90);
        checkPanels(tiered, 70, 11);
    }

    private void checkPack(PackKernel<double[]> pack) {
        for (int rows : new int[] {0, 1, 2, 3, 7, 8, 9, 17}) {
            for (int columns : new int[] {0, 1, 2, 5, 8, 11, 16, 33}) {
                checkTranspose(pack, rows, columns, columns);
                checkTranspose(pack, rows, columns, columns + 3);
            }
        }
        for (int panels = 0; panels < 4; panels++) {
            checkPanels(pack, 5, panels);
        }
    }

    private void checkPanels(PackKernel<double[]> pack, int rows, int panels) {
        int stride = panels * 8 + 3;
        double[] source = random(2 + rows * stride);
        double[] target = new double[1 + panels * rows * 8];
        pack.pack(source, 2, stride, target, 1, rows, panels);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < panels * 8; j++) {
                assertThat(target[1 + j / 8 * rows * 8 + i * 8 + j % 8]).isEqualTo(source[2 + i * stride + j]);
            }
        }
    }

    /** Copies and transposes, at a stride and padded to it. */
    private void checkTranspose(PackKernel<double[]> pack, int rows, int columns, int width) {
        double[] source = random(3 + (rows + 1) * (columns + 1) + rows + columns);
        double[] before = random(2 + rows * width + 1);
        for (boolean padded : new boolean[] {false, true}) {
            for (boolean transposed : new boolean[] {false, true}) {
                int stride = transposed ? rows + 1 : columns + 1;
                double[] target = before.clone();
                double[] expected = before.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < width; j++) {
                        double value = transposed ? source[3 + Math.min(j, columns) * stride + i]
                                : source[3 + i * stride + Math.min(j, columns)];
                        double beyond = padded ? 0 : before[2 + i * width + j];
                        expected[2 + i * width + j] = j < columns ? value : beyond;
                    }
                }
                if (transposed && padded) {
                    pack.transposePadded(source, 3, stride, target, 2, width, rows, columns);
                } else if (transposed) {
                    pack.transpose(source, 3, stride, target, 2, width, rows, columns);
                } else if (padded) {
                    pack.copyPadded(source, 3, stride, target, 2, width, rows, columns);
                } else {
                    pack.copy(source, 3, stride, target, 2, width, rows, columns);
                }
                assertThat(target).as("%d × %d in %d, transposed %s, padded %s", rows, columns, width, transposed,
                        padded).isEqualTo(expected);
            }
        }
    }

    @Test
    void scalarRowsComputeTheDefinition() {
        checkRows(new ScalarDoubleGemv());
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorRowsHaveTheBitsOfTheDefinition() {
        checkRows(new VectorDoubleGemv(false));
    }

    private void checkRows(GemvKernel<double[]> kernel) {
        for (int columns : new int[] {0, 1, 3, 7, 8, 9, 16, 37}) {
            for (int depth : new int[] {0, 1, 3, 4, 8, 9, 21}) {
                checkRows(kernel, columns, depth, columns + 2);
                checkRows(kernel, columns, depth, 512);
            }
        }
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void dotsOfWholeAndOfHalfVectorsAreThoseOfScalarCode() {
        int lanes = ElementType.DOUBLE.lanes();
        int columns = 16;
        for (boolean halves : new boolean[] {false, true}) {
            if (halves && lanes <= 4) {
                continue; // Half of them are too short to be selected from on some machines.
            }
            FusedDots<double[]> dots = TransposeAssembler.ofDoubleDots(columns, halves).dots();
            for (int depth : new int[] {0, lanes, 3 * lanes}) {
                double[] x = random(2 + depth);
                double[] b = random(1 + columns * (depth + 3));
                double[] acc = random(4 + columns + 1);
                double[] expected = acc.clone();
                new ScalarDoubleGemv().dotColumns(x, 2, b, 1, depth + 3, expected, 4, columns, depth);
                dots.multiply(b, 1, depth + 3, x, 2, acc, 4, depth);
                assertThat(acc).as("halves %s, depth %d", halves, depth).isEqualTo(expected);
            }
        }
    }

    /** @param stride from row to row of B; lines of its columns lie by themselves */
    private void checkRows(GemvKernel<double[]> kernel, int columns, int depth, int stride) {
        double[] x = random(2 + 3 * depth);
        double[] rows = random(1 + depth * stride);
        double[] acc = random(4 + columns + 1);
        double[] expected = acc.clone();
        for (int p = 0; p < depth; p++) {
            for (int j = 0; j < columns; j++) {
                expected[4 + j] = Math.fma(x[2 + 3 * p], rows[1 + p * stride + j], expected[4 + j]);
            }
        }
        double[] sums = acc.clone();
        kernel.axpyRows(x, 2, 3, rows, 1, stride, sums, 4, columns, depth);
        assertThat(sums).as("%d columns, depth %d, stride %d", columns, depth, stride).isEqualTo(expected);
        double[] lines = new double[1 + columns * (depth + 2)];
        double[] factors = new double[2 + depth];
        for (int p = 0; p < depth; p++) {
            factors[2 + p] = x[2 + 3 * p];
            for (int j = 0; j < columns; j++) {
                lines[1 + j * (depth + 2) + p] = rows[1 + p * stride + j];
            }
        }
        kernel.dotColumns(factors, 2, lines, 1, depth + 2, acc, 4, columns, depth);
        assertThat(acc).as("%d columns by dots, depth %d", columns, depth).isEqualTo(expected);
    }

    private double[] random(int length) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.nextDouble() - 0.5);
        return values;
    }
}
