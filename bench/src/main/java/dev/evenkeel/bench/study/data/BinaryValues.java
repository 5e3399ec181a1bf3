package dev.evenkeel.bench.study.data;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;

/**
 * Examples in black and white.
 *
 * @param greys values from 0 to 1, of which those above ½ become 1, the others 0
 */
public record BinaryValues(Examples greys) implements Examples {
    /** All three parts of a set. */
    public static DataSet of(DataSet greys) {
        return new DataSet("binary " + greys.name(), new BinaryValues(greys.train()),
                new BinaryValues(greys.validation()), new BinaryValues(greys.test()));
    }

    @Override
    public int inputs() { return greys.inputs(); }

    @Override
    public int classes() { return greys.classes(); }

    @Override
    public long size() { return greys.size(); }

    @Override
    public void read(long first, Matrix x, int[] labels, Execution execution) {
        greys.read(first, x, labels, execution);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < x.cols(); column++)
                x.set(row, column, x.get(row, column) > 0.5f ? 1 : 0);
        }
    }
}
