package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.exec.Scratch;
import java.util.Arrays;

/** One thread's buffers for batch normalisation, by lane; grown to the largest size seen. */
public final class SweepScratch {
    public final FeatureCursor x = new FeatureCursor();
    public final FeatureCursor dy = new FeatureCursor();
    public final FeatureCursor other = new FeatureCursor();
    public final FeatureCursor output = new FeatureCursor();

    /** What the channels are computed with. */
    public final LaneCoefficients parameters = new LaneCoefficients();

    /** What tells where a ReLU let gradients through. */
    public final LaneCoefficients gate = new LaneCoefficients();

    /** Values of a plane that its shift is found from. */
    public static final int DRAWN = 9;

    /** Where they lie. */
    public final int[] places = new int[DRAWN];

    /** Values of a row after which {@link Mapping#lead} has rows begin. */
    int lead;

    public float[] reference = {};
    public float[] shift = {};
    public float[] shifts = {};
    public float[] drawn = {};
    public float[] candidate = {};
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

    public static float[] atLeast(float[] buffer, int length) {
        return buffer.length >= length ? buffer : new float[length];
    }
}
