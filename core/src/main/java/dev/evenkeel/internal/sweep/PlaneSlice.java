package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/**
 * Equal stretches of several planes, for channels first.
 *
 * @param sample the first sample
 * @param samples how many
 * @param channel the first channel
 * @param channels how many
 * @param position where in each plane
 * @param length how many values of each plane
 */
public record PlaneSlice(int sample, int samples, int channel, int channels, int position, int length) {
    int values() {
        return channels * valuesPerChannel();
    }

    int valuesPerChannel() {
        return samples * length;
    }

    /** A block per channel, a row per sample; coefficients begin with those of {@code firstChannel}. */
    public Extent extent(int firstChannel) {
        return new Extent(channels, samples, length, true, channel - firstChannel);
    }
}
