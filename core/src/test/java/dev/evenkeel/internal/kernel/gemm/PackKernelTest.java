package dev.evenkeel.internal.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Panels are copied, packed and transposed bit by bit, and nothing beside them is touched. */
class PackKernelTest {
    private static final int GUARD = 20;

    /** C2 may take its time on a busy machine. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** What targets hold before; no kernel writes it. */
    private static final float BEFORE = -7f;
    private static final int[] EDGES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49};

    @Test
    void scalarPanelsCopyAndTranspose() {
        check(new ScalarPack(), EDGES);
    }

    @Test
    void scalarPanelsPack() {
        checkPacking(new ScalarPack(), new ScalarGemm().widestTile());
    }

    @Test
    @Tag("vector")
    void vectorPanelsCopyAndTranspose() {
        check(new VectorPack(false), EDGES);
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void vectorPanelsPack() {
        checkPacking(new VectorPack(false), VectorGemm.ofFloats(false).widestTile());
    }

    @Test
    @Tag("vector")
    @Tag("emulated")
    void aFewVectorPanelsCopyAndTranspose() {
        check(new VectorPack(false), new int[] {1, 15, 16, 17});
    }

    @Test
    @Tag("vector")
    void panelsCopyAndTransposeWhileVectorCodeTakesOver() {
        VectorPack tiered = new VectorPack(true);
        int width = VectorGemm.ofFloats(false).widestTile();
        check(tiered, EDGES);
        long start = System.nanoTime();
        while (tiered.usesScalarCode() && System.nanoTime() - start < PATIENCE_NANOS) {
            transposes(tiered, 49, 33, 51, 34);
            transposesPadded(tiered, 49, 15, 16, 51);
            packs(tiered, 100, 5, width);
        }
        assertThat(tiered.usesScalarCode()).as("vector code has not taken over").isFalse();
        check(tiered, EDGES);
        checkPacking(tiered, width);
    }

    @Test
    @Tag("vector")
    void aFewLinesTransposeWhileVectorCodeTakesOver() {
        NarrowTransposes tiered = new NarrowTransposes(true);
        for (int lines = 2; lines <= NarrowTransposes.MOST_LINES; lines++) {
            long start = System.nanoTime();
            while ((tiered.usesScalarCode(lines, true) || tiered.usesScalarCode(lines, false))
                    && System.nanoTime() - start < PATIENCE_NANOS) {
                float[] source = floats(numbered(1, lines * 500, 0));
                float[] target = new float[lines * 500];
                float[] again = new float[GUARD + lines * 500];
                tiered.toLines(source, GUARD, target, 0, 500, lines, 500);
                assertThat(target[500]).as("%d lines", lines).isEqualTo(source[GUARD + 1]);
                tiered.toRows(target, 0, 500, again, GUARD, lines, 500);
                assertThat(Arrays.mismatch(again, GUARD, again.length, source, GUARD, source.length))
                        .as("%d lines", lines).isEqualTo(-1);
            }
            assertThat(tiered.usesScalarCode(lines, true)).as("vector code for %d lines", lines).isFalse();
            assertThat(tiered.usesScalarCode(lines, false)).as("vector code for %d lines", lines).isFalse();
        }
    }

    private static void check(PackKernel<float[]> kernel, int[] edges) {
        for (int rows : edges) {
            for (int columns : edges) {
                copies(kernel, rows, columns, columns);
                copies(kernel, rows, columns, columns + 1);
                for (int width = columns; width < columns + 17; width += width % 8 == 0 ? 4 : 1) {
                    copiesPadded(kernel, rows, columns, width);
                    transposesPadded(kernel, rows, columns, width, width % 2 == 0 ? rows : rows + 2);
                }
                transposes(kernel, rows, columns, rows + 2, columns + 1);
                transposes(kernel, rows, columns, rows + 2, columns);
                transposes(kernel, rows, columns, rows, columns + 1);
            }
        }
    }

    private static void copies(PackKernel<float[]> kernel, int rows, int columns, int targetStride) {
        int sourceStride = columns + 2;
        int[] source = numbered(rows, columns, sourceStride);
        float[] target = before(rows * targetStride);
        int[] expected = bits(target);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, GUARD + i * sourceStride, expected, GUARD + i * targetStride, columns);
        }
        kernel.copy(floats(source), GUARD, sourceStride, target, GUARD, targetStride, rows, columns);
        assertThat(bits(target)).as("copy of %d × %d", rows, columns).isEqualTo(expected);
    }

    private static void copiesPadded(PackKernel<float[]> kernel, int rows, int columns, int width) {
        int sourceStride = columns + 2;
        int[] source = numbered(rows, columns, sourceStride);
        float[] target = before(rows * width);
        int[] expected = bits(target);
        Arrays.fill(expected, GUARD, GUARD + rows * width, 0);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, GUARD + i * sourceStride, expected, GUARD + i * width, columns);
        }
        kernel.copyPadded(floats(source), GUARD, sourceStride, target, GUARD, width, rows, columns);
        assertThat(bits(target)).as("copy of %d × %d to rows of %d", rows, columns, width).isEqualTo(expected);
    }

    /** What stands in for columns that the source does not have is free, but it is a value of the source or 0. */
    private static void transposesPadded(PackKernel<float[]> kernel, int rows, int columns, int width,
            int sourceStride) {
        float[] source = floats(numbered(columns, rows, sourceStride));
        float[] target = before(rows * width);
        kernel.transposePadded(source, GUARD, sourceStride, target, GUARD, width, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                float found = target[GUARD + i * width + j];
                String where = "transpose to %d × %d in rows of %d, row %d, column %d".formatted(rows, columns, width,
                        i, j);
                if (j < columns) {
                    assertThat(found).as(where).isEqualTo(source[GUARD + j * sourceStride + i]);
                } else {
                    assertThat(found).as(where).isIn(0f,
                            columns == 0 ? 0f : source[GUARD + (columns - 1) * sourceStride + i]);
                }
            }
        }
        for (int k = 0; k < GUARD; k++) {
            assertThat(target[k]).as("%d × %d in %d", rows, columns, width).isEqualTo(BEFORE);
            assertThat(target[target.length - 1 - k]).as("%d × %d in %d", rows, columns, width).isEqualTo(BEFORE);
        }
    }

    private static void checkPacking(PackKernel<float[]> kernel, int width) {
        for (int rows : EDGES) {
            for (int panels = 0; panels < 4; panels++) {
                packs(kernel, rows, panels, width);
            }
        }
    }

    private static void packs(PackKernel<float[]> kernel, int rows, int panels, int width) {
        int columns = panels * width;
        int sourceStride = columns + 2;
        int[] source = numbered(rows, columns, sourceStride);
        float[] target = before(rows * columns);
        int[] expected = bits(target);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[GUARD + (j / width * rows + i) * width + j % width] = source[GUARD + i * sourceStride + j];
            }
        }
        kernel.pack(floats(source), GUARD, sourceStride, target, GUARD, rows, panels);
        assertThat(bits(target)).as("%d panels of %d × %d", panels, rows, width).isEqualTo(expected);
    }

    private static void transposes(PackKernel<float[]> kernel, int rows, int columns, int sourceStride,
            int targetStride) {
        int[] source = numbered(columns, rows, sourceStride);
        float[] target = before(rows * targetStride);
        int[] expected = bits(target);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[GUARD + i * targetStride + j] = source[GUARD + j * sourceStride + i];
            }
        }
        kernel.transpose(floats(source), GUARD, sourceStride, target, GUARD, targetStride, rows, columns);
        assertThat(bits(target)).as("transpose to %d × %d", rows, columns).isEqualTo(expected);
    }

    /**
     * A different number everywhere; the array ends with the last element, so that a vector that reads further fails.
     */
    private static int[] numbered(int rows, int columns, int stride) {
        int[] source = new int[GUARD + Math.max(0, rows - 1) * stride + columns];
        Arrays.setAll(source, i -> Float.floatToRawIntBits(i + 1f));
        return source;
    }

    /** An array with room for so many elements between its guards. */
    private static float[] before(int elements) {
        float[] target = new float[2 * GUARD + elements];
        Arrays.fill(target, BEFORE);
        return target;
    }

    private static float[] floats(int[] bits) {
        float[] floats = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            floats[i] = Float.intBitsToFloat(bits[i]);
        }
        return floats;
    }

    private static int[] bits(float[] floats) {
        int[] bits = new int[floats.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats[i]));
        return bits;
    }
}
