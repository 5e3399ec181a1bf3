package dev.evenkeel.kernel;

/** The specification of batch normalisation's inner loops, element by element. */
public final class ScalarBatchNorm implements BatchNormKernel {
    @Override
    public void median(float[] a, float[] b, Blocks c, int columns) {
        for (int j = 0; j < columns; j++) {
            a[j] = Math.max(Math.min(a[j], b[j]), Math.min(Math.max(a[j], b[j]), c.array[c.offset + j]));
        }
    }

    @Override
    public void addMoments(Blocks x, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        for (int i = 0; i < rows; i++) {
            int row = x.start(0, i);
            for (int j = 0; j < columns; j++) {
                float d = x.array[row + j] - shift[j];
                sums[j] += d;
                squares[j] = Math.fma(d, d, squares[j]);
            }
        }
    }

    @Override
    public void addGradients(
            Blocks x, Blocks dy, int rows, int columns, float[] center, float[] sums, float[] products) {
        for (int i = 0; i < rows; i++) {
            int xRow = x.start(0, i);
            int dyRow = dy.start(0, i);
            for (int j = 0; j < columns; j++) {
                float gradient = dy.array[dyRow + j];
                sums[j] += gradient;
                products[j] = Math.fma(gradient, x.array[xRow + j] - center[j], products[j]);
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
    public void addPlaneMoments(
            Blocks x, int blocks, int rows, int columns, float[] shift, float[] sums, float[] squares) {
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < rows; i++) {
                int row = x.start(b, i);
                for (int j = 0; j < columns; j++) {
                    int lane = BatchNormKernel.planeLane(b, i, j, columns);
                    float d = x.array[row + j] - shift[b];
                    sums[lane] += d;
                    squares[lane] = Math.fma(d, d, squares[lane]);
                }
            }
        }
    }

    @Override
    public void addPlaneGradients(
            Blocks x, Blocks dy, int blocks, int rows, int columns, float[] center, float[] sums, float[] products) {
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < rows; i++) {
                int xRow = x.start(b, i);
                int dyRow = dy.start(b, i);
                for (int j = 0; j < columns; j++) {
                    int lane = BatchNormKernel.planeLane(b, i, j, columns);
                    float gradient = dy.array[dyRow + j];
                    sums[lane] += gradient;
                    products[lane] = Math.fma(gradient, x.array[xRow + j] - center[b], products[lane]);
                }
            }
        }
    }

    @Override
    public void normalize(Blocks x, Blocks y, Extent extent, Coefficients by, boolean relu) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int yRow = y.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    float z = Math.fma(x.array[xRow + j] - by.center[at], by.scale[at], by.shift[at]);
                    y.array[yRow + j] = relu ? Math.max(0f, z) : z;
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }

    @Override
    public void normalizeAndAdd(Blocks x, Blocks residual, Blocks y, Extent extent, Coefficients by, boolean relu) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int residualRow = residual.start(b, i);
                int yRow = y.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    float z = Math.fma(x.array[xRow + j] - by.center[at], by.scale[at], by.shift[at])
                            + residual.array[residualRow + j];
                    y.array[yRow + j] = relu ? Math.max(0f, z) : z;
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }

    @Override
    public void gate(Blocks x, Blocks dy, Blocks target, Extent extent, Coefficients by) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int dyRow = dy.start(b, i);
                int targetRow = target.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    float z = Math.fma(x.array[xRow + j] - by.center[at], by.scale[at], by.shift[at]);
                    target.array[targetRow + j] = Math.max(0f, z) != 0f ? dy.array[dyRow + j] : 0f;
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }

    @Override
    public void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int dyRow = dy.start(b, i);
                int dxRow = dx.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    float line = Math.fma(by.slope[at], x.array[xRow + j] - by.center[at], by.shift[at]);
                    dx.array[dxRow + j] = Math.fma(by.scale[at], dy.array[dyRow + j], line);
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }
}
