package dev.evenkeel.bench.peers.natives;

import dev.evenkeel.bench.product.Operands;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A, B and C outside the heap, each on a 64-byte boundary, which is where these libraries put their own buffers. */
final class OffHeapOperands implements AutoCloseable {
    private static final long CACHE_LINE = 64;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment result;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    OffHeapOperands(Operands operands) {
        a = new Floats(copy(operands.a()));
        b = new Floats(copy(operands.b()));
        result = copy(operands.c());
        c = new Floats(result);
    }

    private MemorySegment copy(float[] values) {
        MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, CACHE_LINE);
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
        return segment;
    }

    FloatPointer a() {
        return a;
    }

    FloatPointer b() {
        return b;
    }

    FloatPointer c() {
        return c;
    }

    float[] result() {
        return result.toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** A pointer at position 0: libtorch and oneDNN ignore any other position. */
    private static final class Floats extends FloatPointer {
        Floats(MemorySegment segment) {
            super((Pointer) null);
            address = segment.address();
            limit = segment.byteSize() / Float.BYTES;
            capacity = limit;
        }
    }
}
