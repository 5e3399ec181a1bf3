package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/**
 * Channels that are worked on together, and the lanes that their values are dealt to: value m of a channel goes to lane m mod L of its
 * L, row m div L. With channels first a group is one channel, with channels last several side by side.
 *
 * @param channel the first
 * @param channels how many
 * @param lanesPerChannel L, a power of two
 * @param length values per channel
 */
record ChannelGroup(int channel, int channels, int lanesPerChannel, long length) {
    /** Enough for four vectors of 512 bits: fewer would wait for each other's additions. */
    private static final int LANES = 64;

    /** Whole vectors of any width. */
    private static final int LANE_MULTIPLE = 16;

    /** Blocks whose float64 totals are kept apart, so that threads can share one group: part of the definition of a result. */
    private static final int BLOCKS_PER_CHUNK = 8;

    /** Values that pass through a buffer at a time: they stay in the first-level cache. */
    private static final int STEP = 4096;

    /** Values that a last-level cache holds. */
    private static final int NEAR = 1 << 22;

    /** Fewer rows than these and the sums would be stored too often. */
    private static final int STEP_ROWS = 8;

    /** All channels, or for channels first the one given. */
    static ChannelGroup of(Features shape, int channel) {
        boolean first = shape.layout == ChannelLayout.CHANNELS_FIRST;
        return new ChannelGroup(first ? channel : 0, first ? 1 : shape.channels, lanesPerChannel(shape), shape.count());
    }

    /** Channels {@code from ≤ c < to}, which must lie side by side with a lane each. */
    static ChannelGroup slice(Features shape, int from, int to) {
        return new ChannelGroup(from, to - from, 1, shape.count());
    }

    /** How many lanes each channel has: part of the definition of a result. */
    static int lanesPerChannel(Features shape) {
        if (shape.layout == ChannelLayout.CHANNELS_FIRST) {
            return LANES;
        }
        int lanes = 1;
        while (shape.channels * lanes < LANES
                || shape.channels < LANES && shape.channels * lanes % LANE_MULTIPLE != 0) {
            lanes *= 2;
        }
        return lanes;
    }

    /** Lanes in all. */
    int columns() {
        return channels * lanesPerChannel;
    }

    long chunks() {
        return (length + chunkLength() - 1) / chunkLength();
    }

    long chunkLength() {
        return (long) BLOCKS_PER_CHUNK * blockLength();
    }

    int blockLength() {
        return BatchNormKernel.BLOCK_ROWS * lanesPerChannel;
    }

    /** Values per channel to sum over at a time: from far away, memory likes to be read in few rows as long as can be. */
    int sumLength(boolean inPlace) {
        return inPlace && length * channels <= NEAR ? blockLength() : stepLength();
    }

    /** Values per channel to copy into a buffer at a time; a divisor of the block's. */
    int stepLength() {
        int rows = BatchNormKernel.BLOCK_ROWS;
        while (rows > STEP_ROWS && rows * columns() > STEP) {
            rows /= 2;
        }
        return rows * lanesPerChannel;
    }
}
