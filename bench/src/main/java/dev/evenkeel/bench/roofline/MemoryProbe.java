package dev.evenkeel.bench.roofline;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes over memory with the widest vectors that the JVM prefers: reads, writes or copies. The memory is off the heap
 * and on a page boundary.
 */
final class MemoryProbe implements Probe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final int STEP = 8 * BYTES;
    private static final long PAGE = 4096;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** A pass over little memory is repeated, or the call would be measured; one over much is cut into slices. */
    private static final int BYTES_PER_PASS = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final Access access;
    private final MemorySegment source;
    private final MemorySegment target;
    private final int length;
    private final int slice;
    private final int repetitions;
    private int position;
    private float consumed;

    /**
     * Takes memory and touches it, so that no page is missing when the clock runs.
     *
     * @param bytes read and written together
     */
    MemoryProbe(Access access, long bytes) {
        this.access = access;
        length = Math.toIntExact(Math.max(STEP, bytes / access.bytesPerByte() / STEP * STEP));
        source = arena.allocate(access == Access.WRITE ? 0 : length, PAGE);
        target = arena.allocate(access == Access.READ ? 0 : length, PAGE);
        source.fill((byte) 0);
        target.fill((byte) 0);
        slice = Math.min(length, BYTES_PER_PASS);
        repetitions = Math.max(1, BYTES_PER_PASS / length);
    }

    /** Bytes moved by one pass. */
    @Override
    public double work() { return (double) repetitions * slice * access.bytesPerByte(); }

    @Override
    public void pass() {
        for (int i = 0; i < repetitions; i++) {
            int from = position + slice <= length ? position : 0;
            switch (access) {
                case READ -> consumed += read(source, from, from + slice);
                case WRITE -> write(target, from, from + slice, consumed);
                case COPY -> copy(source, target, from, from + slice);
            }
            position = from + slice;
        }
        float last = target.byteSize() == 0 ? 0 : target.get(ValueLayout.JAVA_FLOAT, length - Float.BYTES);
        consumed = (consumed + last) * 0.25f + 1;
    }

    @Override
    public double consumed() { return consumed; }

    @Override
    public void close() { arena.close(); }

    private static float read(MemorySegment source, int from, int to) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        for (int i = from; i < to; i += STEP) {
            s0 = s0.add(FloatVector.fromMemorySegment(SPECIES, source, i, ORDER));
            s1 = s1.add(FloatVector.fromMemorySegment(SPECIES, source, i + BYTES, ORDER));
            s2 = s2.add(FloatVector.fromMemorySegment(SPECIES, source, i + 2 * BYTES, ORDER));
            s3 = s3.add(FloatVector.fromMemorySegment(SPECIES, source, i + 3 * BYTES, ORDER));
            s4 = s4.add(FloatVector.fromMemorySegment(SPECIES, source, i + 4 * BYTES, ORDER));
            s5 = s5.add(FloatVector.fromMemorySegment(SPECIES, source, i + 5 * BYTES, ORDER));
            s6 = s6.add(FloatVector.fromMemorySegment(SPECIES, source, i + 6 * BYTES, ORDER));
            s7 = s7.add(FloatVector.fromMemorySegment(SPECIES, source, i + 7 * BYTES, ORDER));
        }
        return s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).lane(0);
    }

    private static void write(MemorySegment target, int from, int to, float value) {
        FloatVector constant = FloatVector.broadcast(SPECIES, value);
        for (int i = from; i < to; i += STEP) {
            constant.intoMemorySegment(target, i, ORDER);
            constant.intoMemorySegment(target, i + BYTES, ORDER);
            constant.intoMemorySegment(target, i + 2 * BYTES, ORDER);
            constant.intoMemorySegment(target, i + 3 * BYTES, ORDER);
            constant.intoMemorySegment(target, i + 4 * BYTES, ORDER);
            constant.intoMemorySegment(target, i + 5 * BYTES, ORDER);
            constant.intoMemorySegment(target, i + 6 * BYTES, ORDER);
            constant.intoMemorySegment(target, i + 7 * BYTES, ORDER);
        }
    }

    private static void copy(MemorySegment source, MemorySegment target, int from, int to) {
        for (int i = from; i < to; i += STEP) {
            FloatVector.fromMemorySegment(SPECIES, source, i, ORDER).intoMemorySegment(target, i, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + BYTES, ORDER).intoMemorySegment(target, i + BYTES,
                    ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 2 * BYTES, ORDER).intoMemorySegment(target,
                    i + 2 * BYTES, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 3 * BYTES, ORDER).intoMemorySegment(target,
                    i + 3 * BYTES, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 4 * BYTES, ORDER).intoMemorySegment(target,
                    i + 4 * BYTES, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 5 * BYTES, ORDER).intoMemorySegment(target,
                    i + 5 * BYTES, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 6 * BYTES, ORDER).intoMemorySegment(target,
                    i + 6 * BYTES, ORDER);
            FloatVector.fromMemorySegment(SPECIES, source, i + 7 * BYTES, ORDER).intoMemorySegment(target,
                    i + 7 * BYTES, ORDER);
        }
    }
}
