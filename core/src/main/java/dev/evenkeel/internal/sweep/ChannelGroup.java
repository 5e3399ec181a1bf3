package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;

/**
 * Channels that are worked on together, and how their values are cut up for sums. With channels last, value m of a
 * channel goes to lane m mod L of its L, row m div L. With channels first, stretches of planes are summed over, in
 * lanes of the kernel's.
 *
 * @param shape of the features
 * @param channel the first
 * @param channels how many
 * @param lanesPerChannel L, a power of two
 */
public record ChannelGroup(FeatureView shape, int channel, int channels, int lanesPerChannel) {
    /** Loops over shorter rows spend as much time at their ends as inside: 43 GB/s with 64 lanes, 79 with 512. */
    private static final int LANES = 512;

    /** Whole vectors of any width. */
    private static final int LANE_MULTIPLE = 16;

    /**
     * Blocks whose float64 totals are kept apart, so that threads can share one group: part of the definition of a
     * result.
     */
    private static final int BLOCKS_PER_CHUNK = 8;

    /** As many stretches, each a page of memory, are read one behind the other. */
    private static final int CHUNKS_TOGETHER = 8;

    /** Values that pass through a buffer at a time: they stay in the first-level cache. */
    private static final int STEP = 4096;

    /** Fewer rows than these and the sums would be stored too often. */
    private static final int STEP_ROWS = 8;

    /** Positions of a plane that are summed over at a time: part of the definition of a result. */
    private static final int STRETCH = BatchNormKernel.BLOCK_ROWS * BatchNormKernel.PLANE_LANES;

    /** All channels. */
    static ChannelGroup of(FeatureView shape) {
        return new ChannelGroup(shape, 0, shape.channels, shape.channelsFirst ? 1 : lanesPerChannel(shape.channels));
    }

    /** Channels {@code from ≤ c < to}; with channels last, of a shape that has a lane each. */
    static ChannelGroup slice(FeatureView shape, int from, int to) {
        return new ChannelGroup(shape, from, to - from, 1);
    }

    /** How many lanes each channel has, for channels last: part of the definition of a result. */
    static int lanesPerChannel(int channels) {
        int lanes = 1;
        while (channels * lanes < LANES || channels < LANES && channels * lanes % LANE_MULTIPLE != 0) {
            lanes *= 2;
        }
        return lanes;
    }

    boolean planes() {
        return shape.channelsFirst;
    }

    /** Values per channel. */
    public long length() {
        return shape.count();
    }

    /** Lanes in all, each of which has a total and coefficients. */
    public int columns() {
        return channels * lanesPerChannel;
    }

    /** Sums of each kind. */
    int sums() {
        return planes() ? channels * BatchNormKernel.PLANE_SUMS : columns();
    }

    /** Gives the lanes of each channel what its first has. */
    public void repeat(float[] values) {
        for (int lane = channels; lane < columns(); lane += channels) {
            System.arraycopy(values, 0, values, lane, channels);
        }
    }

    /** Parts of the group whose totals are added in ascending order. */
    long chunks() {
        return planes() ? (long) stretches() * ((shape.samples + samplesPerBlock() - 1) / samplesPerBlock())
                : (length() + chunkLength() - 1) / chunkLength();
    }

    /**
     * How many chunks to take from this one on: with channels first, what there is of the same planes lies side by
     * side.
     */
    int chunksTogether(long chunk) {
        return planes() ? (int) Math.min(CHUNKS_TOGETHER, stretches() - chunk % stretches()) : 1;
    }

    long chunkLength() {
        return (long) BLOCKS_PER_CHUNK * blockLength();
    }

    int blockLength() {
        return BatchNormKernel.BLOCK_ROWS * lanesPerChannel;
    }

    /** Values per channel to copy into a buffer at a time; a divisor of the block's. */
    int stepLength() {
        int rows = BatchNormKernel.BLOCK_ROWS;
        while (rows > STEP_ROWS && rows * columns() > STEP) {
            rows /= 2;
        }
        return rows * lanesPerChannel;
    }

    /**
     * What chunk {@code index} takes of some channels, for channels first: a stretch of so many samples that no sum
     * takes more than a block.
     */
    PlaneSlice stretch(long index, int channel, int channels) {
        int sample = (int) (index / stretches()) * samplesPerBlock();
        int position = (int) (index % stretches()) * STRETCH;
        return new PlaneSlice(sample, Math.min(samplesPerBlock(), shape.samples - sample), channel, channels,
                position,
                Math.min(STRETCH, shape.positions - position));
    }

    private int stretches() {
        return (shape.positions + STRETCH - 1) / STRETCH;
    }

    private int samplesPerBlock() {
        int rows = (Math.min(STRETCH, shape.positions) + BatchNormKernel.PLANE_LANES - 1) / BatchNormKernel.PLANE_LANES;
        return BatchNormKernel.PLANES * (BatchNormKernel.BLOCK_ROWS / rows);
    }
}
