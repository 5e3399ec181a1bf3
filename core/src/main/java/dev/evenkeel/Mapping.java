package dev.evenkeel;

/** A pass that computes an output value from input values at the same place. */
interface Mapping {
    /** Sets up the parameters that all threads read. */
    void prepare(ChannelGroup group, BatchNormBuffers prepared);

    /** Starts a pass in one thread. */
    void open(ChannelGroup group, BatchNormBuffers own);

    /** Values from this one on whose stretch of no view ends before. */
    long reach(long value, BatchNormBuffers own);

    /** Whether kernels can work on whole planes or many rows at a time: nothing passes through a buffer. */
    boolean isInPlace(BatchNormBuffers own);

    /** Works on {@code count} values of each channel of the group, for channels last. */
    void apply(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own);

    /** Works on stretches of planes, for channels first. */
    void apply(ChannelGroup group, PlaneStretch planes, BatchNormBuffers prepared, BatchNormBuffers own);
}
