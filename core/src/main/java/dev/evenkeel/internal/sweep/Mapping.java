package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/** A pass that computes an output value from input values at the same place. */
public interface Mapping {
    /** Chooses the operands. */
    void bind(FeatureCursor cursor);

    /** Sets up the coefficients that all threads read. */
    void prepare(ChannelGroup group, SweepScratch prepared);

    /**
     * Computes the output at the cursor.
     *
     * @param lane which {@link LaneCoefficients} begin with
     */
    void apply(FeatureCursor at, Extent extent, int lane, SweepScratch prepared);
}
