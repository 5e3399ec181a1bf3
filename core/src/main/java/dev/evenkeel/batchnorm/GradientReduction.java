package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Blocks;
import dev.evenkeel.internal.kernel.batchnorm.Extent;
import dev.evenkeel.internal.sweep.ChannelGroup;
import dev.evenkeel.internal.sweep.FeatureCursor;
import dev.evenkeel.internal.sweep.FeatureView;
import dev.evenkeel.internal.sweep.PlaneSlice;
import dev.evenkeel.internal.sweep.Reduction;
import dev.evenkeel.internal.sweep.SweepScratch;

/** Σdy and Σdy·(x − μ) of each channel, of the gradients that a ReLU let through. */
final class GradientReduction implements Reduction {
    private final FeatureView x;
    private final FeatureView dy;
    private final ReluGate gate;
    private final ChannelStatistics statistics;
    private final BatchNormParameters parameters;
    private final GradientSums result;
    private final BatchNormKernel kernel;

    GradientReduction(
            Features x,
            Features dy,
            ReluGate gate,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            GradientSums result,
            BatchNormKernel kernel) {
        this.x = x.view;
        this.dy = dy.view;
        this.gate = gate;
        this.statistics = statistics;
        this.parameters = parameters;
        this.result = result;
        this.kernel = kernel;
    }

    @Override
    public void bind(FeatureCursor cursor) {
        cursor.bind(x, dy, gate.y == null ? null : gate.y.view, gate.y == null ? null : gate.dResidual.view);
    }

    @Override
    public void prepare(ChannelGroup group, SweepScratch prepared) {
        if (gate.recomputes()) {
            ChannelCoefficients.normalize(prepared.parameters, group, statistics, parameters);
        } else {
            ChannelCoefficients.center(prepared.parameters, group, statistics);
        }
        if (gate.y != null) {
            prepared.gate.pass(group.columns());
        }
        System.arraycopy(prepared.parameters.center, 0, prepared.reference, 0, group.columns());
    }

    @Override
    public boolean drawsShifts() {
        return false;
    }

    @Override
    public void addRows(FeatureCursor at, int rows, int columns, SweepScratch prepared, SweepScratch own) {
        if (gate.y != null) {
            kernel.gate(at.other, at.dy, at.output, Extent.columns(rows, columns), prepared.gate);
        }
        kernel.addGradients(at.x, gated(at), rows, columns, prepared.parameters, gate.recomputes(), own.sums,
                own.squares);
    }

    @Override
    public void addPlanes(
            FeatureCursor at, PlaneSlice planes, ChannelGroup group, SweepScratch prepared, SweepScratch own) {
        Extent extent = planes.extent(group.channel());
        if (gate.y != null) {
            kernel.gate(at.other, at.dy, at.output, extent, prepared.gate);
        }
        kernel.addPlaneGradients(at.x, gated(at), extent, prepared.parameters, gate.recomputes(), own.sums,
                own.squares);
    }

    /** The gradients to sum: with the forward pass's output at hand, dResidual has them. */
    private Blocks gated(FeatureCursor at) {
        return gate.y != null ? at.output : at.dy;
    }

    @Override
    public void finish(ChannelGroup group, SweepScratch prepared) {
        for (int j = 0; j < group.channels(); j++) {
            int channel = group.channel() + j;
            double sum = prepared.totals[j];
            double lost = statistics.mean(channel) - prepared.reference[j];
            result.set(channel, sum, prepared.squareTotals[j] - lost * sum);
        }
    }
}
