package dev.evenkeel.file;

import static dev.evenkeel.file.FilesOfOthers.bits;
import static dev.evenkeel.file.FilesOfOthers.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class TensorTest {
    @Test
    void aTensorOfAMatrixIsAViewOfIt() {
        Matrix matrix = Matrix.of(count(24), 1, 2, 3, 8, 2);
        Tensor tensor = Tensor.of(matrix);
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor.elements()).isEqualTo(6);
        assertThat(tensor.byteSize()).isEqualTo(24);
        assertThat(tensor.matrix().array()).isSameAs(matrix.array());
        matrix.set(1, 2, -1);
        assertThat(tensor.toFloats()).containsExactly(1, 3, 5, 9, 11, -1);
        assertThat(tensor).hasToString("tensor: F32 [2, 3]");
    }

    @Test
    void rowsAndColumnsAreDividedIntoExtents() {
        Matrix matrix = Matrix.of(count(48), 0, 4, 12, 1, 4);
        Tensor tensor = Tensor.of(matrix, 2, 2, 3, 1, 4);
        assertThat(tensor.toFloats()).isEqualTo(matrix.toArray());
        assertThat(tensor.matrix(2).toArray()).isEqualTo(matrix.toArray());
        assertThat(tensor.matrix(2).colStride()).isEqualTo(4);
        assertThatThrownBy(tensor::matrix).isInstanceOf(IllegalStateException.class).hasMessageContaining("2 × 24");
        assertThat(Tensor.of(Matrix.allocate(1, 12), 12).shape()).containsExactly(12);
        assertThat(Tensor.of(Matrix.allocate(12, 1), 3, 4).matrix().rows()).isEqualTo(3);
        assertThat(Tensor.of(Matrix.allocate(1, 1), new long[0]).shape()).isEmpty();
        assertThat(Tensor.of(Matrix.allocate(0, 6), 5, 0, 3, 2).matrix(2).cols()).isEqualTo(6);
    }

    @Test
    void aShapeThatAMatrixDoesNotHaveIsRefused() {
        Matrix matrix = Matrix.allocate(4, 6);
        for (long[] shape : new long[][] {{24}, {2, 12}, {6, 4}, {4, 5}, {}, {4, 6, 0}, {1L << 62, 4, 6},
            {4, 1L << 32, 1L << 32}}) {
            assertThatThrownBy(() -> Tensor.of(matrix, shape)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "shape must have extents whose product is 4, the rows of matrix, then extents "
                                    + "whose product is 6, its columns, was [");
        }
        assertThatThrownBy(() -> Tensor.of(matrix, -4, -6)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape must have no negative extent, was [-4, -6]");
    }

    @Test
    void arraysHaveTheElementsOfTheShape() {
        assertThat(Tensor.of(count(6), 1, 6, 1).matrix().cols()).isEqualTo(6);
        assertThat(Tensor.of(new double[] {1, 2}).toDoubles()).containsExactly(1, 2);
        assertThat(Tensor.of(-5).toLongs()).containsExactly(-5);
        assertThat(Tensor.of(new float[0]).matrix().cols()).isZero();
        for (long[] shape : new long[][] {{5}, {7}, {}, {6, 0}, {1L << 62, 4}, {-2, -3}}) {
            assertThatThrownBy(() -> Tensor.of(count(6), shape)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Tensor.of(new double[6], shape)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Tensor.of(Dtype.F6_E2M3, MemorySegment.ofArray(new byte[2]), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data must have the bytes of F6_E2M3 [3], has 2");
    }

    @Test
    void everyHalfPrecisionFloatIsTheSameNumberInFloat32() {
        short[] all = new short[1 << 16];
        IntStream.range(0, all.length).forEach(i -> all[i] = (short) i);
        float[] halves = Tensor.of(Dtype.F16, MemorySegment.ofArray(all), 256, 256).toFloats();
        float[] bfloats = Tensor.of(Dtype.BF16, MemorySegment.ofArray(all), all.length).toFloats();
        for (int i = 0; i < all.length; i++) {
            assertThat(Float.floatToRawIntBits(halves[i]))
                    .isEqualTo(Float.floatToRawIntBits(Float.float16ToFloat(all[i])));
            assertThat(Float.floatToRawIntBits(bfloats[i])).isEqualTo(i << 16);
        }
        assertThat(halves[0x3c01]).isEqualTo(1.0009765625f);
        assertThat(halves[0x0001]).isEqualTo(0x1p-24f);
        assertThat(halves[0xfc00]).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void whatIsNoMatrixSaysWhy() {
        assertThatThrownBy(() -> Tensor.of(new double[3]).matrix()).isInstanceOf(IllegalStateException.class)
                .hasMessage("tensor: F64 [3] is no F32, which a matrix has");
        assertThatThrownBy(() -> Tensor.of(new float[3]).matrix(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Tensor.of(new float[3]).matrix(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Tensor.of(new float[0], 0, 1L << 20, 1L << 20).matrix())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("is too large");
        assertThatThrownBy(() -> Tensor.of(new float[3]).toLongs()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Tensor.of(new double[3]).toFloats()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bytesAreCopiedInRowMajorOrder() {
        int[] target = new int[8];
        Tensor.of(Matrix.of(count(6), 2, 3).transposed()).copyTo(MemorySegment.ofArray(target));
        assertThat(target).isEqualTo(bits(new float[] {0, 3, 1, 4, 2, 5, 0, 0}));
        assertThatThrownBy(() -> Tensor.of(count(9)).copyTo(MemorySegment.ofArray(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target must take the 36 bytes of tensor: F32 [9], was of 32 bytes");
        assertThatThrownBy(() -> Tensor.of(count(8)).copyTo(MemorySegment.ofArray(target).asReadOnly()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was read-only");
    }

    /** Any part of a copy is that part of the whole: files are written in pieces. */
    @Test
    void partsOfACopyAreThoseOfTheWhole() {
        Tensor tensor = Tensor.of(Matrix.of(count(2 * 3 * 4 * 5), 100, 12, 5, -5, 1).slice(0, 1, 12, 4), 3, 2, 2, 4);
        float[] whole = tensor.toFloats();
        assertThat(whole).startsWith(101, 102, 103, 104, 96).hasSize(48);
        for (int first = 0; first < 48; first++) {
            for (int count = 0; count <= 48 - first; count++) {
                float[] part = new float[count];
                tensor.copyTo(first, count, MemorySegment.ofArray(part));
                for (int i = 0; i < count; i++) {
                    assertThat(part[i]).isEqualTo(whole[first + i]);
                }
            }
        }
    }

    @Test
    void aConfinedSegmentBelongsToItsThread() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = Tensor.of(Matrix.of(arena.allocate(16, 4), 2, 2));
            Throwable[] thrown = new Throwable[1];
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    tensor.toFloats();
                } catch (WrongThreadException e) {
                    thrown[0] = e;
                }
            });
            other.join();
            assertThat(thrown[0]).hasMessage("tensor: F32 [2, 2] is in a segment confined to another thread");
            assertThat(tensor.toFloats()).isEqualTo(new float[4]);
        }
    }

    @Test
    void aShapeIsTheCallersOwn() {
        long[] shape = {2, 3};
        Tensor tensor = Tensor.of(new float[6], shape);
        shape[0] = 7;
        tensor.shape()[1] = 7;
        assertThat(tensor.shape()).containsExactly(2, 3);
    }
}
