package dev.evenkeel.internal.kernel.batchnorm;

/** The factors of a mapping. An array that a mapping does not name may hold anything. */
public class Coefficients {
    public float[] center = {};
    public float[] scale = {};
    public float[] slope = {};
    public float[] shift = {};

    /** The shift of {@code z = fma(x − center, scale, threshold)}, the input of a ReLU. */
    public float[] threshold = {};

    /** Makes room; what was there is lost if there was less. */
    public final void reserve(int length) {
        if (center.length < length) {
            center = new float[length];
            scale = new float[length];
            slope = new float[length];
            shift = new float[length];
            threshold = new float[length];
        }
    }
}
