package dev.evenkeel.internal.sweep;

/** A pass that sums over the values of each channel. */
public interface Reduction {
    /** Sets up what all threads read: the references about which totals are taken, and parameters. */
    void prepare(ChannelGroup group, SweepScratch prepared);

    /** Starts a pass in one thread. */
    void open(ChannelGroup group, SweepScratch own);

    /** Values from this one on whose stretch of no view ends before. */
    long reach(long value, SweepScratch own);

    /** Whether kernels can sum over many rows at a time: nothing passes through a buffer. */
    boolean isInPlace(SweepScratch own);

    /**
     * Sets the shifts of planes, for channels first: that of channel j at {@code own.shifts[at + j·step]}. A call
     * apart, of many channels: what is read here and there is waited for once, and not before every plane.
     */
    void shifts(ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own, int at,
            int step);

    /** Brings {@code count} values of each channel into a cache, for channels last. */
    void readAhead(long from, int count, SweepScratch own);

    /** Called at the start of a block of {@code count} values: sets its shifts; for channels last, as the next. */
    void startBlock(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own);

    /** Adds {@code count} values of each channel to the sums; {@code from} is a multiple of the lanes per channel. */
    void add(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own);

    /** Adds to the sums of the planes' lanes, about {@code own.shift}, one per channel; for channels first. */
    void add(ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own);

    /** Takes the totals of the group's channels, of which the first's stand at 0. */
    void finish(ChannelGroup group, SweepScratch prepared);
}
