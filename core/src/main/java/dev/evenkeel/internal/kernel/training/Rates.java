package dev.evenkeel.internal.kernel.training;

/** Factors of an update, each computed in float64 and rounded once. */
public final class Rates {
    /** On the gradient, before anything else. */
    public float scale;

    /** Share of the weight that is added to the gradient. */
    public float decay;

    /** Factor on the weight, 1 where it does not shrink by itself. */
    public float keep;

    /** What the step is multiplied by. */
    public float rate;

    /** Factor on the velocity. */
    public float momentum;

    /** 1 − β₁. */
    public float freshMean;

    /** β₂, or α of RMSProp. */
    public float oldSquares;

    /** 1 − β₂. */
    public float freshSquares;

    /** Factor on the root of the mean of squares. */
    public float correction;

    /** Added to that root. */
    public float epsilon;
}
