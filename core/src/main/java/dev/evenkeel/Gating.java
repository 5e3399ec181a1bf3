package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/** The gradient in front of a ReLU, for one stretch of values. */
final class Gating {
    private Gating() {}

    /** {@code target = ReLU's input > 0 ? dy : 0}, where that input is {@code lanes} applied to {@code source}. */
    static void apply(
            BatchNormKernel kernel,
            ChannelGroup group,
            int count,
            LaneView source,
            LaneView dy,
            float[] target,
            int offset,
            int stride,
            LaneParameters lanes) {
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.gate(source.array, source.offset, source.stride, dy.array, dy.offset, dy.stride, target, offset, stride,
                rows, 0, group.columns(), lanes.center, lanes.scale, lanes.shift);
        if (rest > 0) {
            kernel.gate(source.array, source.offset + rows * source.stride, 0, dy.array, dy.offset + rows * dy.stride,
                    0, target, offset + rows * stride, 0, 1, 0, rest, lanes.center, lanes.scale, lanes.shift);
        }
    }
}
