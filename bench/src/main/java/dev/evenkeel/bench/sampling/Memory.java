package dev.evenkeel.bench.sampling;

import java.util.Locale;

/** Where Java libraries write; native ones always write outside the heap. */
public enum Memory {
    /** A Java array. */
    HEAP,
    /** Outside the heap, on a 64-byte boundary. */
    NATIVE;

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}
