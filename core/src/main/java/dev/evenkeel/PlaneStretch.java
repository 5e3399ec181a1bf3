package dev.evenkeel;

/**
 * Equal stretches of several planes: of successive samples of one channel, or of successive channels of one sample.
 *
 * @param sample the first sample
 * @param channel the first channel
 * @param count how many planes; 1 where any view goes through a buffer
 * @param acrossSamples whether the next plane is the next sample's, not the next channel's
 * @param position where in each plane
 * @param length how many values of each plane
 */
record PlaneStretch(int sample, int channel, int count, boolean acrossSamples, int position, int length) {
    /** From one plane's parameters to the next's. */
    int parameterStep() {
        return acrossSamples ? 0 : 1;
    }
}
