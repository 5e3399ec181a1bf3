package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/** A pass that computes an output value from input values at the same place. */
public interface Mapping {
    /** Sets up the parameters that all threads read. */
    void prepare(ChannelGroup group, SweepScratch prepared);

    /** Starts a pass in one thread. */
    void open(ChannelGroup group, SweepScratch own);

    /** Values from this one on whose stretch of no view ends before. */
    long reach(long value, SweepScratch own);

    /** Whether kernels can work on whole planes or many rows at a time: nothing passes through a buffer. */
    boolean isInPlace(SweepScratch own);

    /**
     * Values of the first row after which the output lies on a line of the cache, if that matters; for channels last.
     */
    int lead(ChannelGroup group);

    /** Makes inputs readable and has room for the output, {@code count} values of each channel; for channels last. */
    void locate(long from, int count, SweepScratch own);

    /** The same for stretches of planes, for channels first. */
    void locate(PlaneSlice planes, SweepScratch own);

    /**
     * Works on what has been located.
     *
     * @param lane of the first column, for channels last: 0 or the lead
     */
    void apply(Extent extent, int lane, SweepScratch prepared, SweepScratch own);
}
