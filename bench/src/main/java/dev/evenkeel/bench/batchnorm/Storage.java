package dev.evenkeel.bench.batchnorm;

import java.util.List;

/** How the caller stores features. */
public enum Storage {
    /** N × C: a dense layer's. */
    NC,
    /** N × C × S: planes. */
    NCHW,
    /** N × S × C: channels last. */
    NHWC;

    /** Those in which a shape can be stored. */
    static List<Storage> of(FeatureShape shape) {
        return shape.positions() == 1 ? List.of(NC) : List.of(NCHW, NHWC);
    }

    /** Where value (sample, channel, position) lies. */
    public int index(FeatureShape shape, int sample, int channel, int position) {
        return this == NCHW ? (sample * shape.channels() + channel) * shape.positions() + position
                : (sample * shape.positions() + position) * shape.channels() + channel;
    }
}
