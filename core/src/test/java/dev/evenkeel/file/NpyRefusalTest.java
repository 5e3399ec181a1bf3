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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class NpyRefusalTest {
    private static final String GOOD = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    @TempDir
    Path folder;

    /** A file of that version with that header and so many bytes of data. */
    static Tensor npy(int version, String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        return Npy.of(MemorySegment.ofArray(file.put(text).array()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "big-endian | the dtype \">f4\" is big-endian",
        "object     | is of pickled Python objects, which are never read",
        "structured | the array is structured",
        "text       | the dtype \"<U3\" is none of ¦b1, ¦u1, ¦i1, <i2",
        "void       | the dtype \"¦V2\" is none of",
        "complex128 | the dtype \"<c16\" is none of"})
    void arraysOfOtherThingsThanNumbersAreRefused(String name, String reason) {
        assertThatThrownBy(() -> {
            try (Arena arena = Arena.ofConfined()) {
                Npy.map(path(name + ".npy"), arena);
            }
        }).isInstanceOf(FileFormatException.class).hasMessageStartingWith(path(name + ".npy") + ": ")
                .hasMessageContaining(reason.replace('¦', '|'));
    }

    @Test
    void aGoodHeaderIsGood() throws IOException {
        assertThat(npy(1, GOOD, 24).shape()).containsExactly(2, 3);
        assertThat(npy(3, GOOD + "   \n", 24).shape()).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "(2, 3);(2, 3;expected a whole number of at least 0, found \"}\"",
        "(2, 3);(6);expected ',', found \")\"",
        "(2, 3);(02, 3);expected a whole number",
        "(2, 3);(-2, -3);expected a whole number",
        "(2, 3);(2.0, 3);expected ','",
        "(2, 3);(, );expected a whole number",
        "(2, 3);(2,, 3);expected a whole number",
        "(2, 3);[2, 3];expected '('",
        "(2, 3);(9223372036854775808,);a number is 2^63 or more",
        "(2, 3);(4611686018427387904, 3);has a shape of 2^63 bits or more",
        "(2, 3);(0, 4611686018427387904, 3);has a shape of 2^63 bits or more",
        "(2, 3);(2, 4);is cut off: F32 [2, 4] takes 32 bytes, there are 24",
        "(2, 3);(2, 2);has bytes behind its array: F32 [2, 2] takes 16 bytes, there are 24",
        "False;false;expected True or False",
        "False;0;expected True or False",
        "'<f4';'f4';the dtype \"f4\" is none of",
        "'<f4';'<f\\x34';expected '''",
        "'<f4';'<f4\";the dtype \"<f4\", \" is none of",
        "'<f4';<f4;expected '''",
        "'<f4';'=f4';the dtype \"=f4\" is none of",
        "'shape';'descr';the key \"descr\" is there twice",
        "'shape';'Shape';the key \"Shape\" is unknown",
        "'fortran_order': False, ;;the keys descr, fortran_order and shape must all be there",
        "'fortran_order': False,;'fortran_order': False;expected ',' or '}'",
        "'fortran_order':;'fortran_order';expected ':'",
        "), };);expected ',' or '}', found the end of the header",
        "), };), }};expected nothing more",
        "{'descr;'descr;expected '{'"})
    void aHeaderThatNumPyWouldNotWriteIsRefused(String part, String instead, String reason) {
        String header = GOOD.replace(part, instead == null ? "" : instead);
        assertThat(header).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> npy(1, header, 24)).isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("content: ").hasMessageContaining(reason);
    }

    @Test
    void integersOfPythonTwoAreRefusedInVersionThree() {
        assertThatThrownBy(() -> npy(3, GOOD.replace("(2, 3)", "(2L, 3L)"), 24))
                .isInstanceOf(FileFormatException.class).hasMessageContaining("found \"L\"");
    }

    @Test
    void tooManyExtentsAreRefused() throws IOException {
        assertThat(npy(1, GOOD.replace("2, 3", "1, ".repeat(64)), 4).elements()).isOne();
        assertThatThrownBy(() -> npy(1, GOOD.replace("2, 3", "1, ".repeat(65)), 4))
                .hasMessageContaining("more than 64 extents");
    }

    @Test
    void versionThreeIsStrictUtf8() throws IOException {
        byte[] file = bytes("version3.npy");
        file[40] = (byte) 0xff;
        assertThatThrownBy(() -> Npy.of(MemorySegment.ofArray(file))).isInstanceOf(FileFormatException.class)
                .hasMessage("content: has a header that is not UTF-8");
    }

    @Test
    void everyCutIsRefused() throws IOException {
        for (String name : new String[] {"special.npy", "version2.npy", "fortran.npy"}) {
            byte[] whole = bytes(name);
            for (int length = 0; length < whole.length; length++) {
                MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> Npy.of(cut)).isInstanceOf(FileFormatException.class);
            }
        }
    }

    @Test
    void aVersionAndALengthThatCannotBeAreRefused() throws IOException {
        byte[] file = bytes("version2.npy");
        refusedWith(file, 6, 4, "is npy of version 4.0, expected 1.0, 2.0 or 3.0");
        refusedWith(file, 6, 0, "is npy of version 0.0");
        refusedWith(file, 7, 1, "is npy of version 2.1");
        refusedWith(file, 11, 0xff, "has a header of 4278190196 bytes, at most 10000 are read");
        refusedWith(file, 9, 0x10, "is cut off: its header takes 4212 bytes, there are 140");
        refusedWith(file, 0, 'P', "is no npy file");
    }

    private static void refusedWith(byte[] file, int at, int value, String reason) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        assertThatThrownBy(() -> Npy.of(MemorySegment.ofArray(changed))).isInstanceOf(FileFormatException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anEmptyFileAFolderAndNoFileAreRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> Npy.map(empty, arena)).isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("is no npy file");
            assertThatThrownBy(() -> Npy.map(folder, arena)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Npy.map(folder.resolve("none"), arena)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void whatNumPyDoesNotHaveIsNotWritten() throws IOException {
        Path file = folder.resolve("a");
        Tensor bfloats = Tensor.of(Dtype.BF16, MemorySegment.ofArray(new short[2]), 2);
        assertThatThrownBy(() -> Npy.write(file, bfloats)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor has a dtype that NumPy does not have: tensor: BF16 [2]");
        long[] ones = new long[65];
        Arrays.fill(ones, 1);
        assertThatThrownBy(() -> Npy.write(file, Tensor.of(new float[1], ones)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("more than 64 extents");
        assertThat(folder).isEmptyDirectory();
    }
}
