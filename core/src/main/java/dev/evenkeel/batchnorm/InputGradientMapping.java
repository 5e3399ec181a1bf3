package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.kernel.batchnorm.Extent;
import dev.evenkeel.internal.sweep.ChannelGroup;
import dev.evenkeel.internal.sweep.FeatureCursor;
import dev.evenkeel.internal.sweep.FeatureView;
import dev.evenkeel.internal.sweep.Mapping;
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
    public void bind(FeatureCursor cursor) {
        boolean readsX = sums != null || gate.recomputes();
        cursor.bind(readsX ? x : null, dy, null, dx);
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

    /** Whether gradients go through the ReLU first: with frozen statistics nothing else needs x. */
    private boolean opensFirst() {
        return sums == null && gate.recomputes();
    }

    @Override
    public void apply(FeatureCursor at, Extent extent, int lane, SweepScratch prepared) {
        Coefficients by = prepared.parameters.from(lane);
        if (sums != null) {
            kernel.inputGradient(at.x, at.dy, at.output, extent, by, gate.recomputes());
            return;
        }
        if (opensFirst()) {
            kernel.gate(at.x, at.dy, at.output, extent, prepared.gate.from(lane));
        }
        kernel.normalize(opensFirst() ? at.output : at.dy, at.output, extent, by, false);
    }
}
