package dev.evenkeel.internal.packing;

/**
 * What copies need of a thread's scratch.
 *
 * @param <A> arrays of the element type
 */
public interface Staging<A> {
    /** A buffer of at least that length for elements on their way from a segment, before they are transposed. */
    A staging(int length);

    /** {@code array[from … to) ← 0}. */
    void clear(A array, int from, int to);
}
