package dev.evenkeel;

import java.util.Arrays;

/** One thread's buffers for batch normalisation, by lane; grown to the largest size seen. */
final class BatchNormBuffers {
    final LaneView x = new LaneView();
    final LaneView dy = new LaneView();
    final LaneView other = new LaneView();
    final LaneView output = new LaneView();

    /** What the channels are computed with. */
    final LaneCoefficients parameters = new LaneCoefficients();

    /** What tells where a ReLU let gradients through. */
    final LaneCoefficients gate = new LaneCoefficients();

    /** Values of a plane that its shift is found from. */
    static final int DRAWN = 9;

    /** Where they lie. */
    final int[] places = new int[DRAWN];

    /** Values of a row after which {@link Mapping#lead} has rows begin. */
    int lead;

    float[] reference = {};
    float[] shift = {};
    float[] shifts = {};
    float[] drawn = {};
    float[] candidate = {};
    float[] sums = {};
    float[] squares = {};
    double[] totals = {};
    double[] squareTotals = {};
    double[] chunkTotals = {};
    double[] chunkSquareTotals = {};

    static BatchNormBuffers of(Workspace workspace) {
        BatchNormBuffers known = workspace.kept(BatchNormBuffers.class);
        return known != null ? known : workspace.keep(new BatchNormBuffers());
    }

    /** Goes on behind so many of the values that have been located. */
    void skip(int values) {
        x.offset += values;
        dy.offset += values;
        other.offset += values;
        output.offset += values;
    }

    /** Room for so many sums; they are 0. */
    void sums(int columns) {
        room(columns);
        Arrays.fill(sums, 0, columns, 0f);
        Arrays.fill(squares, 0, columns, 0f);
    }

    /** Room for so many sums. */
    void room(int columns) {
        shift = atLeast(shift, columns);
        candidate = atLeast(candidate, columns);
        reference = atLeast(reference, columns);
        sums = atLeast(sums, columns);
        squares = atLeast(squares, columns);
    }

    /** Room for the totals of a group, which are 0, and of so many chunks of it. */
    void totals(int columns, int chunks) {
        if (totals.length < columns) {
            totals = new double[columns];
            squareTotals = new double[columns];
        }
        if (chunkTotals.length < chunks * columns) {
            chunkTotals = new double[chunks * columns];
            chunkSquareTotals = new double[chunks * columns];
        }
        Arrays.fill(totals, 0, columns, 0);
        Arrays.fill(squareTotals, 0, columns, 0);
    }

    /** Lets go of what belongs to callers. */
    void forget() {
        x.close();
        dy.close();
        other.close();
        output.close();
    }

    static float[] atLeast(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }
}
