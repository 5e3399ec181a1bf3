package dev.evenkeel;

import dev.evenkeel.kernel.BatchNormKernel;

/** y from x: by batch statistics, by running ones, or, as the gradient through frozen statistics, by their scale alone. */
final class NormalizeMapping implements Mapping {
    private final Features x;
    private final Features y;
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
        this.x = x;
        this.y = y;
        this.statistics = statistics;
        this.parameters = parameters;
        this.fusion = fusion;
        this.kernel = kernel;
    }

    @Override
    public void prepare(ChannelGroup group, BatchNormBuffers prepared) {
        prepared.parameters.normalize(group, statistics, parameters);
    }

    @Override
    public void open(ChannelGroup group, BatchNormBuffers own) {
        own.x.open(x, group, false);
        own.output.open(y, group, false);
        if (fusion.residual() != null) {
            own.other.open(fusion.residual(), group, false);
        }
    }

    @Override
    public long reach(long value, BatchNormBuffers own) {
        long reach = Math.min(own.x.reach(value), own.output.reach(value));
        return fusion.residual() == null ? reach : Math.min(reach, own.other.reach(value));
    }

    @Override
    public boolean isInPlace(BatchNormBuffers own) {
        return own.x.isInPlace() && own.output.isInPlace()
                && (fusion.residual() == null || own.other.isInPlace());
    }

    @Override
    public void apply(ChannelGroup group, long from, int count, BatchNormBuffers prepared, BatchNormBuffers own) {
        own.x.read(from, count);
        own.output.locate(from, count);
        if (fusion.residual() != null) {
            own.other.read(from, count);
        }
        int rows = count / group.lanesPerChannel();
        int rest = count % group.lanesPerChannel() * group.channels();
        rows(0, rows, group.columns(), prepared.parameters, own);
        if (rest > 0) {
            rows(rows, 1, rest, prepared.parameters, own);
        }
        own.output.flush();
    }

    private void rows(int first, int rows, int columns, LaneParameters lanes, BatchNormBuffers own) {
        LaneView in = own.x;
        LaneView out = own.output;
        LaneView residual = own.other;
        if (fusion.residual() == null) {
            kernel.normalize(in.array, in.offset + first * in.stride, in.stride, out.array,
                    out.offset + first * out.stride, out.stride, rows, 0, columns, lanes.center, lanes.scale,
                    lanes.shift, fusion.rectifies());
        } else {
            kernel.normalizeAndAdd(in.array, in.offset + first * in.stride, in.stride, residual.array,
                    residual.offset + first * residual.stride, residual.stride, out.array,
                    out.offset + first * out.stride, out.stride, rows, 0, columns, lanes.center, lanes.scale,
                    lanes.shift, fusion.rectifies());
        }
    }

    @Override
    public void apply(PlaneStretch planes, int first, BatchNormBuffers prepared, BatchNormBuffers own) {
        LaneView in = own.x;
        LaneView out = own.output;
        LaneParameters lanes = prepared.parameters;
        in.read(planes);
        out.locate(planes);
        if (fusion.residual() == null) {
            kernel.normalizePlanes(in.array, in.offset, in.stride, out.array, out.offset, out.stride, planes.count(),
                    planes.length(), lanes.center, lanes.scale, lanes.shift, first, planes.parameterStep(),
                    fusion.rectifies());
        } else {
            LaneView residual = own.other;
            residual.read(planes);
            kernel.normalizeAndAddPlanes(in.array, in.offset, in.stride, residual.array, residual.offset,
                    residual.stride, out.array, out.offset, out.stride, planes.count(), planes.length(), lanes.center,
                    lanes.scale, lanes.shift, first, planes.parameterStep(), fusion.rectifies());
        }
        out.flush(planes);
    }
}
