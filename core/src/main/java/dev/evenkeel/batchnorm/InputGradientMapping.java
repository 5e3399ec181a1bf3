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

/** dx from x and dy, through the statistics of the batch or, without sums, through frozen ones. */
final class InputGradientMapping implements Mapping {
    private final FeatureView x;
    private final FeatureView dy;
    private final FeatureView dx;
    private final ReluGate gate;
    private final ChannelStatistics statistics;
    private final BatchNormParameters parameters;
    private final GradientSums sums;
    private final long count;
    private final BatchNormKernel kernel;

    /**
     * One mapping.
     *
     * @param sums null for frozen statistics
     * @param count values per channel behind {@code sums}
     */
    InputGradientMapping(
            Features x,
            Features dy,
            Features dx,
            ReluGate gate,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            GradientSums sums,
            long count,
            BatchNormKernel kernel) {
        this.x = x.view;
        this.dy = gate.dResidual != null ? gate.dResidual.view : dy.view;
        this.dx = dx.view;
        this.gate = gate;
        this.statistics = statistics;
        this.parameters = parameters;
        this.sums = sums;
        this.count = count;
        this.kernel = kernel;
    }

    @Override
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        if (sums != null) {
            ChannelCoefficients.differentiate(prepared.parameters, group, statistics, parameters, sums, count);
        } else {
            ChannelCoefficients.scale(prepared.parameters, group, statistics, parameters);
        }
        if (opensFirst()) {
            ChannelCoefficients.normalize(prepared.gate, group, statistics, parameters);
        }
    }

    /** Frozen statistics leave x to a ReLU alone. */
    private boolean opensFirst() {
        return sums == null && gate.recomputes();
    }

    @Override
    public void open(ChannelGroup group, SweepScratch own) {
        own.x.open(x, group, false);
        own.dy.open(dy, group, false);
        own.output.open(dx, group, false);
    }

    @Override
    public long reach(long value, SweepScratch own) {
        return Math.min(own.x.reach(value), Math.min(own.dy.reach(value), own.output.reach(value)));
    }

    @Override
    public boolean isInPlace(SweepScratch own) {
        return own.x.isInPlace() && own.dy.isInPlace() && own.output.isInPlace();
    }

    @Override
    public int lead(ChannelGroup group) {
        return LineAlignment.lead(group, dx, x, dy);
    }

    @Override
    public void locate(long from, int count, SweepScratch own) {
        own.dy.read(from, count);
        if (readsX()) {
            own.x.read(from, count);
        }
        own.output.locate(from, count);
    }

    @Override
    public void locate(PlaneSlice planes, SweepScratch own) {
        own.dy.read(planes);
        if (readsX()) {
            own.x.read(planes);
        }
        own.output.locate(planes);
    }

    private boolean readsX() {
        return sums != null || gate.recomputes();
    }

    @Override
    public void apply(Extent extent, int lane, SweepScratch prepared, SweepScratch own) {
        Coefficients by = prepared.parameters.from(lane);
        if (sums != null) {
            kernel.inputGradient(own.x, own.dy, own.output, extent, by, gate.recomputes());
            return;
        }
        if (opensFirst()) {
            kernel.gate(own.x, own.dy, own.output, extent, prepared.gate.from(lane));
        }
        kernel.normalize(opensFirst() ? own.output : own.dy, own.output, extent, by, false);
    }
}
