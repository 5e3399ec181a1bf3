package dev.evenkeel.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code .safetensors} file: tensors by name, and texts about them.
 *
 * {@snippet :
 * Path file = Path.of(System.getProperty("java.io.tmpdir"), "net-" + ProcessHandle.current().pid() + ".safetensors");
 * Map<String, Tensor> net = Map.of("fc.weight", Tensor.of(Matrix.allocate(4, 2)), "fc.bias", Tensor.of(new float[4]));
 * Safetensors.write(file, net, Map.of("format", "pt"));                     // safetensors.torch.load_file reads it
 * try (Arena arena = Arena.ofConfined()) {
 *     Safetensors read = Safetensors.map(file, arena);
 *     IO.println(read.tensor("fc.weight"));                                 // fc.weight: F32 [4, 2]
 *     IO.println(read.metadata());                                          // {format=pt}
 * }
 * Files.delete(file);
 * }
 *
 * <p><b>The format</b>: 8 bytes, the length of the header; the header, a JSON object in UTF-8 that may end with spaces;
 * the bytes of the tensors, row-major and little-endian. A tensor has a dtype, a shape and the offsets of its first
 * byte and behind its last one, counted from the end of the header. Tensors may be empty or scalars, stand in any
 * order, and need not be aligned. {@code __metadata__} is an object of texts.
 *
 * <p><b>Refused</b> by a {@link FileFormatException} that says where and why are: a header of more than 100,000,000
 * bytes or one that does not begin with a brace; JSON that is not strict; a name, key or field that is there twice, or
 * a field that the format does not have; a dtype that {@link Dtype} does not have; metadata that is not text; a shape
 * of 2⁶³ bits or more, or one that does not fit its offsets; tensors that overlap, leave a hole or reach outside; bytes
 * that belong to no tensor; a file that is cut off. The published reader lets some of that pass: of two tensors with
 * one name it takes the last.
 *
 * <p><b>Written</b> are headers in the order of the caller's map, and behind them wide elements before narrow ones, so
 * that each tensor is aligned to its elements. Where dtypes and names are in the order of the published writer (version
 * 0.8), so are all bytes.
 *
 * <p>Source: the format's description in the repository {@code huggingface/safetensors}. An object is immutable and may
 * be shared between threads; which of them may read the tensors, and until when, says the arena. Files are
 * little-endian; on a machine that is not, all methods that read or write throw an
 * {@link UnsupportedOperationException}.
 */
public final class Safetensors {
    private static final int PREFIX = Long.BYTES;

    private static final int LONGEST_HEADER = 100_000_000;

    /** The header ends at a multiple of it. */
    private static final int ALIGNMENT = 8;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;

    private Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * The tensors of a file, mapped: pages are read when they are used, and cannot be written to.
     *
     * @param file must not be cut or overwritten while it is mapped; {@link #write} replaces it, which does no harm;
     * Windows may refuse to replace a file that is mapped
     * @param arena ends the mapping, and says which threads may read the tensors
     * @throws FileFormatException if the file is refused; the message begins with its name
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if the arena is closed
     */
    public static Safetensors map(Path file, Arena arena) throws IOException {
        MemorySegment content = WholeFile.map(file, arena);
        return read(file.toString(), content);
    }

    /**
     * The tensors in the content of a file. They are views of the segment.
     *
     * @throws FileFormatException if the content is refused
     */
    public static Safetensors of(MemorySegment content) throws FileFormatException {
        return read("content", Objects.requireNonNull(content, "content"));
    }

    /** The tensors by name, in the order of the file's header; cannot be changed. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /**
     * A tensor.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(Objects.requireNonNull(name, "name"));
        if (tensor == null) {
            List<String> some = tensors.keySet().stream().limit(20).map(HeaderText::quoted).toList();
            throw new IllegalArgumentException("name must be that of a tensor, was " + HeaderText.quoted(name)
                    + "; there are " + tensors.size() + (tensors.size() > 20 ? ", among them " : ": ")
                    + String.join(", ", some));
        }
        return tensor;
    }

    /** The texts, in the order of the file's header; empty if there are none; cannot be changed. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Writes tensors without metadata.
     *
     * @throws IOException as {@link #write(Path, Map, Map)}
     */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /**
     * Writes tensors, row-major whatever their strides. The file is there as a whole or not at all: it is written
     * beside its place under another name, forced to the disk and moved. What was there before is replaced; if anything
     * fails, it stays.
     *
     * @param file in a folder that exists
     * @param tensors by name, in the order of the header; read before the file is replaced: they may be mapped from it
     * @param metadata texts by key, in the order of the header
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}, a text has half of a surrogate pair,
     * or header or file would be too long
     * @throws IllegalStateException if the segment of a tensor is closed
     * @throws WrongThreadException if it is confined to another thread
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(tensors, "tensors");
        Objects.requireNonNull(metadata, "metadata");
        WholeFile.requireLittleEndian();
        tensors.forEach((name, tensor) -> {
            requireText("tensors", name);
            Objects.requireNonNull(tensor, "tensors");
            if (name.equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("tensors must not have the name " + name);
            }
        });
        metadata.forEach((key, value) -> {
            requireText("metadata", key);
            requireText("metadata", value);
        });
        List<Map.Entry<String, Tensor>> order = tensors.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().dtype().bits())).toList();
        Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
        tensors.keySet().forEach(name -> entries.put(name, null));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : order) {
            Tensor tensor = entry.getValue();
            long end = offset + tensor.byteSize();
            if (end < offset) {
                throw new IllegalArgumentException("tensors must have fewer than 2^63 bytes");
            }
            entries.put(entry.getKey(), new SafetensorsHeader.Entry(tensor.dtype(), tensor.shape(), offset, end));
            offset = end;
        }
        byte[] header = header(new SafetensorsHeader(entries, metadata).text());
        WholeFile.write(file, header, order.stream().map(Map.Entry::getValue).toList());
    }

    private static void requireText(String name, String text) {
        if (!WholeFile.isUnicode(Objects.requireNonNull(text, name))) {
            throw new IllegalArgumentException(
                    name + " must have texts of whole characters, has half of a surrogate pair in "
                            + HeaderText.quoted(text));
        }
    }

    /** Its length, the text, and spaces. */
    static byte[] header(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (length > LONGEST_HEADER) {
            throw new IllegalArgumentException("tensors and metadata need a header of " + length
                    + " bytes, it may have " + LONGEST_HEADER);
        }
        ByteBuffer header = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        Arrays.fill(header.array(), header.position(), header.capacity(), (byte) ' ');
        return header.array();
    }

    private static Safetensors read(String source, MemorySegment content) throws FileFormatException {
        WholeFile.requireLittleEndian();
        long size = content.byteSize();
        if (size < PREFIX) {
            throw new FileFormatException(source, "is cut off: it has " + size + " bytes, its header's length takes 8");
        }
        long length = content.get(LONG, 0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw new FileFormatException(source, "has a header of " + Long.toUnsignedString(length)
                    + " bytes, at most " + LONGEST_HEADER + " are read");
        }
        if (length > size - PREFIX) {
            throw new FileFormatException(source,
                    "is cut off: its header takes " + length + " bytes, there are " + (size - PREFIX));
        }
        byte[] bytes = content.asSlice(PREFIX, length).toArray(ValueLayout.JAVA_BYTE);
        SafetensorsHeader header = SafetensorsHeader.parse(source, WholeFile.utf8(source, bytes));
        MemorySegment data = content.asSlice(PREFIX + length);
        DataOffsets.check(source, header.entries(), data.byteSize());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        header.entries().forEach((name, entry) -> tensors.put(name, Tensor.read(name, entry.dtype(),
                data.asSlice(entry.begin(), entry.end() - entry.begin()), entry.shape(), false)));
        return new Safetensors(tensors, header.metadata());
    }
}
