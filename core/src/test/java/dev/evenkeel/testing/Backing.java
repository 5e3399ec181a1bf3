package dev.evenkeel.testing;

import dev.evenkeel.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Kinds of storage, each with something around it that must stay as it is, where the storage can have that. */
public enum Backing {
    ARRAY_OF_JUST_THE_SIZE,
    PART_OF_AN_ARRAY,
    HEAP_SEGMENT,
    READ_ONLY_HEAP_SEGMENT,
    BYTES_ON_THE_HEAP,
    NATIVE,
    NATIVE_UNALIGNED;

    /** Bytes before and after the storage. */
    private static final int MARGIN = 37 * Float.BYTES;

    private static final int UNALIGNED_MARGIN = MARGIN + 1;

    /** All memory, margins included. */
    MemorySegment allocate(long floats) {
        long bytes = floats * Float.BYTES + margin() + margin();
        return switch (this) {
            case ARRAY_OF_JUST_THE_SIZE, PART_OF_AN_ARRAY, HEAP_SEGMENT, READ_ONLY_HEAP_SEGMENT ->
                MemorySegment.ofArray(new float[Math.toIntExact(bytes / Float.BYTES)]);
            case BYTES_ON_THE_HEAP -> MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
            case NATIVE, NATIVE_UNALIGNED -> Arena.ofAuto().allocate(bytes, Long.BYTES);
        };
    }

    /** The bytes in front of the storage. */
    int margin() {
        return switch (this) {
            case ARRAY_OF_JUST_THE_SIZE -> 0;
            case PART_OF_AN_ARRAY, HEAP_SEGMENT, READ_ONLY_HEAP_SEGMENT, NATIVE -> MARGIN;
            case BYTES_ON_THE_HEAP, NATIVE_UNALIGNED -> UNALIGNED_MARGIN;
        };
    }

    /** The view of what {@link #allocate} gave; {@code offset} counts from the end of the margin. */
    Matrix view(MemorySegment all, int offset, int rows, int cols, int rowStride, int colStride) {
        MemorySegment storage = all.asSlice(margin(), all.byteSize() - margin() - margin());
        return switch (this) {
            case ARRAY_OF_JUST_THE_SIZE, PART_OF_AN_ARRAY -> {
                float[] array = (float[]) all.heapBase().orElseThrow();
                yield Matrix.of(array, margin() / Float.BYTES + offset, rows, cols, rowStride, colStride);
            }
            case READ_ONLY_HEAP_SEGMENT -> Matrix.of(storage.asReadOnly(), offset, rows, cols, rowStride, colStride);
            default -> Matrix.of(storage, offset, rows, cols, rowStride, colStride);
        };
    }

    /** Storage that can be written. */
    public static Backing[] outputs() {
        return Arrays.stream(values()).filter(backing -> backing != READ_ONLY_HEAP_SEGMENT).toArray(Backing[]::new);
    }
}
