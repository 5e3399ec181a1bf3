package dev.evenkeel.bench.peers;

/** A product that only has to be multiplied: what is timed is {@link #multiply} and nothing else. Not for several threads at once. */
public interface PreparedProduct extends AutoCloseable {
    /** C ← α·op(A)·op(B) + β·C. */
    void multiply();

    /** C as it is now, dense row-major. */
    float[] result();

    /** What really runs: version, instruction set, kernel, as far as the library tells. */
    String codePath();

    /** Frees memory and threads. */
    @Override
    void close();
}
