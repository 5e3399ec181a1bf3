package dev.evenkeel.training;

import dev.evenkeel.internal.exec.Scratch;
import dev.evenkeel.internal.kernel.training.Parameters;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.rows.Row;

/** What a thread keeps from call to call. */
final class TrainingScratch {
    /** Floats of the widest vector. */
    private static final int WIDEST = 16;

    final Row first = new Row();
    final Row second = new Row();
    final Row third = new Row();
    final Row fourth = new Row();
    final Parameters parameters = new Parameters();
    final double[] sums = new double[SumKernel.SUMS];
    final UpdateTask update = new UpdateTask();
    final SumTask sum = new SumTask();
    final ColumnSumTask columns = new ColumnSumTask();
    final ElementTask elements = new ElementTask();
    final CopyTask copy = new CopyTask();

    private float[] rows = {};
    private float[] columnSums = {};
    private double[] columnTotals = {};

    static TrainingScratch of(Scratch scratch) {
        TrainingScratch known = scratch.kept(TrainingScratch.class);
        return known != null ? known : scratch.keep(new TrainingScratch());
    }

    /** For rows that kernels cannot read in place. */
    float[] rows(int length) {
        return rows = rows.length >= length ? rows : new float[length];
    }

    /** With room for a vector of any width. */
    float[] columnSums(int columns) {
        return columnSums = columnSums.length >= columns ? columnSums : new float[Math.max(columns, WIDEST)];
    }

    double[] columnTotals(int columns) {
        return columnTotals = columnTotals.length >= columns ? columnTotals : new double[columns];
    }

    void forget() {
        first.forget();
        second.forget();
        third.forget();
        fourth.forget();
    }
}
