package dev.evenkeel.batchnorm;

import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.Blocks;
import dev.evenkeel.internal.kernel.batchnorm.Coefficients;
import dev.evenkeel.internal.kernel.batchnorm.Extent;
import dev.evenkeel.internal.sweep.ChannelGroup;
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
    public void open(ChannelGroup group, SweepScratch own) {
        own.x.open(x, group, true);
        own.dy.open(dy, group, true);
        if (gate.y != null) {
            own.other.open(gate.y.view, group, true);
            own.output.open(gate.dResidual.view, group, true);
        }
    }

    @Override
    public long reach(long value, SweepScratch own) {
        long reach = Math.min(own.x.reach(value), own.dy.reach(value));
        return gate.y == null ? reach : Math.min(reach, Math.min(own.other.reach(value), own.output.reach(value)));
    }

    @Override
    public boolean isInPlace(SweepScratch own) {
        return own.x.isInPlace() && own.dy.isInPlace()
                && (gate.y == null || own.other.isInPlace() && own.output.isInPlace());
    }

    @Override
    public void readAhead(long from, int count, SweepScratch own) {
        own.x.readAhead(from, count);
        own.dy.readAhead(from, count);
    }

    @Override
    public void startBlock(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        System.arraycopy(prepared.reference, 0, own.shift, 0, group.columns());
    }

    @Override
    public void shifts(
            ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own, int at,
            int step) {
        for (int j = 0; j < planes.channels(); j++) {
            own.shifts[at + j * step] = prepared.reference[planes.channel() - group.channel() + j];
        }
    }

    @Override
    public void add(ChannelGroup group, long from, int count, SweepScratch prepared, SweepScratch own) {
        own.x.read(from, count);
        own.dy.read(from, count);
        if (gate.y != null) {
            own.other.read(from, count);
            own.output.locate(from, count);
            gate(kernel, group, count, own.other, own.dy, own.output, prepared.gate);
            own.output.flush();
        }
        Blocks gradient = gate.y != null ? own.output : own.dy;
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.addGradients(own.x, gradient, rows, group.columns(), prepared.parameters, gate.recomputes(), own.sums,
                own.squares);
        if (rest > 0) {
            kernel.addGradients(own.x.from(rows), gradient.from(rows), 1, rest, prepared.parameters,
                    gate.recomputes(), own.sums, own.squares);
        }
    }

    /** {@code target = ReLU's input > 0 ? dy : 0}, where that input is {@code lanes} applied to {@code source}. */
    private static void gate(
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

    @Override
    public void add(ChannelGroup group, PlaneSlice planes, SweepScratch prepared, SweepScratch own) {
        own.x.read(planes);
        own.dy.read(planes);
        Blocks gradient = own.dy;
        if (gate.y != null) {
            own.other.read(planes);
            own.output.locate(planes);
            kernel.gate(own.other, own.dy, own.output, planes.extent(group.channel()), prepared.gate);
            own.output.flush(planes);
            gradient = own.output;
        }
        kernel.addPlaneGradients(own.x, gradient, planes.extent(group.channel()), prepared.parameters,
                gate.recomputes(),
                own.sums, own.squares);
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
