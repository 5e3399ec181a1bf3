package dev.evenkeel.internal.kernel.batchnorm;

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
            Blocks x, Blocks dy, int rows, int columns, Coefficients by, boolean relu, float[] sums, float[] products) {
        for (int i = 0; i < rows; i++) {
            int xRow = x.start(0, i);
            int dyRow = dy.start(0, i);
            for (int j = 0; j < columns; j++) {
                float d = x.array[xRow + j] - by.center[j];
                float gradient = gradient(dy.array[dyRow + j], d, by, j, relu);
                sums[j] += gradient;
                products[j] = Math.fma(gradient, d, products[j]);
            }
        }
    }

    private static float gradient(float dy, float d, Coefficients by, int at, boolean relu) {
        return relu && Math.fma(d, by.scale[at], by.threshold[at]) <= 0f ? 0f : dy;
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
            Blocks x, Blocks dy, Extent extent, Coefficients by, boolean relu, float[] sums, float[] products) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int dyRow = dy.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    int lane = BatchNormKernel.planeLane(b, i, j, extent.columns());
                    float d = x.array[xRow + j] - by.center[at];
                    float gradient = gradient(dy.array[dyRow + j], d, by, at, relu);
                    sums[lane] += gradient;
                    products[lane] = Math.fma(gradient, d, products[lane]);
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
                    float d = x.array[xRow + j] - by.center[at];
                    target.array[targetRow + j] = gradient(dy.array[dyRow + j], d, by, at, true);
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }

    @Override
    public void inputGradient(Blocks x, Blocks dy, Blocks dx, Extent extent, Coefficients by, boolean relu) {
        for (int b = 0; b < extent.blocks(); b++) {
            for (int i = 0; i < extent.rows(); i++) {
                int xRow = x.start(b, i);
                int dyRow = dy.start(b, i);
                int dxRow = dx.start(b, i);
                int at = extent.coefficients(b);
                for (int j = 0; j < extent.columns(); j++) {
                    float d = x.array[xRow + j] - by.center[at];
                    float gradient = gradient(dy.array[dyRow + j], d, by, at, relu);
                    dx.array[dxRow + j] = Math.fma(by.scale[at], gradient, Math.fma(by.slope[at], d, by.shift[at]));
                    at += extent.planes() ? 0 : 1;
                }
            }
        }
    }
}
