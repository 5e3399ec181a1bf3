package dev.evenkeel.internal.kernel.loss;

/** The end of a block's sum, which both twins share. */
public final class PartialSums {
    private PartialSums() {}

    /** {@code (t0 + t1) + (t2 + t3)} with tc = v[c] + v[c + 4] + v[c + 8] + v[c + 12], from the left in float64. */
    public static double total(float[] v, int at) {
        double t0 = (double) v[at] + v[at + 4] + v[at + 8] + v[at + 12];
        double t1 = (double) v[at + 1] + v[at + 5] + v[at + 9] + v[at + 13];
        double t2 = (double) v[at + 2] + v[at + 6] + v[at + 10] + v[at + 14];
        double t3 = (double) v[at + 3] + v[at + 7] + v[at + 11] + v[at + 15];
        return t0 + t1 + (t2 + t3);
    }
}
