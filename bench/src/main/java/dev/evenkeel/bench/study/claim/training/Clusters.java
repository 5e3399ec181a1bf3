package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;

/**
 * Endless points around {@value #CLUSTERS} centres, which belong to {@value #CLASSES} classes in turn: a task that no
 * linear classifier masters and that a small network learns in seconds. Centres have values from N(0, 1), points lie
 * around them by N(0, {@value #NOISE}²).
 */
final class Clusters implements Examples {
    static final int INPUTS = 32;
    static final int CLASSES = 8;
    private static final int CLUSTERS = 64;
    private static final double NOISE = 0.7;

    private final Matrix centres = Matrix.allocate(CLUSTERS, INPUTS);
    private final RandomStream choice;
    private final RandomStream noise;

    /**
     * Centres are those of a seed, and points those of a part of it, say one to learn from and one to test with.
     *
     * @param part any name
     */
    Clusters(long seed, String part) {
        RandomStream.Seed streams = RandomStream.philox(seed);
        Sampling.fill(centres, Distribution.normal(0, 1), streams.stream("centres"), Execution.sequential());
        choice = streams.stream("choice, " + part);
        noise = streams.stream("noise, " + part);
    }

    @Override
    public int inputs() { return INPUTS; }

    @Override
    public int classes() { return CLASSES; }

    @Override
    public long size() { return Long.MAX_VALUE / INPUTS; }

    @Override
    public void read(long first, Matrix x, int[] labels, Execution execution) {
        if (x.cols() != INPUTS || labels.length != x.rows()) {
            throw new IllegalArgumentException(
                    "x must have " + INPUTS + " columns and as many rows as there are labels,"
                            + " is " + x.rows() + " × " + x.cols() + " with " + labels.length + " labels");
        }
        if (first < 0 || first > size() - x.rows()) {
            throw new IllegalArgumentException("first must be from 0 to " + (size() - x.rows()) + ", was " + first);
        }
        Sampling.fill(x, first, 0, INPUTS, Distribution.normal(0, NOISE), noise, execution);
        for (int row = 0; row < x.rows(); row++) {
            int cluster = choice.below(CLUSTERS, first + row);
            labels[row] = cluster % CLASSES;
            for (int j = 0; j < INPUTS; j++) x.set(row, j, x.get(row, j) + centres.get(cluster, j));
        }
    }
}
