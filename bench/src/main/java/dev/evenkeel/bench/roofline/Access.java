package dev.evenkeel.bench.roofline;

/** What is done with memory. */
public enum Access {
    /** Load and add. */
    READ(1),
    /** Store a constant. */
    WRITE(1),
    /** Load here, store there: both directions are counted. */
    COPY(2);

    private final int bytesPerByte;

    Access(int bytesPerByte) { this.bytesPerByte = bytesPerByte; }

    /** Bytes that count as moved for each byte of the array passed over. */
    int bytesPerByte() { return bytesPerByte; }
}
