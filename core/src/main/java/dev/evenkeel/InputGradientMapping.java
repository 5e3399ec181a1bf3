package dev.evenkeel;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.kernel.batchnorm.Extent;

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
    public void prepare(ChannelGroup group, BatchNormBuffers prepared) {
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
    public void open(ChannelGroup group, BatchNormBuffers own) {
        own.x.open(x, group, false);
        own.dy.open(dy, group, false);
        own.output.open(dx, group, false);
    }

    @Override
    public long reach(long value, BatchNormBuffers own) {
        return Math.min(own.x.reach(value), Math.min(own.dy.reach(value), own.output.reach(value)));
    }

    @Override
    public boolean isInPlace(BatchNormBuffers own) {
        return own.x.isInPlace() && own.dy.isInPlace() && own.output.isInPlace();
    }

    @Override
    public int lead(ChannelGroup group) {
        return CacheLines.lead(group, dx, x, dy);
    }

    @Override
    public void locate(long from, int count, BatchNormBuffers own) {
        own.dy.read(from, count);
        if (readsX()) {
            own.x.read(from, count);
        }
        own.output.locate(from, count);
    }

    @Override
    public void locate(PlaneStretch planes, BatchNormBuffers own) {
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
    public void apply(Extent extent, int lane, BatchNormBuffers prepared, BatchNormBuffers own) {
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
