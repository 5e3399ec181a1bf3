package dev.evenkeel.bench.campaign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where our own code's trials get their memory. Trials that share it differ by their code alone: the placement of
 * arrays changes a time by more than most changes of code do. It is handed out cleared, so that nobody passes with
 * somebody else's answer.
 */
public final class Buffers implements AutoCloseable {
    private final Map<String, Object> memory;
    private final boolean isShared;

    /** For what is freed at once; null before the first native memory. */
    private Arena arena;

    private Buffers(Map<String, Object> memory, boolean isShared) {
        this.memory = memory;
        this.isShared = isShared;
    }

    /** For one trial. */
    public static Buffers own() {
        return new Buffers(new HashMap<>(), false);
    }

    /**
     * For several trials, of which one works at a time.
     *
     * @param memory by name: taken where it is there with the right type and size, and put there otherwise; native
     * memory is freed when it is no longer reachable
     */
    public static Buffers sharing(Map<String, Object> memory) {
        return new Buffers(memory, true);
    }

    /** Zeros. */
    public float[] floats(String name, int length) {
        if (memory.get(name) instanceof float[] found && found.length == length) {
            Arrays.fill(found, 0);
            return found;
        }
        float[] made = new float[length];
        memory.put(name, made);
        return made;
    }

    /** Zeros. */
    public double[] doubles(String name, int length) {
        if (memory.get(name) instanceof double[] found && found.length == length) {
            Arrays.fill(found, 0);
            return found;
        }
        double[] made = new double[length];
        memory.put(name, made);
        return made;
    }

    /** Native memory, zeros. */
    public MemorySegment segment(String name, long bytes, long alignment) {
        if (memory.get(name) instanceof MemorySegment found && found.byteSize() == bytes
                && found.address() % alignment == 0)
            return found.fill((byte) 0);
        if (arena == null) arena = isShared ? Arena.ofAuto() : Arena.ofShared();
        MemorySegment made = arena.allocate(bytes, alignment);
        memory.put(name, made);
        return made;
    }

    /** Frees native memory that is not shared. */
    @Override
    public void close() {
        if (!isShared && arena != null) arena.close();
    }
}
