package dev.evenkeel.bench.study.data;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;

/** Labelled examples, numbered from 0. Example i is always the same, whoever reads it on however many threads. */
public interface Examples {
    /** Values of an example. */
    int inputs();

    /** Labels are from 0 to this, exclusive. */
    int classes();

    /** How many there are; {@link Long#MAX_VALUE} where there is no end. */
    long size();

    /**
     * Row r of x ← example {@code first + r}, and its label.
     *
     * @param first at least 0, and at most {@code size() − x.rows()}
     * @param x any number of rows, of {@link #inputs} columns
     * @param labels one per row
     * @throws IllegalArgumentException if x or labels has another shape, or an example is asked for that there is not
     */
    void read(long first, Matrix x, int[] labels, Execution execution);
}
