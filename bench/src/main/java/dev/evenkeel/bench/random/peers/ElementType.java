package dev.evenkeel.bench.random.peers;

import java.util.Locale;

/** Type of an element. */
public enum ElementType {
    /** 32 bits. */
    FLOAT32(Float.BYTES),
    /** 64 bits. */
    FLOAT64(Double.BYTES);

    private final int bytes;

    ElementType(int bytes) { this.bytes = bytes; }

    /** Bytes of an element. */
    public int bytes() { return bytes; }

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}
