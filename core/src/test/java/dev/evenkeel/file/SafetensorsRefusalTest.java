package dev.evenkeel.file;

import static dev.evenkeel.file.FilesOfOthers.bytes;
import static dev.evenkeel.file.FilesOfOthers.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class SafetensorsRefusalTest {
    private static final String GOOD = """
            {"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
            "b":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}""";

    @TempDir
    Path folder;

    /** A file with that header and so many bytes of data. */
    static Safetensors safetensors(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        return Safetensors.of(MemorySegment.ofArray(file.putLong(text.length).put(text).array()));
    }

    @Test
    void aGoodHeaderIsGood() throws IOException {
        assertThat(safetensors(GOOD, 9).tensors()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "[8,9];[9,10];leaves a hole of 1 bytes before it",
        "[0,8];[1,9];the tensor \"a\" at bytes 1 to 9 leaves a hole of 1 bytes before it",
        "[8,9];[7,8];the tensor \"b\" at bytes 7 to 8 overlaps the one before it",
        "[8,9];[0,8];overlaps the one before it",
        "[8,9];[8,7];the tensor \"b\" at bytes 8 to 7 ends before it begins",
        "[8,9];[8,10];the tensor \"b\" at bytes 8 to 10 has another size than U8 []: 1",
        "[8,9];[9,9];leaves a hole",
        "[8,9];[8,8];has another size than U8 []: 1",
        "[8,9];[8];dtype, shape and two data_offsets of the tensor \"b\" must all be there",
        "[8,9];[8,9,9];two data_offsets",
        "[8,9];[8,9223372036854775807];has another size",
        "[8,9];[8,9223372036854775808];a number is 2^63 or more",
        "[8,9];[8,18446744073709551625];a number is 2^63 or more",
        "\"shape\":[];\"shape\":[2];has another size than U8 [2]: 2",
        "[2];[4611686018427387904];has a shape of 2^63 bits or more: F32 [4611686018427387904]",
        "[2];[4611686018427387904,0];has a shape of 2^63 bits or more",
        "[2];[4294967296,4294967296];has a shape of 2^63 bits or more",
        "[2];[-2];expected a whole number of at least 0, found \"-\"",
        "[2];[2.0];expected ','",
        "[2];[2e0];expected ','",
        "[2];[02];expected a whole number",
        "[2];[2,];expected a whole number",
        "[2];[,2];expected a whole number",
        "[2];[[2]];expected a whole number",
        "[2];[null];expected a whole number",
        "[2];[\"2\"];expected a whole number",
        "[2];2;expected '['",
        "[2];[2 2];expected ','",
        "F32;F33;the dtype \"F33\" of the tensor \"a\" is none of BOOL, F4,",
        "F32;f32;the dtype \"f32\"",
        "F32;F64;has another size than F64 [2]: 16",
        "F32;F4;has another size than F4 [2]: 1",
        "\"dtype\":\"U8\",;;must all be there",
        "\"U8\";null;expected '\"'",
        "\"U8\",;\"U8\",\"dtype\":\"U8\",;the field \"dtype\" of the tensor \"b\" is there twice",
        "\"U8\",;\"U8\",\"more\":1,;the field \"more\" of the tensor \"b\" is unknown",
        "\"b\":;\"a\":;the name \"a\" is there twice",
        "\"b\":;\"\\u0061\":;the name \"a\" is there twice",
        "\"b\":;\"__metadata__\":;the name \"__metadata__\" is there twice",
        "\"b\":;\"b\";expected ':'",
        "\"b\":;b:;expected '\"', found \"b\"",
        "\"b\":;\"\\ud800\":;half of a surrogate pair",
        "\"b\":;\"\\udc00\\ud800\":;half of a surrogate pair",
        "\"b\":;\"\\x\":;an escape is unknown: \\x",
        "\"b\":;\"\\u12g4\":;expected four hexadecimal digits",
        "\"b\":;\"\\u００６２\":;expected four hexadecimal digits",
        "\"b\":;\"\\u006٢\":;expected four hexadecimal digits",
        "[2];[２];expected a whole number",
        "\"b\":;\"\t\":;expected '\\'",
        "\"v\";1;expected text, which every value of __metadata__ is, found \"1\"",
        "\"v\";null;expected text",
        "\"v\";{\"k\":\"v\"};expected text",
        "\"v\";[\"v\"];expected text",
        "\"v\";\"v\",\"k\":\"w\";the key \"k\" of __metadata__ is there twice",
        "{\"k\":\"v\"};null;expected '{'",
        "]}};]};expected ',', found the end of the header",
        "]}};]},};expected '\"'",
        "]}};]}}x;expected nothing more but spaces, found \"x\"",
        "]}};]}}}}};expected nothing more but spaces",
        "{\"__metadata__\":{\"k\":\"v\"},;[;header, character 0: expected '{', found \"[\""})
    void aHeaderThatBreaksTheFormatIsRefused(String part, String instead, String reason) {
        String header = GOOD.replace(part, instead == null ? "" : instead);
        assertThat(header).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> safetensors(header, 9)).isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("content: ").hasMessageContaining(reason);
    }

    @Test
    void headersThatEndWithOtherThanSpacesAreRefused() {
        assertThatThrownBy(() -> safetensors(GOOD + "\n", 9)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("expected nothing more but spaces");
        assertThatThrownBy(() -> safetensors(" " + GOOD, 9)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("header, character 0: expected '{'");
    }

    @Test
    void bytesThatBelongToNoTensorAndMissingOnesAreRefused() {
        assertThatThrownBy(() -> safetensors(GOOD, 10)).isInstanceOf(FileFormatException.class)
                .hasMessage("content: has 1 bytes that belong to no tensor");
        assertThatThrownBy(() -> safetensors(GOOD, 8)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("the tensor \"b\" at bytes 8 to 9 reaches outside: the file is cut off");
        assertThatThrownBy(() -> safetensors("{}", 1)).isInstanceOf(FileFormatException.class);
    }

    @Test
    void halfABytesElementsAreRefused() {
        String header = "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}";
        assertThatThrownBy(() -> safetensors(header, 1)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("ends within a byte: F4 [3]");
    }

    @Test
    void aDeepHeaderIsRefusedWhereItGetsDeep() {
        String deep = "{\"a\":" + "{\"a\":".repeat(1_000_000);
        assertThatThrownBy(() -> safetensors(deep, 0)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("the field \"a\" of the tensor \"a\" is unknown");
        assertThatThrownBy(() -> safetensors("{\"a\":{\"shape\":" + "[".repeat(1_000_000), 0))
                .isInstanceOf(FileFormatException.class).hasMessageContaining("expected a whole number");
    }

    @Test
    void aLengthThatCannotBeIsRefused() throws IOException {
        byte[] file = bytes("mixed.safetensors");
        ByteBuffer lengths = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (long length : new long[] {100_000_001, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            lengths.putLong(0, length);
            assertThatThrownBy(() -> Safetensors.of(MemorySegment.ofArray(file)))
                    .isInstanceOf(FileFormatException.class).hasMessage("content: has a header of "
                            + Long.toUnsignedString(length) + " bytes, at most 100000000 are read");
        }
        lengths.putLong(0, 100_000_000);
        assertThatThrownBy(() -> Safetensors.of(MemorySegment.ofArray(file))).isInstanceOf(FileFormatException.class)
                .hasMessage("content: is cut off: its header takes 100000000 bytes, there are " + (file.length - 8));
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        byte[] file = bytes("mixed.safetensors");
        file[12] = (byte) 0xff;
        assertThatThrownBy(() -> Safetensors.of(MemorySegment.ofArray(file))).isInstanceOf(FileFormatException.class)
                .hasMessage("content: has a header that is not UTF-8");
    }

    @Test
    void everyCutIsRefused() throws IOException {
        byte[] whole = bytes("mixed.safetensors");
        for (int length = 0; length < whole.length; length++) {
            MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.of(cut)).isInstanceOf(FileFormatException.class);
        }
    }

    @Test
    void aFileThatIsRefusedIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> Safetensors.map(file, arena)).isInstanceOf(FileFormatException.class)
                    .hasMessage(file + ": is cut off: it has 0 bytes, its header's length takes 8");
        }
    }

    @Test
    void aTensorThatIsNotThereIsNamed() throws IOException {
        Safetensors file = Safetensors.of(MemorySegment.ofArray(bytes("one-dtype.safetensors")));
        assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "name must be that of a tensor, was \"a\"; there are 2: \"a.bias\", \"a.weight\"");
        assertThatThrownBy(() -> file.tensor("a.bias").toDoubles()).isInstanceOf(IllegalStateException.class)
                .hasMessage("a.bias: F32 [3] is no F64, which a double[] has");
    }

    @Test
    void aReadFileCannotBeChanged() throws IOException {
        Arena arena = Arena.ofConfined();
        Safetensors file = Safetensors.map(path("one-dtype.safetensors"), arena);
        Tensor bias = file.tensor("a.bias");
        assertThatThrownBy(() -> file.tensors().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> file.metadata().put("", "")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> bias.matrix().set(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        arena.close();
        assertThatThrownBy(bias::toFloats).isInstanceOf(IllegalStateException.class)
                .hasMessage("a.bias: F32 [3] is in a closed segment");
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("a"), file.tensors()))
                .isInstanceOf(IllegalStateException.class).hasMessage("a.bias: F32 [3] is in a closed segment");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesAndTextsThatTheFormatDoesNotHaveAreNotWritten() {
        Path file = folder.resolve("a");
        Tensor tensor = Tensor.of(1);
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("__metadata__", tensor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors must not have the name __metadata__");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("\ud800", tensor)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tensors must have texts of whole");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("a", tensor), Map.of("k", "\udc00")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("metadata must have texts of whole");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aHeaderThatNobodyWouldReadIsNotWritten() {
        assertThat(Safetensors.header("{" + " ".repeat(99_999_999))).hasSize(100_000_008);
        assertThatThrownBy(() -> Safetensors.header("{" + " ".repeat(100_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors and metadata need a header of 100000008 bytes, it may have 100000000");
    }
}
