package dev.evenkeel.bench.study.data;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;

/** Examples that are read one by one, each from its number alone, by several threads at a time. */
abstract class IndexedExamples implements Examples {
    /** Reads with memory of its own, for one thread. */
    @FunctionalInterface
    interface Reader {
        /** Writes the values of an example from {@code target[offset]} on, and gives its label. */
        int read(long index, float[] target, int offset);
    }

    /** A new reader. */
    abstract Reader reader();

    /** How many examples make it worth asking another thread. */
    abstract int worthSharing();

    @Override
    public final void read(long first, Matrix x, int[] labels, Execution execution) {
        check(first, x, labels);
        execution.forEachRange(x.rows(), worthSharing(), (from, to) -> {
            Reader reader = reader();
            boolean isDirect = x.array() != null && x.colStride() == 1;
            float[] values = isDirect ? x.array() : new float[x.cols()];
            for (int row = from; row < to; row++) {
                int offset = isDirect ? (int) (x.offset() + row * x.rowStride()) : 0;
                labels[row] = reader.read(first + row, values, offset);
                if (!isDirect) x.copyFrom(row, 0, 1, x.cols(), values, 0, x.cols());
            }
        });
    }

    private void check(long first, Matrix x, int[] labels) {
        if (x.cols() != inputs())
            throw new IllegalArgumentException("x must have " + inputs() + " columns, has " + x.cols());
        if (labels.length != x.rows()) throw new IllegalArgumentException(
                "labels must have one number per row of x, has " + labels.length + " for " + x.rows() + " rows");
        if (first < 0 || first > size() - x.rows()) throw new IllegalArgumentException("first must be from 0 to "
                + (size() - x.rows()) + " for " + x.rows() + " of " + size() + " examples, was " + first);
    }
}
