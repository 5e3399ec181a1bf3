package dev.evenkeel.internal.sweep;

import dev.evenkeel.internal.kernel.batchnorm.Extent;

/**
 * {@code length} positions from {@code position} on of the planes that {@code channels} channels from {@code channel}
 * on have in {@code samples} samples from {@code sample} on.
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
