package dev.evenkeel.bench.roofline;

/** A loop that is bound by one thing the machine does. Not thread-safe: every thread gets its own. */
interface Probe extends AutoCloseable {
    /** Runs the loop once. */
    void pass();

    /** Operations or bytes of one pass. */
    double work();

    /** A result that depends on every pass, so that none can be compiled away. */
    double consumed();

    /** Gives memory back. */
    @Override
    default void close() {}
}
