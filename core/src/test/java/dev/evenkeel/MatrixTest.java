package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class MatrixTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Test
    void denseViewIsRowAfterRow() {
        Matrix matrix = Matrix.of(numbers(6), 2, 3);
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.cols()).isEqualTo(3);
        assertElements(matrix, new float[][] {{0, 1, 2}, {3, 4, 5}});
    }

    @Test
    void offsetAndStridesSayWhereAnElementIs() {
        assertElements(Matrix.of(numbers(20), 3, 2, 3, 7, 2), new float[][] {{3, 5, 7}, {10, 12, 14}});
        assertElements(Matrix.of(numbers(20), 10, 2, 3, -7, -1), new float[][] {{10, 9, 8}, {3, 2, 1}});
        assertElements(Matrix.of(numbers(20), 4, 2, 3, 0, 1), new float[][] {{4, 5, 6}, {4, 5, 6}});
        assertElements(Matrix.of(numbers(20), 4, 2, 3, 0, 0), new float[][] {{4, 4, 4}, {4, 4, 4}});
    }

    @Test
    void segmentsHoldTheSameElementsAtAnyAlignment() {
        try (Arena arena = Arena.ofConfined()) {
            for (int shift = 0; shift < 4; shift++) {
                MemorySegment segment = arena.allocate(20 * Float.BYTES + shift).asSlice(shift);
                for (int i = 0; i < 20; i++) {
                    segment.set(FLOAT, i * Float.BYTES, i);
                }
                assertElements(Matrix.of(segment, 4, 5),
                        new float[][] {{0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}, {10, 11, 12, 13, 14},
                            {15, 16, 17, 18, 19}});
                assertElements(Matrix.of(segment, 3, 2, 3, 7, 2), new float[][] {{3, 5, 7}, {10, 12, 14}});
                assertElements(Matrix.of(segment, 10, 2, 3, -7, -1), new float[][] {{10, 9, 8}, {3, 2, 1}});
            }
        }
    }

    @Test
    void heapSegmentIsTheArrayUnderIt() {
        float[] array = numbers(20);
        Matrix matrix =
                Matrix.of(MemorySegment.ofArray(array).asSlice(2 * Float.BYTES, 12 * Float.BYTES), 1, 2, 3, 5, 1);
        assertElements(matrix, new float[][] {{3, 4, 5}, {8, 9, 10}});
        assertThat(matrix.array).isSameAs(array);
        matrix.set(1, 2, -1f);
        assertThat(array[10]).isEqualTo(-1f);
    }

    @Test
    void writingThroughOneViewIsSeenThroughAll() {
        float[] array = numbers(12);
        Matrix matrix = Matrix.of(array, 3, 4);
        matrix.transposed().set(3, 1, -7f);
        assertThat(matrix.get(1, 3)).isEqualTo(-7f);
        assertThat(array[7]).isEqualTo(-7f);
        matrix.slice(1, 2, 2, 2).set(1, 0, -8f);
        assertThat(matrix.get(2, 2)).isEqualTo(-8f);
    }

    @Test
    void slicesAndTransposesComposeInAnyOrder() {
        Matrix matrix = Matrix.of(numbers(42), 6, 7);
        assertElements(matrix.slice(1, 2, 2, 3), new float[][] {{9, 10, 11}, {16, 17, 18}});
        assertElements(matrix.slice(1, 2, 2, 3).transposed(), new float[][] {{9, 16}, {10, 17}, {11, 18}});
        assertElements(matrix.transposed().slice(2, 1, 3, 2), new float[][] {{9, 16}, {10, 17}, {11, 18}});
        assertElements(matrix.slice(1, 1, 5, 5).slice(0, 1, 2, 3), new float[][] {{9, 10, 11}, {16, 17, 18}});
        assertElements(matrix.transposed().transposed().slice(5, 6, 1, 1), new float[][] {{41}});
    }

    @Test
    void emptySlicesAreLegalAnywhereUpToTheEnd() {
        Matrix matrix = Matrix.of(numbers(6), 2, 3);
        assertThat(matrix.slice(2, 3, 0, 0).rows()).isZero();
        assertThat(matrix.slice(2, 0, 0, 3).cols()).isEqualTo(3);
        assertThat(matrix.slice(0, 3, 2, 0).rows()).isEqualTo(2);
        assertThat(matrix.slice(2, 3, 0, 0).slice(0, 0, 0, 0).cols()).isZero();
    }

    @Test
    void slicesThatReachOutsideAreRefusedByBothShapes() {
        Matrix matrix = Matrix.of(numbers(6), 2, 3);
        int[][] outside = {{-1, 0, 1, 1}, {0, -1, 1, 1}, {0, 0, 3, 1}, {0, 0, 1, 4}, {1, 0, 2, 1}, {0, 2, 1, 2},
            {3, 0, 0, 0}, {0, 4, 0, 0},
            {0, 0, -1, 1}, {0, 0, 1, -1}, {1, 1, Integer.MAX_VALUE, 1}, {Integer.MAX_VALUE, 0, 1, 1}};
        for (int[] s : outside) {
            assertThatThrownBy(() -> matrix.slice(s[0], s[1], s[2], s[3])).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContainingAll(s[2] + " × " + s[3], "(" + s[0] + ", " + s[1] + ")", "2 × 3");
        }
    }

    @Test
    void elementsOutsideAreRefused() {
        Matrix matrix = Matrix.of(numbers(20), 2, 3);
        int[][] outside = {{-1, 0}, {0, -1}, {2, 0}, {0, 3}, {Integer.MIN_VALUE, 0}, {0, Integer.MAX_VALUE}};
        for (int[] at : outside) {
            String message =
                    at[1] == 0 ? "row must be from 0 to 1, was " + at[0] : "col must be from 0 to 2, was " + at[1];
            assertThatThrownBy(() -> matrix.get(at[0], at[1])).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> matrix.set(at[0], at[1], 1f)).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void anEmptyMatrixHasNoElement() {
        assertThatThrownBy(() -> Matrix.of(new float[6], 0, 3).get(0, 0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("row 0 is outside an empty matrix of 0 × 3");
        assertThatThrownBy(() -> Matrix.of(new float[6], 3, 0).set(2, 0, 1f))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("col 0 is outside an empty matrix of 3 × 0");
    }

    @Test
    void accessorsTellWhatTheCallerGave() {
        float[] array = numbers(40);
        Matrix onHeap = Matrix.of(array, 10, 2, 3, -7, 2);
        assertThat(new long[] {onHeap.offset(), onHeap.rowStride(), onHeap.colStride()}).containsExactly(10, -7, 2);
        assertThat(onHeap.array()).isSameAs(array);
        assertThat(onHeap.segment()).isNull();
        Matrix slice = onHeap.slice(1, 1, 1, 2).transposed();
        assertThat(new long[] {slice.offset(), slice.rowStride(), slice.colStride()}).containsExactly(5, 2, -7);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(40 * Float.BYTES);
            Matrix offHeap = Matrix.of(segment, 3, 2, 3, 0, 5);
            assertThat(new long[] {offHeap.offset(), offHeap.rowStride(), offHeap.colStride()}).containsExactly(3, 0,
                    5);
            assertThat(offHeap.array()).isNull();
            assertThat(offHeap.segment()).isSameAs(segment);
        }
    }

    @Test
    void offsetOfAHeapSegmentCountsFromTheStartOfItsArray() {
        float[] array = numbers(20);
        Matrix matrix = Matrix.of(MemorySegment.ofArray(array).asSlice(8, 40), 3, 2, 3, 3, 1);
        assertThat(matrix.offset()).isEqualTo(5);
        assertThat(matrix.array()).isSameAs(array);
        assertThat(matrix.segment()).isNull();
    }

    @Test
    void heapSegmentOfBytesIsASegment() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[24]);
        Matrix matrix = Matrix.of(bytes, 2, 3);
        matrix.set(1, 2, 7f);
        assertThat(matrix.array()).isNull();
        assertThat(matrix.segment()).isSameAs(bytes);
        assertThat(bytes.get(FLOAT, 20)).isEqualTo(7f);
    }

    @Test
    void storageThatIsTooShortIsRefusedWithShapeAndLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[5], 2, 3))
                .withMessageContainingAll("5 floats", "too short", "2 × 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[20], 15, 2, 3, 3, 1))
                .withMessageContainingAll("20 floats", "offset 15", "strides 3 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[20], 2, 2, 3, -3, 1))
                .withMessageContaining("too short");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[20], 3, 2, 3, 0, -2))
                .withMessageContaining("too short");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(MemorySegment.ofArray(new byte[23]), 2, 3))
                .withMessageContainingAll("5 floats", "2 × 3");
        MemorySegment slice = MemorySegment.ofArray(new float[20]).asSlice(8, 20);
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(slice, 2, 3))
                .withMessageContainingAll("5 floats", "2 × 3");
        try (Arena arena = Arena.ofConfined()) {
            assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(arena.allocate(23), 2, 3))
                    .withMessageContaining("5 floats");
        }
    }

    @Test
    void storageThatIsJustLongEnoughIsTaken() {
        assertThat(Matrix.of(new float[6], 2, 3).get(1, 2)).isZero();
        assertThat(Matrix.of(new float[14], 3, 2, 3, 8, 1).get(1, 2)).isZero();
        assertThat(Matrix.of(new float[14], 13, 2, 3, -8, -1).get(1, 2)).isZero();
        assertThat(Matrix.of(new float[1], 1, 1000, 0, 7, 7).rows()).isEqualTo(1000);
    }

    @Test
    void sizesThatOverflowAreRefused() {
        int huge = 1 << 16;
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[10], huge, huge))
                .withMessageContaining("65536 × 65536");
        int max = Integer.MAX_VALUE;
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[10], max, max));
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[10], 0, max, max, max, max));
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[10], max, 2, 2, max, max));
        MemorySegment segment = MemorySegment.ofArray(new byte[40]);
        for (long stride : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 2, 1L << 62}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(segment, 5, 3, 3, stride, stride));
            assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(segment, 5, 3, 1, stride, 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(segment, Long.MAX_VALUE, 1, 1, 1, 1));
    }

    @Test
    void negativeDimensionsAndOffsetsAreRefusedByName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[6], -1, 3))
                .withMessageContainingAll("rows", "at least 0", "-1 × 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[6], 2, -3))
                .withMessageContainingAll("cols", "2 × -3");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[6], -1, 1, 1, 1, 1))
                .withMessageContainingAll("offset", "-1");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new float[6], 7, 0, 1, 1, 1))
                .withMessageContaining("offset 7");
    }

    @Test
    void nullIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Matrix.of((float[]) null, 1, 1)).withMessage("data");
        assertThatNullPointerException().isThrownBy(() -> Matrix.of((MemorySegment) null, 1, 1)).withMessage("data");
    }

    @Test
    void elementsOfAClosedSegmentAreRefused() {
        Arena arena = Arena.ofConfined();
        Matrix matrix = Matrix.of(arena.allocate(4), 1, 1);
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> matrix.get(0, 0));
        assertThatIllegalStateException().isThrownBy(() -> matrix.set(0, 0, 1f));
    }

    private static float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static void assertElements(Matrix actual, float[][] expected) {
        float[][] elements = new float[actual.rows()][actual.cols()];
        for (int i = 0; i < actual.rows(); i++) {
            for (int j = 0; j < actual.cols(); j++) {
                elements[i][j] = actual.get(i, j);
            }
        }
        assertThat(Arrays.deepToString(elements)).isEqualTo(Arrays.deepToString(expected));
    }
}
