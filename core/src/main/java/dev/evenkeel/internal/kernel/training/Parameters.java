package dev.evenkeel.internal.kernel.training;

/**
 * Weights with their gradient and state, value i of each at its offset + i. It is mutable, so that a loop over rows
 * leaves no garbage.
 */
public final class Parameters {
    public float[] weights;
    public int weightsAt;
    public float[] gradient;
    public int gradientAt;

    /** Velocity, mean of gradients, or mean of squares. */
    public float[] first;

    public int firstAt;

    /** Mean of squares, or velocity. */
    public float[] second;

    public int secondAt;
}
