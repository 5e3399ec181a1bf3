package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blocks that go from a matrix to an array and back, and values that fill a matrix. */
@Tag("once")
class MatrixCopyTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int STORAGE = 60;

    /** Views of 4 × 5 in every kind of storage, with every kind of stride; storage holds 0, 1, 2, … */
    private static Map<String, Matrix> views(Arena arena) {
        Map<String, Matrix> views = new LinkedHashMap<>();
        float[] array = numbers(STORAGE);
        MemorySegment segment = arena.allocate(STORAGE * Float.BYTES + 1).asSlice(1);
        MemorySegment.copy(array, 0, segment, FLOAT, 0, STORAGE);
        int[][] strides = {{0, 5, 1}, {3, 9, 1}, {2, 11, 2}, {1, 1, 4}, {59, -10, -2}, {7, 2, 1}};
        for (int[] s : strides) {
            views.put("array " + Arrays.toString(s), Matrix.of(array.clone(), s[0], 4, 5, s[1], s[2]));
            MemorySegment own = arena.allocate(STORAGE * Float.BYTES + 1).asSlice(1);
            MemorySegment.copy(segment, 0, own, 0, STORAGE * Float.BYTES);
            views.put("segment " + Arrays.toString(s), Matrix.of(own, s[0], 4, 5, s[1], s[2]));
        }
        views.put("transposed", Matrix.of(array.clone(), 5, 4).transposed());
        views.put("slice", Matrix.of(array.clone(), 6, 8).slice(1, 2, 4, 5));
        return views;
    }

    @Test
    void blocksOfAnyViewGoToAnyPlaceOfAnArray() {
        try (Arena arena = Arena.ofConfined()) {
            views(arena).forEach((name, matrix) -> {
                for (int[] block : new int[][] {{0, 0, 4, 5, 2, 7}, {1, 2, 3, 3, 0, 3}, {3, 4, 1, 1, 39, 0},
                    {0, 1, 4, 2, 30, -9}, {2, 0, 1, 5, 35, 1 << 30}}) {
                    float[] expected = filled(40, -1f);
                    for (int i = 0; i < block[2]; i++) {
                        for (int j = 0; j < block[3]; j++) {
                            expected[block[4] + i * block[5] + j] = matrix.get(block[0] + i, block[1] + j);
                        }
                    }
                    float[] target = filled(40, -1f);
                    matrix.copyTo(block[0], block[1], block[2], block[3], target, block[4], block[5]);
                    assertThat(target).as("%s, block %s", name, Arrays.toString(block)).isEqualTo(expected);
                }
            });
        }
    }

    @Test
    void blocksComeFromAnyPlaceOfAnArrayAndTouchNothingElse() {
        try (Arena arena = Arena.ofConfined()) {
            Map<String, Matrix> expectedViews = views(arena);
            float[] source = filled(40, 0f);
            for (int i = 0; i < source.length; i++) {
                source[i] = -100 - i;
            }
            views(arena).forEach((name, matrix) -> {
                Matrix expected = expectedViews.get(name);
                for (int[] block : new int[][] {{1, 1, 2, 3, 4, 6}, {0, 0, 4, 5, 0, 5}, {3, 4, 1, 1, 39, 0},
                    {0, 2, 4, 2, 30, -9}, {0, 0, 4, 5, 7, 0}}) {
                    for (int i = 0; i < block[2]; i++) {
                        for (int j = 0; j < block[3]; j++) {
                            expected.set(block[0] + i, block[1] + j, source[block[4] + i * block[5] + j]);
                        }
                    }
                    matrix.copyFrom(block[0], block[1], block[2], block[3], source, block[4], block[5]);
                    assertThat(storage(matrix)).as("%s, block %s", name, Arrays.toString(block))
                            .isEqualTo(storage(expected));
                }
            });
        }
    }

    @Test
    void fillSetsEveryElementAndNothingElse() {
        try (Arena arena = Arena.ofConfined()) {
            Map<String, Matrix> expectedViews = views(arena);
            views(arena).forEach((name, matrix) -> {
                Matrix expected = expectedViews.get(name);
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 5; j++) {
                        expected.set(i, j, -0f);
                    }
                }
                matrix.fill(-0f);
                assertThat(storage(matrix)).as(name).isEqualTo(storage(expected));
            });
        }
    }

    @Test
    void fillOfRowsLongerThanAPieceReachesTheirEnds() {
        float[] array = new float[100_003];
        Matrix.of(array, 1, 2, 50_000, 50_001, 1).fill(3f);
        for (int i = 0; i < array.length; i++) {
            assertThat(array[i]).isEqualTo(i == 0 || i == 50_001 || i == 100_002 ? 0f : 3f);
        }
    }

    @Test
    void ofElementsThatShareAPlaceTheLastStays() {
        float[] oneRow = new float[3];
        Matrix.of(oneRow, 0, 2, 3, 0, 1).copyFrom(0, 0, 2, 3, numbers(6), 0, 3);
        assertThat(oneRow).containsExactly(3, 4, 5);
        float[] oneColumn = new float[2];
        Matrix.of(oneColumn, 0, 2, 3, 1, 0).copyFrom(0, 0, 2, 3, numbers(6), 0, 3);
        assertThat(oneColumn).containsExactly(2, 5);
        float[] diagonal = new float[4];
        Matrix.of(diagonal, 0, 2, 3, 1, 1).copyFrom(0, 0, 2, 3, numbers(6), 0, 3);
        assertThat(diagonal).containsExactly(0, 3, 4, 5);
        float[] target = new float[4];
        Matrix.of(numbers(6), 2, 3).copyTo(0, 0, 2, 3, target, 0, 1);
        assertThat(target).containsExactly(0, 3, 4, 5);
    }

    @Test
    void emptyBlocksCopyNothingFromAnywhere() {
        float[] array = numbers(6);
        Matrix matrix = Matrix.of(array, 2, 3);
        float[] other = {-1f};
        matrix.copyTo(2, 3, 0, 0, other, 77, -5);
        matrix.copyTo(0, 3, 2, 0, other, -1, 0);
        matrix.copyFrom(2, 0, 0, 3, other, 77, 5);
        Matrix.of(array, 0, 3).copyFrom(0, 0, 0, 3, other, 0, 0);
        Matrix.of(array, 0, 3).fill(9f);
        Matrix.of(array, 3, 0).fill(9f);
        assertThat(array).isEqualTo(numbers(6));
        assertThat(other).containsExactly(-1f);
    }

    @Test
    void blocksOutsideAreRefusedBeforeAnythingIsWritten() {
        float[] array = numbers(6);
        Matrix matrix = Matrix.of(array, 2, 3);
        float[] other = filled(10, -1f);
        int max = Integer.MAX_VALUE;
        int[][] outsideMatrix = {{-1, 0, 1, 1, 0, 1}, {0, -1, 1, 1, 0, 1}, {1, 0, 2, 3, 0, 3}, {0, 1, 2, 3, 0, 3},
            {0, 0, -1, 3, 0, 3}, {0, 0, 2, -1, 0, 3}, {max, 0, 1, 1, 0, 1}, {0, 0, max, max, 0, 1}, {3, 0, 0, 1, 0, 1},
            {0, 4, 1, 0, 0, 1}};
        int[][] outsideArray = {{0, 0, 2, 3, -1, 3}, {0, 0, 2, 3, 5, 3}, {0, 0, 2, 3, 0, 8}, {0, 0, 2, 3, 2, -3},
            {0, 0, 1, 3, 8, 0}, {0, 0, 2, 3, max, max}, {0, 0, 2, 3, Integer.MIN_VALUE, max},
            {0, 0, 2, 3, 0, Integer.MIN_VALUE}};
        for (int[][] blocks : new int[][][] {outsideMatrix, outsideArray}) {
            for (int[] b : blocks) {
                String role = blocks == outsideMatrix ? "2 × 3" : "target, which has 10 elements";
                assertThatThrownBy(() -> matrix.copyTo(b[0], b[1], b[2], b[3], other, b[4], b[5]))
                        .as(Arrays.toString(b)).isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageContaining("block of " + b[2] + " × " + b[3]).hasMessageEndingWith(role);
                assertThatThrownBy(() -> matrix.copyFrom(b[0], b[1], b[2], b[3], other, b[4], b[5]))
                        .as(Arrays.toString(b)).isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageEndingWith(role.replace("target", "source"));
            }
        }
        assertThat(array).isEqualTo(numbers(6));
        assertThat(other).isEqualTo(filled(10, -1f));
    }

    @Test
    void readOnlySegmentsAreReadAndNeverWritten() {
        float[] array = numbers(6);
        Matrix matrix = Matrix.of(MemorySegment.ofArray(array).asReadOnly(), 2, 3);
        assertThat(matrix.array()).isNull();
        assertThat(matrix.toArray()).isEqualTo(array);
        assertThat(matrix.copy().array()).isNotSameAs(array);
        for (Matrix view : new Matrix[] {matrix, matrix.transposed()}) {
            float[] source = filled(6, 7f);
            assertThatThrownBy(() -> view.copyFrom(0, 0, view.rows(), view.cols(), source, 0, view.cols()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("read-only");
            assertThatThrownBy(() -> view.fill(7f)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> view.set(0, 0, 7f)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(array).isEqualTo(numbers(6));
    }

    @Test
    void closedSegmentsAreRefused() {
        Arena arena = Arena.ofConfined();
        Matrix matrix = Matrix.of(arena.allocate(24), 2, 3);
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> matrix.fill(1f));
        assertThatIllegalStateException().isThrownBy(matrix::toArray);
        assertThatIllegalStateException().isThrownBy(matrix::copy);
    }

    @Test
    void toArrayHasTheElementsRowAfterRow() {
        try (Arena arena = Arena.ofConfined()) {
            views(arena).forEach((name, matrix) -> {
                float[] expected = new float[20];
                for (int i = 0; i < 20; i++) {
                    expected[i] = matrix.get(i / 5, i % 5);
                }
                assertThat(matrix.toArray()).as(name).isEqualTo(expected);
            });
        }
        assertThat(Matrix.of(numbers(6), 2, 3).transposed().toArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(Matrix.of(numbers(6), 4, 2, 3, 0, 0).toArray()).containsOnly(4f).hasSize(6);
        assertThat(Matrix.of(numbers(6), 0, 3).toArray()).isEmpty();
    }

    @Test
    void aCopySharesNothing() {
        float[] array = numbers(20);
        Matrix matrix = Matrix.of(array, 10, 2, 3, -7, 1);
        Matrix copy = matrix.copy();
        assertThat(copy.array()).containsExactly(10, 11, 12, 3, 4, 5);
        assertThat(new long[] {copy.rows(), copy.cols(), copy.offset(), copy.rowStride(), copy.colStride()})
                .containsExactly(2, 3, 0, 3, 1);
        copy.fill(-1f);
        assertThat(array).isEqualTo(numbers(20));
        assertThat(Matrix.of(array, 0, 3).copy().cols()).isEqualTo(3);
    }

    @Test
    void moreElementsThanAnArrayCanHoldAreRefusedByTheirShape() {
        Matrix huge = Matrix.of(new float[1], 0, 1 << 16, 1 << 16, 0, 0);
        assertThatIllegalStateException().isThrownBy(huge::toArray)
                .withMessage("an array cannot hold 65536 × 65536 elements");
        assertThatIllegalStateException().isThrownBy(huge::copy);
    }

    @Test
    void nullIsRefusedByName() {
        Matrix matrix = Matrix.of(new float[1], 1, 1);
        assertThatNullPointerException().isThrownBy(() -> matrix.copyTo(0, 0, 0, 0, null, 0, 0)).withMessage("target");
        assertThatNullPointerException().isThrownBy(() -> matrix.copyFrom(0, 0, 0, 0, null, 0, 0))
                .withMessage("source");
    }

    private static float[] storage(Matrix matrix) {
        return matrix.array() != null ? matrix.array()
                : matrix.segment().asSlice(0, STORAGE * Float.BYTES).toArray(FLOAT);
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
