package dev.evenkeel.file;

import static dev.evenkeel.file.FilesOfOthers.bits;
import static dev.evenkeel.file.FilesOfOthers.bytes;
import static dev.evenkeel.file.FilesOfOthers.count;
import static dev.evenkeel.file.FilesOfOthers.floats;
import static dev.evenkeel.file.FilesOfOthers.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class NpyTest {
    @TempDir
    Path folder;

    private static Tensor read(String name) throws IOException {
        return Npy.of(MemorySegment.ofArray(bytes(name)));
    }

    @Test
    void floatsKeepTheirBits() throws IOException {
        assertThat(bits(read("special.npy").toFloats())).isEqualTo(FilesOfOthers.SPECIAL);
    }

    @Test
    void aMappedArrayIsAMatrixWithoutACopy() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = Npy.map(path("special.npy"), arena);
            Matrix matrix = tensor.matrix();
            assertThat(matrix.segment().isMapped()).isTrue();
            assertThat(matrix.segment().isReadOnly()).isTrue();
            assertThat(matrix.rows()).isEqualTo(2);
            assertThat(matrix.cols()).isEqualTo(3);
            assertThat(bits(matrix.toArray())).isEqualTo(FilesOfOthers.SPECIAL);
            assertThat(tensor).hasToString(path("special.npy") + ": F32 [2, 3]");
        }
    }

    @Test
    void fortranOrderIsAMatterOfStrides() throws IOException {
        Matrix matrix = read("fortran.npy").matrix();
        assertThat(matrix.rowStride()).isEqualTo(1);
        assertThat(matrix.colStride()).isEqualTo(3);
        assertThat(matrix.toArray()).isEqualTo(count(12));
        assertThat(read("fortran.npy").toFloats()).isEqualTo(count(12));
    }

    @Test
    void moreThanTwoExtentsInFortranOrderAreCopiedWhereTheyHaveNoStrides() throws IOException {
        Tensor tensor = read("fortran3.npy");
        assertThat(tensor.toFloats()).isEqualTo(count(24));
        for (int rowExtents = 0; rowExtents <= 3; rowExtents++) {
            int extents = rowExtents;
            assertThatThrownBy(() -> tensor.matrix(extents)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("content: F32 [2, 3, 4] does not lie in row-major order");
        }
        assertThatThrownBy(tensor::data).isInstanceOf(IllegalStateException.class).hasMessageContaining("copyTo");
    }

    @Test
    void aConvolutionIsOutputsByTheRest() throws IOException {
        Tensor tensor = read("conv.npy");
        assertThat(tensor.shape()).containsExactly(4, 3, 2, 2);
        assertThat(tensor.matrix().rows()).isEqualTo(4);
        assertThat(tensor.matrix().cols()).isEqualTo(12);
        assertThat(tensor.matrix(3).cols()).isEqualTo(2);
        assertThat(tensor.matrix(3).toArray()).isEqualTo(count(48));
    }

    @Test
    void scalarsVectorsAndEmptyArraysAreMatrices() throws IOException {
        assertThat(read("scalar.npy").shape()).isEmpty();
        assertThat(read("scalar.npy").matrix().get(0, 0)).isEqualTo(7);
        assertThat(read("vector.npy").matrix().rows()).isEqualTo(1);
        assertThat(read("vector.npy").matrix(1).cols()).isEqualTo(1);
        assertThat(read("vector.npy").matrix(1).toArray()).isEqualTo(count(5));
        assertThat(read("empty.npy").matrix().rows()).isZero();
        assertThat(read("empty.npy").matrix().cols()).isEqualTo(3);
        assertThat(read("empty.npy").toFloats()).isEmpty();
    }

    @Test
    void otherDtypesAreRead() throws IOException {
        assertThat(read("double.npy").toDoubles()).containsExactly(0, 1 / 3d, 2 / 3d);
        assertThat(read("long.npy").toLongs()).containsExactly(-2, -1, 0, 1);
        assertThat(read("half.npy").toFloats()).containsExactly(0, 0.5f, 1, 1.5f);
        assertThat(read("bool.npy").dtype()).isEqualTo(Dtype.BOOL);
        assertThat(read("bool.npy").data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0, 1);
        assertThat(read("bytes.npy").dtype()).isEqualTo(Dtype.U8);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void laterVersionsAreRead(int version) throws IOException {
        assertThat(read("version" + version + ".npy").matrix().toArray()).isEqualTo(count(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"special", "conv", "scalar", "vector", "empty", "double", "long", "half", "bool", "bytes"})
    void whatIsWrittenIsWhatNumPyWrites(String name) throws IOException {
        Path file = folder.resolve(name);
        Npy.write(file, read(name + ".npy"));
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(name + ".npy"));
    }

    @Test
    void anyStridesAreWrittenInRowMajorOrder() throws IOException {
        float[] values = floats(FilesOfOthers.SPECIAL);
        float[] interleaved = new float[12];
        for (int i = 0; i < 6; i++) {
            interleaved[11 - 2 * i] = values[i];
        }
        Matrix backwards = Matrix.of(interleaved, 11, 2, 3, -6, -2);
        Npy.write(folder.resolve("a"), backwards);
        assertThat(Files.readAllBytes(folder.resolve("a"))).isEqualTo(bytes("special.npy"));
        float[] columns = new float[6];
        for (int i = 0; i < 6; i++) {
            columns[i % 3 * 2 + i / 3] = values[i];
        }
        Npy.write(folder.resolve("b"), Matrix.of(columns, 3, 2).transposed());
        assertThat(Files.readAllBytes(folder.resolve("b"))).isEqualTo(bytes("special.npy"));
    }

    @Test
    void manyPiecesOfAStridedMatrixAreOneFile() throws IOException {
        Matrix matrix = Matrix.of(count(300 * 1000), 300, 1000);
        Npy.write(folder.resolve("a"), matrix.transposed());
        Npy.write(folder.resolve("b"), matrix);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Npy.map(folder.resolve("a"), arena).matrix().transposed().toArray())
                    .isEqualTo(count(300 * 1000));
            assertThat(Npy.map(folder.resolve("b"), arena).toFloats()).isEqualTo(count(300 * 1000));
        }
    }

    @Test
    void headersOfPythonTwoAreRead() throws IOException {
        assertThat(NpyRefusalTest.npy(1, "{\"shape\":(2L, 3L,),'descr' : '<f4',\n'fortran_order':True}", 24).shape())
                .containsExactly(2, 3);
    }
}
