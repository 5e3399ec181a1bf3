package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/** Σdy and Σdy·(x − μ) of each channel, of the gradients that a ReLU let through. */
final class GradientReduction implements Reduction {
    private final Features x;
    private final Features dy;
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
        this.x = x;
        this.dy = dy;
        this.gate = gate;
        this.statistics = statistics;
        this.parameters = parameters;
        this.result = result;
        this.kernel = kernel;
    }

    @Override
    public void prepare(ChannelGroup group, BatchNormBuffers prepared) {
        prepared.parameters.normalize(group, statistics, parameters);
        System.arraycopy(prepared.parameters.center, 0, prepared.reference, 0, group.columns());
        if (gate.y != null) {
            prepared.gate.pass(group);
        }
    }

    @Override
    public void open(ChannelGroup group, BatchNormBuffers own) {
        own.x.open(x, group, true);
        own.dy.open(dy, group, true);
        if (gate.y != null) {
            own.other.open(gate.y, group, true);
            own.output.open(gate.dResidual, group, true);
        }
    }

    @Override
    public long reach(long value, BatchNormBuffers own) {
        long reach = Math.min(own.x.reach(value), own.dy.reach(value));
        return gate.y == null ? reach : Math.min(reach, Math.min(own.other.reach(value), own.output.reach(value)));
    }

    @Override
    public boolean isInPlace(BatchNormBuffers own) {
        return own.x.isInPlace() && own.dy.isInPlace() && gate == ReluGate.none();
    }

    @Override
    public void startBlock(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
        System.arraycopy(prepared.reference, 0, own.shift, 0, group.columns());
    }

    @Override
    public void add(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
        own.x.read(from, count);
        own.dy.read(from, count);
        if (gate.y != null) {
            own.other.read(from, count);
            own.output.locate(from, count);
            Gating.apply(kernel, group, count, own.other, own.dy, own.output.array, own.output.offset,
                    own.output.stride, prepared.gate);
            own.output.flush();
            sum(group, count, own, own.output.array, own.output.offset, own.output.stride);
        } else if (gate.recomputes()) {
            float[] gated = own.gated(count * group.channels());
            Gating.apply(kernel, group, count, own.x, own.dy, gated, 0, group.columns(), prepared.parameters);
            sum(group, count, own, gated, 0, group.columns());
        } else {
            sum(group, count, own, own.dy.array, own.dy.offset, own.dy.stride);
        }
    }

    private void sum(ChannelGroup group, int count, BatchNormBuffers own, float[] dy, int offset, int stride) {
        LaneView view = own.x;
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        kernel.addGradients(view.array, view.offset, view.stride, dy, offset, stride, rows, 0, group.columns(),
                own.shift, own.sums, own.squares);
        if (rest > 0) {
            kernel.addGradients(view.array, view.offset + rows * view.stride, view.stride, dy, offset + rows * stride,
                    stride, 1, 0, rest, own.shift, own.sums, own.squares);
        }
    }

    @Override
    public void finish(ChannelGroup group, int index, BatchNormBuffers prepared) {
        int channel = group.channel() + index;
        double sum = prepared.totals[index];
        double lost = statistics.mean(channel) - prepared.reference[index];
        result.set(channel, sum, prepared.squareTotals[index] - lost * sum);
    }
}
