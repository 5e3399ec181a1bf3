package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/** dx from x and dy, through the statistics of the batch or, without sums, through frozen ones. */
final class InputGradientMapping implements Mapping {
    private final Features x;
    private final Features dy;
    private final Features dx;
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
        this.x = x;
        this.dy = gate.dResidual != null ? gate.dResidual : dy;
        this.dx = dx;
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
            prepared.parameters.differentiate(group, statistics, parameters, sums, count);
        } else {
            prepared.parameters.scale(group, statistics, parameters);
        }
        if (gate.recomputes()) {
            prepared.gate.normalize(group, statistics, parameters);
        }
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
        return own.x.isInPlace() && own.dy.isInPlace() && own.output.isInPlace() && !gate.recomputes();
    }

    @Override
    public void apply(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
        own.dy.read(from, count);
        if (sums != null || gate.recomputes()) {
            own.x.read(from, count);
        }
        own.output.locate(from, count);
        float[] gradient = own.dy.array;
        int offset = own.dy.offset;
        int stride = own.dy.stride;
        if (gate.recomputes()) {
            gradient = own.gated(count * group.channels());
            offset = 0;
            stride = group.columns();
            Gating.apply(kernel, group, count, own.x, own.dy, gradient, 0, stride, prepared.gate);
        }
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        rows(0, rows, group.columns(), prepared.parameters, own, gradient, offset, stride);
        if (rest > 0) {
            rows(rows, 1, rest, prepared.parameters, own, gradient, offset, stride);
        }
        own.output.flush();
    }

    private void rows(
            int first,
            int rows,
            int columns,
            LaneParameters lanes,
            BatchNormBuffers own,
            float[] gradient,
            int offset,
            int stride) {
        LaneView in = own.x;
        LaneView out = own.output;
        int from = offset + first * stride;
        int to = out.offset + first * out.stride;
        if (sums == null) {
            kernel.normalize(gradient, from, stride, out.array, to, out.stride, rows, 0, columns, lanes.center,
                    lanes.scale, lanes.shift, false);
        } else {
            kernel.inputGradient(in.array, in.offset + first * in.stride, in.stride, gradient, from, stride, out.array,
                    to, out.stride, rows, 0, columns, lanes.center, lanes.scale, lanes.slope, lanes.shift);
        }
    }

    @Override
    public void apply(PlaneStretch planes, int first, BatchNormBuffers prepared, BatchNormBuffers own) {
        LaneView in = own.x;
        LaneView out = own.output;
        LaneParameters lanes = prepared.parameters;
        own.dy.read(planes);
        if (sums != null || gate.recomputes()) {
            in.read(planes);
        }
        out.locate(planes);
        float[] gradient = own.dy.array;
        int offset = own.dy.offset;
        if (gate.recomputes()) {
            gradient = own.gated(planes.length());
            offset = 0;
            kernel.gatePlane(in.array, in.offset, own.dy.array, own.dy.offset, gradient, 0, planes.length(),
                    prepared.gate.center, prepared.gate.scale, prepared.gate.shift, first);
        }
        if (sums == null) {
            kernel.normalizePlanes(gradient, offset, own.dy.stride, out.array, out.offset, out.stride, planes.count(),
                    planes.length(), lanes.center, lanes.scale, lanes.shift, first, planes.parameterStep(), false);
        } else {
            kernel.inputGradientPlanes(in.array, in.offset, in.stride, gradient, offset, own.dy.stride, out.array,
                    out.offset, out.stride, planes.count(), planes.length(), lanes.center, lanes.scale, lanes.slope,
                    lanes.shift, first, planes.parameterStep());
        }
        out.flush(planes);
    }
}
