package dev.evenkeel.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.internal.memory.Views;
import dev.evenkeel.testing.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What C may share with the inputs: an array, but no element. */
class GemmOverlapTest {
    private static final Execution EXECUTION = Execution.sequential();

    @Test
    void interleavedColumnSlicesOfOneArrayAreLegal() {
        Matrix whole = Values.ordinary(1).matrix(12, 40);
        Matrix a = whole.slice(0, 0, 12, 12);
        Matrix b = whole.slice(0, 12, 12, 13);
        Matrix c = whole.slice(0, 25, 12, 13);
        float[] expected = ReferenceProduct.of(0.7f, a, b, 0.3f, c);
        Gemm.multiply(0.7f, a, b, 0.3f, c, EXECUTION);
        ReferenceProduct.assertSameBits(c, expected, "column slices");
    }

    @Test
    void interleavedRowSlicesOfOneTransposedArrayAreLegal() {
        Matrix whole = Values.ordinary(1).matrix(12, 40).transposed();
        Matrix a = whole.slice(0, 0, 13, 12);
        Matrix b = whole.slice(13, 0, 12, 12);
        Matrix c = whole.slice(25, 0, 13, 12);
        float[] expected = ReferenceProduct.of(0.7f, a, b, 0.3f, c);
        Gemm.multiply(0.7f, a, b, 0.3f, c, EXECUTION);
        ReferenceProduct.assertSameBits(c, expected, "row slices");
    }

    @Test
    void interleavedColumnSlicesOfOneNativeSegmentAreLegal() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix whole = Matrix.of(arena.allocate(12 * 40 * Float.BYTES), 12, 40);
            Values values = Values.ordinary(1);
            for (int i = 0; i < 12; i++) {
                for (int j = 0; j < 40; j++) {
                    whole.set(i, j, values.next());
                }
            }
            Matrix a = whole.slice(0, 0, 12, 12);
            Matrix b = whole.slice(0, 12, 12, 13);
            Matrix c = whole.slice(0, 25, 12, 13);
            float[] expected = ReferenceProduct.of(0.7f, a, b, 0.3f, c);
            Gemm.multiply(0.7f, a, b, 0.3f, c, EXECUTION);
            ReferenceProduct.assertSameBits(c, expected, "column slices");
        }
    }

    @Test
    void anArrayAndAHeapSegmentOverItMayInterleave() {
        Matrix whole = Values.ordinary(1).matrix(12, 40);
        Matrix a = Matrix.of(MemorySegment.ofArray(whole.array()), 0, 12, 12, 40, 1);
        Matrix b = whole.slice(0, 12, 12, 13);
        Matrix c = Matrix.of(MemorySegment.ofArray(whole.array()), 25, 12, 13, 40, 1);
        float[] expected = ReferenceProduct.of(1f, a, b, 0f, c);
        Gemm.multiply(a, b, c, EXECUTION);
        ReferenceProduct.assertSameBits(c, expected, "segments");
    }

    @Test
    void oneSharedElementIsRefusedAndNothingIsWritten() {
        float[] array = Values.ordinary(1).array(480);
        Matrix whole = Matrix.of(array, 12, 40);
        Matrix c = whole.slice(0, 24, 12, 12);
        Matrix apart = Values.ordinary(2).matrix(12, 12);
        refused("c overlaps a", whole.slice(0, 13, 12, 12), apart, c, array);
        refused("c overlaps b", apart, whole.slice(0, 13, 12, 12), c, array);
        refused("c overlaps a", c, apart, c, array);
        refused("c overlaps b", apart, c, c, array);
        refused("c overlaps b", apart, c.transposed(), c, array);
        refused("c overlaps a", Matrix.of(MemorySegment.ofArray(array), 24, 12, 12, 40, 1), apart, c, array);
        refused("c overlaps a", Matrix.of(MemorySegment.ofArray(array).asReadOnly(), 24, 12, 12, 40, 1), apart, c,
                array);
        refused("c overlaps b", apart, Matrix.of(array, 479, 12, 12, -13, -1), c, array);
    }

    @Test
    void differentLeadingDimensionsAreRefusedIfTheirRangesMeet() {
        float[] array = new float[480];
        refused("c overlaps a", Matrix.of(array, 0, 3, 3, 41, 1), Matrix.of(new float[9], 3, 3),
                Matrix.of(array, 10, 3, 3, 40, 1),
                array);
        Gemm.multiply(Matrix.of(array, 0, 3, 3, 41, 1), Matrix.of(new float[9], 3, 3),
                Matrix.of(array, 85, 3, 3, 40, 1), EXECUTION);
    }

    @Test
    void nativeSegmentsThatShareMemoryAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(400);
            Matrix other = Matrix.of(new float[4], 2, 2);
            Matrix c = Matrix.of(segment.asSlice(16, 16), 2, 2);
            for (int from : new int[] {1, 4, 16, 28, 31}) {
                Matrix a = Matrix.of(segment.asSlice(from, 16), 2, 2);
                assertThatIllegalArgumentException().isThrownBy(() -> Gemm.multiply(a, other, c, EXECUTION))
                        .withMessageContaining("c overlaps a");
            }
            Gemm.multiply(Matrix.of(segment.asSlice(0, 16), 2, 2), Matrix.of(segment.asSlice(32, 16), 2, 2), c,
                    EXECUTION);
        }
    }

    @Test
    void outputsThatRepeatAnElementAreRefused() {
        Matrix a = Matrix.of(new float[9], 3, 3);
        float[] array = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        int[][] strides = {{0, 1}, {1, 0}, {0, 0}, {1, 1}, {2, 1}, {-1, 1}};
        for (int[] stride : strides) {
            Matrix c = Matrix.of(array, 2, 3, 3, stride[0], stride[1]);
            assertThatIllegalArgumentException().isThrownBy(() -> Gemm.multiply(a, a, c, EXECUTION))
                    .withMessageContainingAll("c holds an element more than once", Views.description(c));
        }
        assertThat(array).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void outputsOfOneRowOrColumnMayHaveAnyOtherStride() {
        Matrix one = Matrix.of(new float[] {2f}, 1, 1);
        float[] c = new float[3];
        Gemm.multiply(one, one, Matrix.of(c, 1, 1, 1, 0, 0), EXECUTION);
        Gemm.multiply(one, Matrix.of(new float[] {3f, 4f}, 1, 2), Matrix.of(c, 1, 1, 2, 0, 1), EXECUTION);
        assertThat(c).containsExactly(0f, 6f, 8f);
        Gemm.multiply(Matrix.of(new float[] {3f, 4f}, 2, 1), one, Matrix.of(c, 2, 2, 1, -1, 0), EXECUTION);
        assertThat(c).containsExactly(0f, 8f, 6f);
    }

    @Test
    void inputsMayOverlapEachOther() {
        Matrix a = Values.ordinary(1).matrix(7, 7);
        Matrix c = Matrix.of(new float[49], 7, 7);
        float[] expected = ReferenceProduct.of(1f, a, a.transposed(), 0f, c);
        Gemm.multiply(a, a.transposed(), c, EXECUTION);
        ReferenceProduct.assertSameBits(c, expected, "A by its transpose");
    }

    @Test
    void aBiasInsideCIsRefused() {
        float[] shared = {1, 2, 3};
        Epilogue epilogue = new Epilogue(shared, Activation.IDENTITY);
        Matrix one = Matrix.of(new float[1], 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gemm.multiply(1f, one, Matrix.of(new float[3], 1, 3), 0f, Matrix.of(shared, 1, 3),
                        epilogue, EXECUTION))
                .withMessageContaining("c overlaps bias");
        assertThat(shared).containsExactly(1, 2, 3);
    }

    private static void refused(String message, Matrix a, Matrix b, Matrix c, float[] storageOfC) {
        float[] before = storageOfC.clone();
        assertThatIllegalArgumentException().isThrownBy(() -> Gemm.multiply(1f, a, b, 0f, c, EXECUTION))
                .withMessageContainingAll(message, Views.description(c));
        assertThat(storageOfC).isEqualTo(before);
    }
}
