package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What a view of doubles does as {@link Matrix} does: its own code is what reads and writes elements. */
class DoubleMatrixTest {
    @Test
    void elementsLieWhereStridesSay() {
        double[] values = {0, 1, 2, 3, 4, 5, 6, 7};
        DoubleMatrix view = DoubleMatrix.of(values, 1, 2, 2, 3, 2);
        assertThat(view.toArray()).containsExactly(1, 3, 4, 6);
        assertThat(view.transposed().toArray()).containsExactly(1, 4, 3, 6);
        assertThat(view.transposed().transposed()).isSameAs(view);
        assertThat(view.slice(1, 0, 1, 2).toArray()).containsExactly(4, 6);
        view.set(1, 1, -6);
        assertThat(values[6]).isEqualTo(-6);
        assertThat(view.elementBytes()).isEqualTo(8);
    }

    @Test
    void segmentsAreReadAndWrittenLikeArrays() {
        for (int stride : new int[] {1, 2}) {
            MemorySegment memory = Arena.ofAuto().allocate(8 * 24 + 1).asSlice(1);
            DoubleMatrix view = DoubleMatrix.of(memory, 1, 3, 3, 7, stride);
            view.copyFrom(0, 0, 3, 3, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, 3);
            assertThat(view.get(1, 2)).isEqualTo(6);
            double[] part = new double[5];
            view.copyTo(1, 1, 2, 2, part, 1, 2);
            assertThat(part).containsExactly(0, 5, 6, 8, 9);
            view.fill(0.5);
            assertThat(view.copy().toArray()).containsOnly(0.5);
            assertThat(view.array()).isNull();
        }
    }

    @Test
    void aHeapSegmentIsSeenAsItsArray() {
        double[] values = new double[9];
        MemorySegment all = MemorySegment.ofArray(values);
        assertThat(DoubleMatrix.of(all.asSlice(8), 2, 2).array()).isSameAs(values);
        assertThat(DoubleMatrix.of(all.asSlice(8), 2, 2).offset()).isEqualTo(1);
        assertThat(DoubleMatrix.of(MemorySegment.ofArray(new float[9]), 2, 2).array()).isNull();
    }

    @Test
    void whatLiesOutsideIsRefused() {
        assertThatThrownBy(() -> DoubleMatrix.of(new double[5], 2, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("storage of 5 doubles is too short for "
                        + "2 × 3 matrix (offset 0, strides 3 and 1, double[])");
        assertThatThrownBy(() -> DoubleMatrix.allocate(-1, 3)).hasMessageContaining("were -1 and 3");
        DoubleMatrix m = DoubleMatrix.allocate(2, 3);
        assertThatThrownBy(() -> m.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("row must be from 0 to 1, was 2");
        assertThatThrownBy(() -> m.slice(1, 1, 2, 2)).hasMessageContaining("reaches outside 2 × 3");
        assertThatThrownBy(() -> m.copyTo(0, 0, 2, 3, new double[5], 0, 3)).hasMessageContaining("outside target");
        assertThatThrownBy(() -> DoubleMatrixBatch.of(m, 2, 1)).hasMessageContaining("lies outside the storage");
    }

    @Test
    void valuesArePrinted() {
        assertThat(DoubleMatrix.of(new double[] {0.1, -2}, 1, 2))
                .hasToString("1 × 2 matrix (offset 0, strides 2 and 1, double[])\n   0.1  -2.0");
    }
}
