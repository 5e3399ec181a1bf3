package dev.evenkeel.internal.sweep;

/**
 * Channels that are worked on together, from {@code channel} on. Value m of a channel belongs to lane m mod L of its L
 * lanes, row m div L; each lane has totals and coefficients. With channels first a channel has one lane.
 */
public record ChannelGroup(FeatureView shape, int channel, int channels, int lanesPerChannel) {
    /** Values per channel. */
    public long length() {
        return shape.count();
    }

    /** Lanes in all. */
    public int columns() {
        return channels * lanesPerChannel;
    }

    /** Gives the lanes of each channel what its first has. */
    public void repeat(float[] values) {
        for (int lane = channels; lane < columns(); lane += channels) {
            System.arraycopy(values, 0, values, lane, channels);
        }
    }
}
