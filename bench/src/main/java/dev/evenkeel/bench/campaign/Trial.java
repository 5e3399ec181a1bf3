package dev.evenkeel.bench.campaign;

/** Work that only has to be done: what is timed is {@link #run} and nothing else. Not for several threads at once. */
public interface Trial extends AutoCloseable {
    /** Does the work, again and again. */
    void run();

    /** What really runs: version, instruction set, kernel, as far as the library tells. */
    String codePath();

    /** Frees memory and threads. */
    @Override
    void close();
}
