package dev.evenkeel.bench.random.peers;

import java.util.Arrays;
import java.util.Locale;

/** Where Java libraries write; native ones always write outside the heap. */
public enum Memory {
    /** A Java array. */
    HEAP,
    /** Outside the heap, on a 64-byte boundary. */
    NATIVE;

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Memory parse(String text) {
        return Arrays.stream(values()).filter(memory -> memory.toString().equals(text)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("'" + text + "': expected one of " + Arrays.toString(values())));
    }
}
