package dev.evenkeel.batchnorm;

/**
 * The order in which {@link Features} are walked: sample after sample, and within a sample channel by channel or
 * position by position. It says how features are best stored, and in which order the values of a channel are summed;
 * strides may nevertheless be any.
 */
public enum ChannelLayout {
    /** N × C × S: each channel of a sample is a plane of its own. NCHW and NCL, with S = H·W. */
    CHANNELS_FIRST,
    /** N × S × C: the channels of one position lie side by side. N × C, NHWC and NLC. */
    CHANNELS_LAST
}
