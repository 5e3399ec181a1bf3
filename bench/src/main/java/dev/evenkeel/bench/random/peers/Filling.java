package dev.evenkeel.bench.random.peers;

import dev.evenkeel.random.Distribution;

/**
 * Independent numbers of one law, all of a memory.
 *
 * @param distribution what they are drawn from
 * @param elements how many
 * @param memory where
 * @param type of each
 * @param threads how many threads may draw, the calling one included; at least 1
 */
public record Filling(Distribution distribution, long elements, Memory memory, ElementType type, int threads) {
    /** Rejects what nobody can fill. */
    public Filling {
        if (threads < 1 || elements < 1)
            throw new IllegalArgumentException(
                    "threads = " + threads + ", elements = " + elements + ": expected at least 1");
        if (memory == Memory.HEAP && elements > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("elements = " + elements + ": expected at most 2^31 on the heap");
    }

    /** Bytes written. */
    public long bytes() { return elements * type.bytes(); }
}
