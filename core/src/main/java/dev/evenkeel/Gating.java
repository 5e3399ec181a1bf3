package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;
import dev.evenkeel.kernel.Blocks;
import dev.evenkeel.kernel.Coefficients;
import dev.evenkeel.kernel.Extent;

/** The gradient in front of a ReLU, for one stretch of values. */
final class Gating {
    private Gating() {}

    /** {@code target = ReLU's input > 0 ? dy : 0}, where that input is {@code lanes} applied to {@code source}. */
    static void apply(
            BatchNormKernel kernel,
            ChannelGroup group,
            int count,
            Blocks source,
            Blocks dy,
            Blocks target,
            Coefficients by) {
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.gate(source, dy, target, Extent.columns(rows, group.columns()), by);
        if (rest > 0) {
            kernel.gate(source.from(rows), dy.from(rows), target.from(rows), Extent.columns(1, rest), by);
        }
    }
}
