package dev.evenkeel.kernel;

/** The specification of batch normalisation's inner loops, element by element. */
public final class ScalarBatchNorm implements BatchNormKernel {
    @Override
    public void addMoments(
            float[] x,
            int xOffset,
            int xStride,
            int rows,
            int from,
            int to,
            float[] shift,
            float[] sums,
            float[] squares) {
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * xStride;
            for (int j = from; j < to; j++) {
                float d = x[row + j] - shift[j];
                sums[j] += d;
                squares[j] = Math.fma(d, d, squares[j]);
            }
        }
    }

    @Override
    public void addGradients(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] sums,
            float[] products) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int dyRow = dyOffset + i * dyStride;
            for (int j = from; j < to; j++) {
                sums[j] += dy[dyRow + j];
                products[j] = Math.fma(dy[dyRow + j], x[xRow + j] - center[j], products[j]);
            }
        }
    }

    @Override
    public void fold(
            float[] shift,
            float[] reference,
            int count,
            float[] sums,
            float[] squares,
            double[] totals,
            double[] squareTotals,
            int offset,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            double distance = (double) shift[j] - reference[j];
            double sum = sums[j];
            double moved = Math.fma(count, distance, sum);
            totals[offset + j] += moved;
            squareTotals[offset + j] += Math.fma(distance, sum + moved, squares[j]);
            sums[j] = 0f;
            squares[j] = 0f;
        }
    }

    @Override
    public void normalize(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int yRow = yOffset + i * yStride;
            for (int j = from; j < to; j++) {
                float z = Math.fma(x[xRow + j] - center[j], scale[j], shift[j]);
                y[yRow + j] = relu ? Math.max(0f, z) : z;
            }
        }
    }

    @Override
    public void normalizeAndAdd(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift,
            boolean relu) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int residualRow = residualOffset + i * residualStride;
            int yRow = yOffset + i * yStride;
            for (int j = from; j < to; j++) {
                float z = Math.fma(x[xRow + j] - center[j], scale[j], shift[j]) + residual[residualRow + j];
                y[yRow + j] = relu ? Math.max(0f, z) : z;
            }
        }
    }

    @Override
    public void gate(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] target,
            int targetOffset,
            int targetStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] shift) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int dyRow = dyOffset + i * dyStride;
            int targetRow = targetOffset + i * targetStride;
            for (int j = from; j < to; j++) {
                float z = Math.fma(x[xRow + j] - center[j], scale[j], shift[j]);
                target[targetRow + j] = Math.max(0f, z) != 0f ? dy[dyRow + j] : 0f;
            }
        }
    }

    @Override
    public void inputGradient(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int from,
            int to,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift) {
        for (int i = 0; i < rows; i++) {
            int xRow = xOffset + i * xStride;
            int dyRow = dyOffset + i * dyStride;
            int dxRow = dxOffset + i * dxStride;
            for (int j = from; j < to; j++) {
                float line = Math.fma(slope[j], x[xRow + j] - center[j], shift[j]);
                dx[dxRow + j] = Math.fma(scale[j], dy[dyRow + j], line);
            }
        }
    }

    @Override
    public void normalizePlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu) {
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            int xRow = xOffset + i * xStride;
            int yRow = yOffset + i * yStride;
            for (int j = 0; j < columns; j++) {
                float z = Math.fma(x[xRow + j] - center[channel], scale[channel], shift[channel]);
                y[yRow + j] = relu ? Math.max(0f, z) : z;
            }
        }
    }

    @Override
    public void normalizeAndAddPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] residual,
            int residualOffset,
            int residualStride,
            float[] y,
            int yOffset,
            int yStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int first,
            int step,
            boolean relu) {
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            int xRow = xOffset + i * xStride;
            int residualRow = residualOffset + i * residualStride;
            int yRow = yOffset + i * yStride;
            for (int j = 0; j < columns; j++) {
                float z = Math.fma(x[xRow + j] - center[channel], scale[channel], shift[channel])
                        + residual[residualRow + j];
                y[yRow + j] = relu ? Math.max(0f, z) : z;
            }
        }
    }

    @Override
    public void gatePlane(
            float[] x,
            int xOffset,
            float[] dy,
            int dyOffset,
            float[] target,
            int targetOffset,
            int columns,
            float[] center,
            float[] scale,
            float[] shift,
            int index) {
        for (int j = 0; j < columns; j++) {
            float z = Math.fma(x[xOffset + j] - center[index], scale[index], shift[index]);
            target[targetOffset + j] = Math.max(0f, z) != 0f ? dy[dyOffset + j] : 0f;
        }
    }

    @Override
    public void inputGradientPlanes(
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            int rows,
            int columns,
            float[] center,
            float[] scale,
            float[] slope,
            float[] shift,
            int first,
            int step) {
        for (int i = 0; i < rows; i++) {
            int channel = first + i * step;
            int xRow = xOffset + i * xStride;
            int dyRow = dyOffset + i * dyStride;
            int dxRow = dxOffset + i * dxStride;
            for (int j = 0; j < columns; j++) {
                float line = Math.fma(slope[channel], x[xRow + j] - center[channel], shift[channel]);
                dx[dxRow + j] = Math.fma(scale[channel], dy[dyRow + j], line);
            }
        }
    }
}
