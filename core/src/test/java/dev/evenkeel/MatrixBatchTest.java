package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class MatrixBatchTest {
    @Test
    void eachMatrixIsOneStrideAfterTheOneBefore() {
        float[] data = new float[30];
        for (int i = 0; i < data.length; i++) {
            data[i] = i;
        }
        MatrixBatch batch = MatrixBatch.of(Matrix.of(data, 1, 2, 2, 3, 1), 4, 6);
        assertThat(batch.count()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(batch.get(i).get(0, 0)).isEqualTo(1f + 6 * i);
            assertThat(batch.get(i).get(1, 1)).isEqualTo(5f + 6 * i);
        }
        MatrixBatch backwards = MatrixBatch.of(Matrix.of(data, 18, 2, 2, 2, 1), 3, -9);
        assertThat(backwards.get(2).get(1, 1)).isEqualTo(3f);
        MatrixBatch repeated = MatrixBatch.of(Matrix.of(data, 18, 2, 2, 2, 1), 1_000_000, 0);
        assertThat(repeated.get(999_999).get(1, 1)).isEqualTo(21f);
    }

    @Test
    void aBatchThatLeavesTheStorageIsRefused() {
        Matrix first = Matrix.of(new float[30], 1, 2, 2, 3, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(first, 6, 5))
                .withMessageContainingAll("matrix 5", "stride 5", "outside", "2 × 2");
        assertThat(MatrixBatch.of(first, 5, 6).get(4).get(1, 1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(first, 2, -2))
                .withMessageContaining("stride -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatrixBatch.of(first, Integer.MAX_VALUE, Long.MAX_VALUE / 3));
        try (Arena arena = Arena.ofConfined()) {
            Matrix off = Matrix.of(arena.allocate(30 * Float.BYTES), 1, 2, 2, 3, 1);
            assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(off, 6, 5))
                    .withMessageContaining("stride 5");
        }
    }

    @Test
    void aBatchStaysInsideTheHeapSegmentThatItWasGiven() {
        MemorySegment slice = MemorySegment.ofArray(new float[30]).asSlice(10 * Float.BYTES, 8 * Float.BYTES);
        Matrix first = Matrix.of(slice, 2, 2);
        assertThat(MatrixBatch.of(first, 2, 4).get(1).get(1, 1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(first, 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(first, 2, -4));
    }

    @Test
    void emptyBatchesAndBatchesOfEmptyMatricesAreLegal() {
        assertThat(MatrixBatch.of(Matrix.of(new float[4], 2, 2), 0, 100).count()).isZero();
        assertThat(MatrixBatch.of(Matrix.of(new float[4], 2, 2), 1, 100).get(0).rows()).isEqualTo(2);
        assertThat(MatrixBatch.of(Matrix.of(new float[0], 0, 2), 3, 100).get(2).cols()).isEqualTo(2);
    }

    @Test
    void negativeCountsNullAndMatricesThatAreNotThereAreRefused() {
        Matrix first = Matrix.of(new float[4], 2, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> MatrixBatch.of(first, -1, 0))
                .withMessageContainingAll("count", "-1");
        assertThatNullPointerException().isThrownBy(() -> MatrixBatch.of(null, 1, 0)).withMessage("first");
        assertThatThrownBy(() -> MatrixBatch.of(first, 2, 0).get(2)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index must be from 0 to 1, was 2");
        assertThatThrownBy(() -> MatrixBatch.of(first, 0, 0).get(0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("index 0 is outside an empty batch");
        assertThatThrownBy(() -> MatrixBatch.of(first, 2, 0).get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void printedABatchTellsCountStrideAndShape() {
        assertThat(MatrixBatch.of(Matrix.of(new float[8], 2, 2), 2, 4)).hasToString(
                "2 at stride 4 of 2 × 2 matrix (offset 0, strides 2 and 1, float[])");
    }
}
