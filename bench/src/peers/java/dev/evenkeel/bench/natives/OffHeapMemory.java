package dev.evenkeel.bench.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Arrays outside the heap, each on a 64-byte boundary, which is where native libraries put their own buffers. */
public final class OffHeapMemory implements AutoCloseable {
    private static final long CACHE_LINE = 64;

    private final Arena arena = Arena.ofShared();

    /** Empty. */
    public OffHeapMemory() {}

    /** A copy of these values. */
    public Floats copy(float[] values) {
        Floats floats = floats(values.length);
        MemorySegment.copy(values, 0, floats.segment, ValueLayout.JAVA_FLOAT, 0, values.length);
        return floats;
    }

    /** So many zeros. */
    public Floats floats(int length) {
        return new Floats(arena.allocate((long) length * Float.BYTES, CACHE_LINE));
    }

    /** A copy of these values. */
    public Doubles copy(double[] values) {
        MemorySegment segment = arena.allocate((long) values.length * Double.BYTES, CACHE_LINE);
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_DOUBLE, 0, values.length);
        return new Doubles(segment);
    }

    @Override
    public void close() {
        arena.close();
    }

    /** A pointer at position 0: libtorch and oneDNN ignore any other position. */
    public static final class Floats extends FloatPointer {
        private final MemorySegment segment;

        Floats(MemorySegment segment) {
            super((Pointer) null);
            this.segment = segment;
            address = segment.address();
            limit = segment.byteSize() / Float.BYTES;
            capacity = limit;
        }

        /** A copy on the heap. */
        public float[] toArray() {
            return segment.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /** The same of doubles. */
    public static final class Doubles extends DoublePointer {
        private final MemorySegment segment;

        Doubles(MemorySegment segment) {
            super((Pointer) null);
            this.segment = segment;
            address = segment.address();
            limit = segment.byteSize() / Double.BYTES;
            capacity = limit;
        }

        /** A copy on the heap. */
        public double[] toArray() {
            return segment.toArray(ValueLayout.JAVA_DOUBLE);
        }
    }
}
