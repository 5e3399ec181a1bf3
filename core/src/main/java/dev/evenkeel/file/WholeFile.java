package dev.evenkeel.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;

/** Files that are there as a whole or not at all, and what both formats share. */
final class WholeFile {
    /** Elements of any dtype that are gathered before they are written: whole bytes. */
    private static final int GATHERED_AT_A_TIME = 1 << 15;

    private WholeFile() {}

    static void requireLittleEndian() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException("files are little-endian, and this machine is not");
        }
    }

    static MemorySegment map(Path file, Arena arena) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(arena, "arena");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    static String utf8(String source, byte[] bytes) throws FileFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new FileFormatException(source, "has a header that is not UTF-8");
        }
    }

    /** Whether it has a form in UTF-8. */
    static boolean isUnicode(CharSequence text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Header, then the elements of the tensors in their order. */
    static void write(Path file, byte[] header, Collection<Tensor> tensors) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IllegalArgumentException("file must name a file, is a folder: " + file);
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder);
        }
        tensors.forEach(Tensor::requireReadable);
        Path made = folder.resolve(".evenkeel-" + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(header));
                for (Tensor tensor : tensors) {
                    write(channel, tensor);
                }
                channel.force(true);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            try {
                Files.deleteIfExists(made);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    private static void write(FileChannel channel, Tensor tensor) throws IOException {
        long elements = tensor.elements();
        try (Arena arena = Arena.ofConfined()) {
            long most = tensor.dtype().bytes(Math.min(elements, GATHERED_AT_A_TIME));
            MemorySegment piece = arena.allocate(most);
            for (long first = 0; first < elements; first += GATHERED_AT_A_TIME) {
                long count = Math.min(elements - first, GATHERED_AT_A_TIME);
                tensor.copyTo(first, count, piece);
                writeFully(channel, piece.asSlice(0, tensor.dtype().bytes(count)).asByteBuffer());
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
