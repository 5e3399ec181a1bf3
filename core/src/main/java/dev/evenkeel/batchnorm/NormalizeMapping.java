package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.kernel.batchnorm.Extent;
import dev.evenkeel.internal.sweep.ChannelGroup;
import dev.evenkeel.internal.sweep.FeatureView;
import dev.evenkeel.internal.sweep.LineAlignment;
import dev.evenkeel.internal.sweep.Mapping;
import dev.evenkeel.internal.sweep.PlaneSlice;
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
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        ChannelCoefficients.normalize(prepared.parameters, group, statistics, parameters);
    }

    @Override
    public void open(ChannelGroup group, SweepScratch own) {
        own.x.open(x, group, false);
        own.output.open(y, group, false);
        if (residual != null) {
            own.other.open(residual, group, false);
        }
    }

    @Override
    public long reach(long value, SweepScratch own) {
        long reach = Math.min(own.x.reach(value), own.output.reach(value));
        return residual == null ? reach : Math.min(reach, own.other.reach(value));
    }

    @Override
    public boolean isInPlace(SweepScratch own) {
        return own.x.isInPlace() && own.output.isInPlace()
                && (residual == null || own.other.isInPlace());
    }

    @Override
    public int lead(ChannelGroup group) {
        return LineAlignment.lead(group, y, x, residual);
    }

    @Override
    public void locate(long from, int count, SweepScratch own) {
        own.x.read(from, count);
        own.output.locate(from, count);
        if (residual != null) {
            own.other.read(from, count);
        }
    }

    @Override
    public void locate(PlaneSlice planes, SweepScratch own) {
        own.x.read(planes);
        own.output.locate(planes);
        if (residual != null) {
            own.other.read(planes);
        }
    }

    @Override
    public void apply(Extent extent, int lane, SweepScratch prepared, SweepScratch own) {
        Coefficients by = prepared.parameters.from(lane);
        if (residual == null) {
            kernel.normalize(own.x, own.output, extent, by, fusion.rectifies());
        } else {
            kernel.normalizeAndAdd(own.x, own.other, own.output, extent, by, fusion.rectifies());
        }
    }
}
