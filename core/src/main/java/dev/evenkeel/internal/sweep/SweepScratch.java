package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Scratch;
import java.util.Arrays;

/** One thread's cursors and buffers for a sweep; buffers are by lane, and grown to the largest size seen. */
public final class SweepScratch {
    /** The coefficients of the pass. */
    public final LaneCoefficients parameters = new LaneCoefficients();

    /** The coefficients of the input of a ReLU, which tells where gradients go through. */
    public final LaneCoefficients gate = new LaneCoefficients();

    public final LaneCursor lanes = new LaneCursor();
    public final PlaneCursor planes = new PlaneCursor();

    /** {@link LineAlignment#prologue} of the mapping. */
    int prologue;

    /** About which totals are taken, by lane. */
    public float[] reference = {};

    /** About which float32 sums are taken, by lane. */
    public float[] shift = {};

    /** Shifts of many planes. */
    float[] shifts = {};

    /** Values that those are found from. */
    float[] drawn = {};

    /** Values of a row that a shift may be. */
    float[] candidate = {};

    public float[] sums = {};
    public float[] squares = {};
    public double[] totals = {};
    public double[] squareTotals = {};
    double[] chunkTotals = {};
    double[] chunkSquareTotals = {};

    public static SweepScratch of(Scratch scratch) {
        SweepScratch known = scratch.kept(SweepScratch.class);
        return known != null ? known : scratch.keep(new SweepScratch());
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
        lanes.close();
        planes.close();
    }

    static float[] atLeast(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }
}
