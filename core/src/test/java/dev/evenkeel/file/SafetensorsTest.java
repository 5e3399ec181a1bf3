package dev.evenkeel.file;

import static dev.evenkeel.file.FilesOfOthers.bits;
import static dev.evenkeel.file.FilesOfOthers.bytes;
import static dev.evenkeel.file.FilesOfOthers.count;
import static dev.evenkeel.file.FilesOfOthers.floats;
import static dev.evenkeel.file.FilesOfOthers.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Gemm;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class SafetensorsTest {
    @TempDir
    Path folder;

    private static Safetensors read(String name) throws IOException {
        return Safetensors.of(MemorySegment.ofArray(bytes(name + ".safetensors")));
    }

    @Test
    void tensorsOfThePythonWriterAreRead() throws IOException {
        Safetensors file = read("mixed");
        assertThat(file.tensors().keySet()).containsExactly("layer.num_batches_tracked", "layer.running_mean", "größe",
                "layer.weight", "nothing", "flags");
        assertThat(file.metadata()).isEqualTo(Map.of("origin", "a \"quoted\" line\nand ü"));
        assertThat(file.tensor("layer.num_batches_tracked").toLongs()).containsExactly(12);
        assertThat(file.tensor("layer.running_mean").toDoubles()).containsExactly(0, 1 / 3d, 2 / 3d);
        assertThat(file.tensor("größe").toFloats()).isEqualTo(count(5));
        assertThat(file.tensor("layer.weight")).hasToString("layer.weight: F32 [4, 3, 2, 2]");
        assertThat(file.tensor("layer.weight").matrix().toArray()).isEqualTo(count(48));
        assertThat(file.tensor("nothing").shape()).containsExactly(0, 3);
        assertThat(file.tensor("nothing").toFloats()).isEmpty();
        assertThat(file.tensor("flags").data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0, 1);
        assertThat(read("nothing").tensors()).isEmpty();
        assertThat(read("nothing").metadata()).isEmpty();
    }

    @Test
    void tensorsOfTheRustWriterAreRead() throws IOException {
        Safetensors file = read("rust");
        assertThat(file.tensor("bf16").toFloats()).containsExactly(1, -2, 3.140625f);
        assertThat(file.tensor("f8").dtype()).isEqualTo(Dtype.F8_E4M3);
        assertThat(file.tensor("f4")).hasToString("f4: F4 [1, 4]");
        assertThat(file.tensor("f4").byteSize()).isEqualTo(2);
        assertThat(file.tensor("f4").data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(0x12, 0x34);
    }

    @Test
    void floatsKeepTheirBits() throws IOException {
        assertThat(bits(read("one-dtype").tensor("a.weight").toFloats())).isEqualTo(FilesOfOthers.SPECIAL);
        assertThat(bits(read("one-dtype").tensor("a.weight").matrix().toArray())).isEqualTo(FilesOfOthers.SPECIAL);
    }

    @Test
    void whatIsWrittenIsWhatThePublishedWriterWrites() throws IOException {
        for (String name : List.of("one-dtype", "mixed", "nothing", "rust")) {
            Safetensors file = read(name);
            Path copy = folder.resolve(name);
            Safetensors.write(copy, file.tensors(), file.metadata());
            assertThat(Files.readAllBytes(copy)).as(name).isEqualTo(bytes(name + ".safetensors"));
        }
        Map<String, Tensor> made = new LinkedHashMap<>();
        made.put("a.bias", Tensor.of(count(3)));
        made.put("a.weight", Tensor.of(Matrix.of(floats(FilesOfOthers.SPECIAL), 2, 3)));
        Safetensors.write(folder.resolve("made"), made);
        assertThat(Files.readAllBytes(folder.resolve("made"))).isEqualTo(bytes("one-dtype.safetensors"));
    }

    @Test
    void aMappedTensorIsAnOperandWithoutACopy() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Matrix weight = Safetensors.map(path("mixed.safetensors"), arena).tensor("layer.weight").matrix();
            assertThat(weight.segment().isMapped()).isTrue();
            Matrix product = Matrix.allocate(1, 12);
            Gemm.multiply(Matrix.of(new float[] {0, 1, 0, 1}, 1, 4), weight, product, Execution.sequential());
            float[] expected = new float[12];
            for (int j = 0; j < 12; j++) {
                expected[j] = 12 + j + 36 + j;
            }
            assertThat(product.toArray()).isEqualTo(expected);
            assertThatThrownBy(() -> Gemm.multiply(weight, weight.transposed(), weight.slice(0, 0, 4, 4),
                    Execution.sequential())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void theOrderOfTheCallerIsKeptAndWideElementsLieFirst() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z", Tensor.of(Dtype.U8, MemorySegment.ofArray(new byte[] {1, 2, 3}), 3));
        tensors.put("y", Tensor.of(new float[] {1}));
        tensors.put("x", Tensor.of(new double[] {2}));
        tensors.put("a", Tensor.of(3));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("zwei", "\u0001\t\\\"/\u007f\ud83d\ude00");
        metadata.put("", "");
        Safetensors.write(folder.resolve("a"), tensors, metadata);
        try (Arena arena = Arena.ofConfined()) {
            Safetensors file = Safetensors.map(folder.resolve("a"), arena);
            assertThat(file.tensors().keySet()).containsExactly("z", "y", "x", "a");
            assertThat(file.metadata()).containsExactlyEntriesOf(metadata);
            long begin = file.tensor("x").data().address();
            assertThat(begin % 8).isZero();
            assertThat(file.tensor("a").data().address() - begin).isEqualTo(8);
            assertThat(file.tensor("y").data().address() - begin).isEqualTo(16);
            assertThat(file.tensor("z").data().address() - begin).isEqualTo(20);
        }
    }

    @Test
    void aFileMayBeReplacedByWhatIsMappedFromIt() throws IOException {
        Path file = Files.write(folder.resolve("a"), bytes("mixed.safetensors"));
        try (Arena arena = Arena.ofConfined()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.map(file, arena).tensors());
            tensors.put("layer.weight", Tensor.of(tensors.get("layer.weight").matrix().transposed()));
            Safetensors.write(file, tensors);
            assertThat(Safetensors.map(file, arena).tensor("layer.weight").shape()).containsExactly(12, 4);
            assertThat(Safetensors.map(file, arena).tensor("layer.weight").matrix().transposed().toArray())
                    .isEqualTo(count(48));
        }
    }

    @Test
    void headersOfOtherWritersMayBeSpacedAndEscaped() throws IOException {
        Safetensors file = SafetensorsRefusalTest.safetensors("""
                {\t"\\u00e9\\/\\ud83d\\ude00" :
                  { "shape" : [ 1 , 1 ] , "data_offsets" : [4,8], "dtype": "F32" } ,
                  "first": {"dtype":"U8","shape":[4],"data_offsets":[0,4]}, "e": {"dtype":"U8","shape":[0],
                  "data_offsets":[4,4]}, "__metadata__" : { } }  \s""", 8);
        assertThat(file.tensors().keySet()).containsExactly("é/😀", "first", "e");
    }
}
