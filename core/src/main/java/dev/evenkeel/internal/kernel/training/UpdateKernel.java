package dev.evenkeel.internal.kernel.training;

/**
 * One pass over weights w with gradient d and state. In all of them {@code g = fma(decay, w, d·scale)} and the weights
 * become {@code fma(−rate, step, w·keep)}. Values {@code from … to − 1} are updated.
 */
public interface UpdateKernel {
    /** {@code step = g}. */
    void descent(Parameters p, int from, int to, Rates by);

    /** {@code first = fma(momentum, first, g); step = first}. */
    void momentum(Parameters p, int from, int to, Rates by);

    /** {@code first = fma(momentum, first, g); step = fma(momentum, first, g)}. */
    void nesterov(Parameters p, int from, int to, Rates by);

    /**
     * {@code first = fma(freshSquares·g, g, oldSquares·first); step = g ÷ fma(√first, correction, epsilon)}.
     */
    void rmsProp(Parameters p, int from, int to, Rates by);

    /** As {@link #rmsProp}, then {@code second = fma(momentum, second, step); step = second}. */
    void rmsPropMomentum(Parameters p, int from, int to, Rates by);

    /**
     * {@code first = fma(freshMean, g − first, first); second = fma(freshSquares·g, g, oldSquares·second); step = first
     * ÷ fma(√second, correction, epsilon)}.
     */
    void adam(Parameters p, int from, int to, Rates by);
}
