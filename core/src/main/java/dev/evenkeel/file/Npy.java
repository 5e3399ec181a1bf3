package dev.evenkeel.file;

import dev.evenkeel.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * NumPy's {@code .npy}: one array in a file.
 *
 * {@snippet :
 * Path file = Path.of(System.getProperty("java.io.tmpdir"), "weights-" + ProcessHandle.current().pid() + ".npy");
 * Npy.write(file, Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));          // numpy.load reads it
 * try (Arena arena = Arena.ofConfined()) {
 *     Matrix weights = Npy.map(file, arena).matrix();                        // nothing is copied
 *     IO.println(weights.rows() + " × " + weights.cols());                   // 2 × 3
 * }
 * Files.delete(file);
 * }
 *
 * <p><b>Read</b> are versions 1.0, 2.0 and 3.0, in C order and in Fortran order, which is a matter of strides. Refused
 * by a {@link FileFormatException} that says so are: big-endian arrays, structured ones, Python objects (a pickle is
 * never opened), dtypes that {@link Dtype} does not have, a header of more than 10,000 bytes (NumPy's own limit) or one
 * that NumPy would not write, a shape of 2⁶³ bits or more, and a file that is longer or shorter than its array.
 *
 * <p><b>Written</b> is version 1.0 in C order, byte for byte what {@code numpy.save} of NumPy 2 writes.
 *
 * <p>Source: NumPy's documentation of {@code numpy.lib.format}. Both methods may be called by several threads. Files
 * are little-endian; on a machine that is not, both throw an {@link UnsupportedOperationException}.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Magic and version. */
    private static final int PREFIX = MAGIC.length + 2;

    private static final int LONGEST_HEADER = 10_000;

    /** Arrays begin at a multiple of it. */
    private static final int ALIGNMENT = 64;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Npy() {}

    /**
     * The array in a file, mapped: pages are read when they are used, and cannot be written to.
     *
     * @param file must not be cut or overwritten while it is mapped; {@link #write} replaces it, which does no harm;
     * Windows may refuse to replace a file that is mapped
     * @param arena ends the mapping, and says which threads may read the array
     * @throws FileFormatException if the file is refused; the message begins with its name
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if the arena is closed
     */
    public static Tensor map(Path file, Arena arena) throws IOException {
        MemorySegment content = WholeFile.map(file, arena);
        return read(file.toString(), content);
    }

    /**
     * The array in the content of a file. It is a view of the segment.
     *
     * @throws FileFormatException if the content is refused
     */
    public static Tensor of(MemorySegment content) throws FileFormatException {
        return read("content", Objects.requireNonNull(content, "content"));
    }

    /**
     * Writes a float32 array of shape [rows, cols].
     *
     * @throws IOException as {@link #write(Path, Tensor)}
     */
    public static void write(Path file, Matrix matrix) throws IOException {
        Objects.requireNonNull(file, "file");
        write(file, Tensor.of(matrix));
    }

    /**
     * Writes an array, row-major whatever its strides. The file is there as a whole or not at all: it is written beside
     * its place under another name, forced to the disk and moved. What was there before is replaced; if anything fails,
     * it stays.
     *
     * @param file in a folder that exists
     * @param tensor read before the file is replaced: it may be mapped from it
     * @throws IllegalArgumentException if NumPy has no such dtype, or there are more than 64 extents
     * @throws IllegalStateException if the tensor's segment is closed
     * @throws WrongThreadException if it is confined to another thread
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Tensor tensor) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(tensor, "tensor");
        WholeFile.requireLittleEndian();
        if (tensor.dtype().descr() == null) {
            throw new IllegalArgumentException("tensor has a dtype that NumPy does not have: " + tensor);
        }
        if (tensor.shape().length > NpyHeader.MOST_EXTENTS) {
            throw new IllegalArgumentException(
                    "tensor has more than " + NpyHeader.MOST_EXTENTS + " extents: " + tensor);
        }
        byte[] text = NpyHeader.text(tensor).getBytes(StandardCharsets.US_ASCII);
        int begin = PREFIX + Short.BYTES;
        // A line feed ends it, and a header that would end at the boundary gets one more line of spaces, as in NumPy.
        int end = ((begin + text.length + 1) / ALIGNMENT + 1) * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (end - begin)).put(text);
        Arrays.fill(header.array(), header.position(), end - 1, (byte) ' ');
        header.array()[end - 1] = '\n';
        WholeFile.write(file, header.array(), List.of(tensor));
    }

    private static Tensor read(String source, MemorySegment content) throws FileFormatException {
        WholeFile.requireLittleEndian();
        long size = content.byteSize();
        if (size < PREFIX || content.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw new FileFormatException(source, "is no npy file: it does not begin with \\x93NUMPY and a version");
        }
        int major = content.get(ValueLayout.JAVA_BYTE, MAGIC.length) & 0xff;
        int minor = content.get(ValueLayout.JAVA_BYTE, MAGIC.length + 1) & 0xff;
        if (major < 1 || major > 3 || minor != 0) {
            throw new FileFormatException(source,
                    "is npy of version " + major + "." + minor + ", expected 1.0, 2.0 or 3.0");
        }
        long begin = PREFIX + (major == 1 ? Short.BYTES : Integer.BYTES);
        if (size < begin) {
            throw new FileFormatException(source, "is cut off in its header");
        }
        long length = major == 1 ? content.get(SHORT, PREFIX) & 0xffffL : content.get(INT, PREFIX) & 0xffffffffL;
        if (length > LONGEST_HEADER) {
            throw new FileFormatException(source,
                    "has a header of " + length + " bytes, at most " + LONGEST_HEADER + " are read");
        }
        if (length > size - begin) {
            throw new FileFormatException(source,
                    "is cut off: its header takes " + length + " bytes, there are " + (size - begin));
        }
        byte[] bytes = content.asSlice(begin, length).toArray(ValueLayout.JAVA_BYTE);
        String text = major < 3 ? new String(bytes, StandardCharsets.ISO_8859_1) : WholeFile.utf8(source, bytes);
        NpyHeader header = NpyHeader.parse(source, text, major < 3);
        return array(source, header, content.asSlice(begin + length));
    }

    private static Tensor array(String source, NpyHeader header, MemorySegment data) throws FileFormatException {
        long wanted;
        try {
            wanted = header.dtype().bytes(Extents.elements(header.dtype(), header.shape()));
        } catch (ArithmeticException overflow) {
            throw new FileFormatException(source, "has a shape of 2^63 bits or more: "
                    + Arrays.toString(header.shape()));
        }
        if (data.byteSize() != wanted) {
            throw new FileFormatException(source,
                    (data.byteSize() < wanted ? "is cut off" : "has bytes behind its array") + ": "
                            + header.dtype() + " " + Arrays.toString(header.shape()) + " takes " + wanted
                            + " bytes, there are " + data.byteSize());
        }
        return Tensor.read(source, header.dtype(), data, header.shape(), header.fortranOrder());
    }
}
