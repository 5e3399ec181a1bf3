package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.random.peers.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory to be filled, outside the heap on a 64-byte boundary, touched once so that no page is missing when the clock
 * runs.
 */
final class OffHeapTarget implements AutoCloseable {
    private static final long CACHE_LINE = 64;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final ElementType type;

    OffHeapTarget(ElementType type, long elements) {
        this.type = type;
        segment = arena.allocate(elements * type.bytes(), CACHE_LINE);
    }

    double element(long index) {
        return type == ElementType.FLOAT32 ? segment.getAtIndex(ValueLayout.JAVA_FLOAT, index)
                : segment.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
    }

    /** From this element on, at the pointer's position 0: libtorch ignores any other position. */
    FloatPointer floats(long from) {
        return new Floats(segment.asSlice(from * Float.BYTES));
    }

    /** As {@link #floats}. */
    DoublePointer doubles(long from) {
        return new Doubles(segment.asSlice(from * Double.BYTES));
    }

    @Override
    public void close() {
        arena.close();
    }

    private static final class Floats extends FloatPointer {
        Floats(MemorySegment segment) {
            super((Pointer) null);
            address = segment.address();
            limit = segment.byteSize() / Float.BYTES;
            capacity = limit;
        }
    }

    private static final class Doubles extends DoublePointer {
        Doubles(MemorySegment segment) {
            super((Pointer) null);
            address = segment.address();
            limit = segment.byteSize() / Double.BYTES;
            capacity = limit;
        }
    }
}
