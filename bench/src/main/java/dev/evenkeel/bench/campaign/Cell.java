package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.roofline.Roofline;
import java.util.List;
import java.util.Map;

/** One piece of work that several libraries do. Equal if benchmark and parameters are. */
public interface Cell {
    /** Class and method of the JMH benchmark, without the package: {@code GemmBenchmark.multiply}. */
    String benchmark();

    /**
     * What JMH is told beside the library, and by what a stored figure is known: text, but for {@code threads}, in the
     * order in which people read it.
     */
    Map<String, Object> parameters();

    /** How many threads a library may use. */
    int threads();

    /** What a speed is counted in. */
    Measure measure();

    /** How much of it one call does: a speed is this per nanosecond. */
    double work();

    /** The speed that this machine allows. */
    double limit(Roofline roofline);

    /** Whether the first call in a fresh JVM is what is timed. */
    default boolean isCold() {
        return false;
    }

    /** Those on the class path that do this work, ours first. */
    List<String> libraries();

    /**
     * A trial that was run once and whose answer is right; a cold one was not run.
     *
     * @throws WrongAnswerException if it is not
     * @throws IllegalArgumentException if the library declines this work or is not on the class path
     */
    default Trial start(String library) {
        return start(library, Buffers.own());
    }

    /**
     * The same, in memory that may be shared with other trials of the same cell. Libraries other than ours have their
     * own.
     */
    Trial start(String library, Buffers buffers);
}
