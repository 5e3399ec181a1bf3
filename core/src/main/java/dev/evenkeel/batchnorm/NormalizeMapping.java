package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.kernel.batchnorm.Extent;
import dev.evenkeel.internal.sweep.ChannelGroup;
import dev.evenkeel.internal.sweep.FeatureCursor;
import dev.evenkeel.internal.sweep.FeatureView;
import dev.evenkeel.internal.sweep.Mapping;
import dev.evenkeel.internal.sweep.SweepScratch;

/** y from x: by batch statistics, by running ones, or, as the gradient through frozen ones, by their scale alone. */
final class NormalizeMapping implements Mapping {
    private final FeatureView x;
    private final FeatureView y;
    private final FeatureView residual;
    private final ChannelStatistics statistics;
    private final BatchNormParameters parameters;
    private final Fusion fusion;
    private final BatchNormKernel kernel;

    NormalizeMapping(
            Features x,
            Features y,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            Fusion fusion,
            BatchNormKernel kernel) {
        this.x = x.view;
        this.y = y.view;
        this.residual = fusion.residual() == null ? null : fusion.residual().view;
        this.statistics = statistics;
        this.parameters = parameters;
        this.fusion = fusion;
        this.kernel = kernel;
    }

    @Override
    public void bind(FeatureCursor cursor) {
        cursor.bind(x, null, residual, y);
    }

    @Override
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        ChannelCoefficients.normalize(prepared.parameters, group, statistics, parameters);
    }

    @Override
    public void apply(FeatureCursor at, Extent extent, int lane, SweepScratch prepared) {
        Coefficients by = prepared.parameters.from(lane);
        if (residual == null) {
            kernel.normalize(at.x, at.output, extent, by, fusion.rectifies());
        } else {
            kernel.normalizeAndAdd(at.x, at.other, at.output, extent, by, fusion.rectifies());
        }
    }
}
