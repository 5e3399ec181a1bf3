package dev.evenkeel.fuzz;

import dev.evenkeel.file.Dtype;
import dev.evenkeel.file.FileFormatException;
import dev.evenkeel.file.Npy;
import dev.evenkeel.file.Safetensors;
import dev.evenkeel.file.Tensor;
import dev.evenkeel.fuzz.operands.Draws;
import dev.evenkeel.fuzz.operands.FileText;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of weights, as it should be or damaged. What is whole reads as what it was made of. What is damaged is refused
 * by a {@link FileFormatException}, or means what it says: every byte of data belongs to one tensor, and a file written
 * anew from what was read reads the same.
 */
final class FileFuzz {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private final Draws draws;
    private final FileText text;

    FileFuzz(Draws draws) {
        this.draws = draws;
        this.text = new FileText(draws);
    }

    void run() {
        boolean isNpy = draws.oneIn(2);
        Map<String, FileText.Entry> entries = text.entries(isNpy);
        boolean isFortran = isNpy && draws.oneIn(3);
        int version = draws.between(1, 3);
        String header =
                isNpy ? text.npy(entries.values().iterator().next(), isFortran) : text.safetensors(entries);
        byte[] data = new byte[Math.toIntExact(entries.values().stream().mapToLong(FileText.Entry::bytes).sum())];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) draws.bits();
        }
        boolean isWhole = draws.oneIn(5);
        String damagedHeader = isWhole || draws.oneIn(3) ? header : text.damaged(header);
        byte[] file = isNpy ? npy(version, damagedHeader, data) : safetensors(damagedHeader, data);
        if (!isWhole && (damagedHeader.equals(header) || draws.oneIn(4))) {
            file = damaged(file);
        }
        draws.note("file", StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(file)));
        try (Arena arena = Arena.ofConfined()) {
            // To the last byte: what lies behind cannot be read.
            MemorySegment content = arena.allocate(file.length).copyFrom(MemorySegment.ofArray(file));
            if (isNpy) {
                checkNpy(content.asReadOnly(), isWhole ? entries.values().iterator().next() : null, isFortran);
            } else {
                checkSafetensors(content.asReadOnly(), isWhole ? entries : null);
            }
            require(content.mismatch(MemorySegment.ofArray(file)) < 0, "the file was written to");
        }
    }

    private void checkNpy(MemorySegment content, FileText.Entry wanted, boolean isFortran) {
        Tensor tensor;
        try {
            tensor = Npy.of(content);
        } catch (FileFormatException refused) {
            requireDamaged(refused, wanted);
            return;
        }
        int bytes = tensor.dtype().bits() / Byte.SIZE;
        byte[] data = content.asSlice(content.byteSize() - tensor.byteSize()).toArray(ValueLayout.JAVA_BYTE);
        byte[] copy = copy(tensor);
        if (wanted != null) {
            requireSame(tensor, wanted);
            for (int i = 0; isFortran && i < tensor.elements(); i++) {
                int from = fortranIndex(i, tensor.shape());
                require(Arrays.equals(data, from * bytes, (from + 1) * bytes, copy, i * bytes, (i + 1) * bytes),
                        "element " + i + " is another one");
            }
            require(isFortran || Arrays.equals(data, copy), "elements in C order are others");
        } else {
            FileText.Entry read = new FileText.Entry(tensor.dtype(), tensor.shape());
            try {
                Tensor again = Npy.of(MemorySegment.ofArray(npy(2, text.npy(read, false), copy)));
                requireSame(again, read);
                require(Arrays.equals(copy(again), copy), "elements change when the file is written anew");
            } catch (FileFormatException refused) {
                throw new AssertionError("what was read is refused when it is written anew", refused);
            }
        }
    }

    private void checkSafetensors(MemorySegment content, Map<String, FileText.Entry> wanted) {
        Safetensors file;
        try {
            file = Safetensors.of(content);
        } catch (FileFormatException refused) {
            requireDamaged(refused, wanted);
            return;
        }
        long begin = Long.BYTES + content.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        byte[] data = content.asSlice(begin).toArray(ValueLayout.JAVA_BYTE);
        int[] owners = new int[data.length];
        Map<String, FileText.Entry> read = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> named : file.tensors().entrySet()) {
            Tensor tensor = named.getValue();
            long at = tensor.data().address() - content.address() - begin;
            require(at >= 0 && at + tensor.byteSize() <= data.length, named.getKey() + " reaches outside");
            for (int i = 0; i < tensor.byteSize(); i++) {
                owners[(int) at + i]++;
            }
            byte[] slice = Arrays.copyOfRange(data, (int) at, (int) (at + tensor.byteSize()));
            require(Arrays.equals(copy(tensor), slice), named.getKey() + " is copied wrongly");
            read.put(named.getKey(), new FileText.Entry(tensor.dtype(), tensor.shape(), (int) at));
        }
        require(Arrays.stream(owners).allMatch(count -> count == 1), "bytes of no tensor or of two");
        if (wanted != null) {
            require(file.tensors().keySet().equals(wanted.keySet()), "names are others");
            wanted.forEach((name, entry) -> requireSame(file.tensor(name), entry));
            return;
        }
        try {
            Safetensors again = Safetensors.of(MemorySegment.ofArray(safetensors(text.safetensors(read), data)));
            require(again.tensors().keySet().equals(read.keySet()), "names change when the file is written anew");
            read.forEach((name, entry) -> {
                requireSame(again.tensor(name), entry);
                require(Arrays.equals(copy(again.tensor(name)), copy(file.tensor(name))), name + " changes");
            });
        } catch (FileFormatException refused) {
            throw new AssertionError("what was read is refused when it is written anew", refused);
        }
    }

    private static void requireDamaged(FileFormatException refused, Object wanted) {
        require(refused.getMessage().startsWith("content: "), "the message names no file: " + refused.getMessage());
        if (wanted != null) {
            throw new AssertionError("a whole file is refused", refused);
        }
    }

    private static void requireSame(Tensor tensor, FileText.Entry wanted) {
        require(tensor.dtype() == wanted.dtype() && Arrays.equals(tensor.shape(), wanted.shape()),
                tensor + ", expected " + wanted.dtype() + " " + Arrays.toString(wanted.shape()));
    }

    /** By the shortest way: what a dtype and a shape offer besides is tried, too. */
    private static byte[] copy(Tensor tensor) {
        byte[] copy = new byte[Math.toIntExact(tensor.byteSize())];
        tensor.copyTo(MemorySegment.ofArray(copy));
        if (tensor.dtype() == Dtype.F32) {
            byte[] floats = new byte[copy.length];
            MemorySegment.ofArray(floats).copyFrom(MemorySegment.ofArray(tensor.toFloats()));
            require(Arrays.equals(floats, copy), "floats are others");
            for (int rowExtents = 0; rowExtents <= tensor.shape().length; rowExtents++) {
                requireMatrix(tensor, rowExtents, floats);
            }
        }
        return copy;
    }

    private static void requireMatrix(Tensor tensor, int rowExtents, byte[] floats) {
        float[] elements;
        try {
            elements = tensor.matrix(rowExtents).toArray();
        } catch (IllegalStateException hasNoStrides) {
            return;
        }
        byte[] bytes = new byte[floats.length];
        MemorySegment.ofArray(bytes).copyFrom(MemorySegment.ofArray(elements));
        require(Arrays.equals(bytes, floats), "the matrix of " + rowExtents + " extents in its rows is another");
    }

    private static int fortranIndex(int rowMajor, long[] shape) {
        long rest = rowMajor;
        long index = 0;
        long stride = tensorSize(shape);
        for (int d = shape.length - 1; d >= 0; d--) {
            stride /= shape[d];
            index += rest % shape[d] * stride;
            rest /= shape[d];
        }
        return (int) index;
    }

    private static long tensorSize(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private byte[] damaged(byte[] file) {
        byte[] damaged = file;
        for (int times = draws.between(1, 3); times > 0; times--) {
            int at = damaged.length == 0 ? 0
                    : draws.below(draws.oneIn(3) ? Math.min(damaged.length, 16) : damaged.length);
            switch (draws.below(4)) {
                case 0 -> damaged = Arrays.copyOf(damaged, at);
                case 1 -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + draws.below(20));
                case 2 -> damaged = ByteBuffer.allocate(damaged.length + 1).put(damaged, 0, at)
                        .put((byte) draws.bits()).put(damaged, at, damaged.length - at).array();
                default -> {
                    damaged = damaged.clone();
                    if (damaged.length > 0) {
                        damaged[at] ^= (byte) (1 << draws.below(8));
                    }
                }
            }
        }
        return damaged;
    }

    private static byte[] npy(int version, String header, byte[] data) {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate((version == 1 ? 10 : 12) + bytes.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) bytes.length);
        } else {
            file.putInt(bytes.length);
        }
        return file.put(bytes).put(data).array();
    }

    private static byte[] safetensors(String header, byte[] data) {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length).put(bytes).put(data).array();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
