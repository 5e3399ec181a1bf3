package dev.evenkeel.internal.sweep;

/** What is summed over the values of each channel; a {@link ReductionSweep} says in which order. */
public interface Reduction {
    /** Chooses the operands. */
    void bind(FeatureCursor cursor);

    /** Sets up what all threads read: the references about which totals are taken, and coefficients. */
    void prepare(ChannelGroup group, SweepScratch prepared);

    /** Whether the shifts of sums are values of x; otherwise they are the references. */
    boolean drawsShifts();

    /** Adds rows of lanes at the cursor to {@code own.sums} and {@code own.squares}, about {@code own.shift}. */
    void addRows(FeatureCursor at, int rows, int columns, SweepScratch prepared, SweepScratch own);

    /** Adds planes at the cursor to the sums of their channels, about {@code own.shift}, one per channel. */
    void addPlanes(FeatureCursor at, PlaneSlice planes, ChannelGroup group, SweepScratch prepared, SweepScratch own);

    /** Takes the totals of the group's channels, of which the first's stand at 0. */
    void finish(ChannelGroup group, SweepScratch prepared);
}
