package dev.evenkeel.batchnorm;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;

/** Batch normalisation straight from the definition in {@link BatchNorm}'s documentation, value after value. */
final class ReferenceBatchNorm {
    private static final int BLOCK_ROWS = 64;
    private static final int CHUNK_BLOCKS = 8;

    private ReferenceBatchNorm() {}

    static int lanes(Features x) {
        int lanes = 1;
        while (x.channels() < 512 && (x.channels() * lanes < 512 || x.channels() * lanes % 16 != 0)) {
            lanes *= 2;
        }
        return lanes;
    }

    static Moments moments(Features x) {
        Moments moments = new Moments(x.channels());
        moments.setCount(x.count());
        for (int c = 0; c < x.channels(); c++) {
            double[] sums = sums(x, c, null, Float.NaN);
            double mean = x.at(0, c) + sums[0] / x.count();
            double m2 = sums[1] - sums[0] * (sums[0] / x.count());
            boolean constant = sums[0] == 0 && sums[1] == 0 && isConstant(x, c);
            if (!constant && !(m2 >= x.count() * 0x1p-126 && m2 < Double.POSITIVE_INFINITY)) {
                mean = 0;
                for (long m = 0; m < x.count(); m++) {
                    mean += x.at(m, c);
                }
                mean /= x.count();
                m2 = 0;
                for (long m = 0; m < x.count(); m++) {
                    m2 = Math.fma(x.at(m, c) - mean, x.at(m, c) - mean, m2);
                }
            }
            moments.set(c, mean, m2);
        }
        return moments;
    }

    private static boolean isConstant(Features x, int channel) {
        for (long m = 1; m < x.count(); m++) {
            if (x.at(m, channel) != x.at(0, channel)) {
                return false;
            }
        }
        return true;
    }

    /** Sums of one channel about its first value, or, with gradients, about {@code center}. */
    private static double[] sums(Features x, int channel, float[] dy, float center) {
        return x.layout() == ChannelLayout.CHANNELS_FIRST ? sumsOfPlanes(x, channel, dy, center)
                : sumsOfRows(x, channel, dy, center);
    }

    private static double[] sumsOfPlanes(Features x, int channel, float[] dy, float center) {
        int positions = x.positions();
        float reference = dy == null ? x.at(0, channel) : center;
        int samples = 4 * (64 / ((Math.min(1024, positions) + 15) / 16));
        double[] totals = new double[2];
        for (int n = 0; n < x.samples(); n += samples) {
            for (int s = 0; s < positions; s += 1024) {
                int planes = Math.min(samples, x.samples() - n);
                int length = Math.min(1024, positions - s);
                float shift = dy == null ? typical(x, channel, n, planes, s, length) : center;
                float[] sums = new float[64];
                float[] squares = new float[64];
                for (int i = 0; i < planes; i++) {
                    for (int j = 0; j < length; j++) {
                        boolean whole = j < length / 16 * 16;
                        int lane = i % 4 * 16 + (whole ? j % 16 : j - (length - 16));
                        int m = (n + i) * positions + s + j;
                        float d = x.at(m, channel) - shift;
                        float factor = dy == null ? d : dy[m];
                        sums[lane] += factor;
                        squares[lane] = Math.fma(factor, d, squares[lane]);
                    }
                }
                double distance = (double) shift - reference;
                double sum = sumOfLanes(sums);
                double moved = Math.fma(planes * length, distance, sum);
                totals[0] += moved;
                totals[1] += Math.fma(distance, sum + moved, sumOfLanes(squares));
            }
        }
        return totals;
    }

    private static float typical(Features x, int channel, int sample, int planes, int position, int length) {
        float[] medians = new float[3];
        for (int k = 0; k < 3; k++) {
            float[] values = new float[3];
            for (int i = 0; i < 3; i++) {
                int index = 3 * k + i;
                values[i] = x.get(sample + index % planes, channel, position + index * length / 9);
            }
            medians[k] = median(values);
        }
        return median(medians);
    }

    private static float median(float[] three) {
        float[] sorted = three.clone();
        Arrays.sort(sorted);
        return Float.isNaN(sorted[2]) ? Float.NaN : sorted[1];
    }

    private static double sumOfLanes(float[] lanes) {
        double[] sums = new double[4];
        for (int lane = 0; lane < lanes.length; lane++) {
            sums[lane % 4] += lanes[lane];
        }
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    private static double[] sumsOfRows(Features x, int channel, float[] dy, float center) {
        int lanes = lanes(x);
        double[][] totals = new double[2][lanes];
        float reference = dy == null ? x.at(0, channel) : center;
        long blockLength = (long) BLOCK_ROWS * lanes;
        double[][] chunk = new double[2][lanes];
        for (long block = 0; block * blockLength < x.count(); block++) {
            for (int lane = 0; lane < lanes; lane++) {
                long first = block * blockLength + lane;
                if (first >= x.count()) {
                    continue;
                }
                int rows = (int) (Math.min(blockLength, x.count() - block * blockLength) / lanes);
                float shift = dy == null ? x.at(first, channel) : center;
                if (dy == null && rows >= 3) {
                    shift = median(new float[] {shift, x.at(first + (long) (rows / 3) * lanes, channel),
                        x.at(first + (long) (2 * rows / 3) * lanes, channel)});
                }
                float sum = 0f;
                float square = 0f;
                int count = 0;
                for (long m = first; m < Math.min((block + 1) * blockLength, x.count()); m += lanes, count++) {
                    float d = x.at(m, channel) - shift;
                    float factor = dy == null ? d : dy[(int) m];
                    sum += factor;
                    square = Math.fma(factor, d, square);
                }
                double distance = (double) shift - reference;
                double moved = Math.fma(count, distance, sum);
                chunk[0][lane] += moved;
                chunk[1][lane] += Math.fma(distance, sum + moved, square);
            }
            if (block % CHUNK_BLOCKS == CHUNK_BLOCKS - 1 || (block + 1) * blockLength >= x.count()) {
                for (int k = 0; k < 2; k++) {
                    for (int lane = 0; lane < lanes; lane++) {
                        totals[k][lane] += chunk[k][lane];
                        chunk[k][lane] = 0;
                    }
                }
            }
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                totals[0][lane] += totals[0][lane + half];
                totals[1][lane] += totals[1][lane + half];
            }
        }
        return new double[] {totals[0][0], totals[1][0]};
    }

    /** Values of each channel one after the other: element m of channel c at c·count + m. */
    static float[] forward(Features x, BatchNormParameters parameters, ChannelStatistics statistics, Fusion fusion) {
        int count = (int) x.count();
        float[] y = new float[x.channels() * count];
        for (int c = 0; c < x.channels(); c++) {
            double factor = factor(parameters, statistics, c);
            float center = (float) statistics.mean(c);
            double beta = parameters.beta() == null ? 0 : parameters.beta()[c];
            float shift = (float) (beta - (statistics.mean(c) - center) * factor);
            for (int m = 0; m < count; m++) {
                float z = Math.fma(x.at(m, c) - center, (float) factor, shift);
                if (fusion.residual() != null) {
                    z += fusion.residual().at(m, c);
                }
                y[c * count + m] = fusion.rectifies() ? Math.max(0f, z) : z;
            }
        }
        return y;
    }

    private static double factor(BatchNormParameters parameters, ChannelStatistics statistics, int c) {
        double gamma = parameters.gamma() == null ? 1 : parameters.gamma()[c];
        return gamma * (1 / Math.sqrt(statistics.variance(c) + parameters.epsilon()));
    }

    /**
     * Gradients that the ReLU, whose output was y, let through, as {@link #forward} orders values; y null for no ReLU.
     */
    static float[] gated(Features dy, float[] y) {
        int count = (int) dy.count();
        float[] gated = new float[dy.channels() * count];
        for (int c = 0; c < dy.channels(); c++) {
            for (int m = 0; m < count; m++) {
                int at = c * count + m;
                gated[at] = y == null || y[at] != 0f ? dy.at(m, c) : 0f;
            }
        }
        return gated;
    }

    /** The two sums that the backward pass needs. */
    static GradientSums gradientSums(Features x, float[] gated, ChannelStatistics statistics) {
        int count = (int) x.count();
        GradientSums result = new GradientSums(x.channels());
        for (int c = 0; c < x.channels(); c++) {
            float[] dy = Arrays.copyOfRange(gated, c * count, (c + 1) * count);
            float center = (float) statistics.mean(c);
            double[] sums = sums(x, c, dy, center);
            result.set(c, sums[0], sums[1] - (statistics.mean(c) - center) * sums[0]);
        }
        return result;
    }

    /** dx; sums null for frozen statistics. */
    static float[] inputGradient(
            Features x,
            float[] gated,
            ChannelStatistics statistics,
            BatchNormParameters parameters,
            GradientSums sums) {
        int count = (int) x.count();
        float[] dx = new float[gated.length];
        for (int c = 0; c < x.channels(); c++) {
            double factor = factor(parameters, statistics, c);
            float center = (float) statistics.mean(c);
            double inverse = 1 / Math.sqrt(statistics.variance(c) + parameters.epsilon());
            double slope = sums == null ? 0 : -factor * inverse * inverse * sums.dyTimesDeviation()[c] / count;
            double shift = sums == null ? 0
                    : -factor * sums.dy()[c] / count - slope * (statistics.mean(c) - center);
            for (int m = 0; m < count; m++) {
                float dy = gated[c * count + m];
                dx[c * count + m] = sums == null ? Math.fma(dy - 0f, (float) factor, 0f)
                        : Math.fma((float) factor, dy,
                                Math.fma((float) slope, x.at(m, c) - center, (float) shift));
            }
        }
        return dx;
    }

    /** Same bits, except that all NaNs are equal. */
    static void assertSameBits(Features actual, float[] expected, Object description) {
        int count = (int) actual.count();
        for (int c = 0; c < actual.channels(); c++) {
            for (int m = 0; m < count; m++) {
                float wanted = expected[c * count + m];
                if (Float.floatToIntBits(actual.at(m, c)) != Float.floatToIntBits(wanted)) {
                    fail("%s: value %d of channel %d is %s, should be %s", description, m, c, actual.at(m, c), wanted);
                }
            }
        }
    }

    static void assertSameBits(double[] actual, double[] expected, Object description) {
        for (int c = 0; c < expected.length; c++) {
            if (Double.doubleToLongBits(actual[c]) != Double.doubleToLongBits(expected[c])) {
                fail("%s: channel %d is %s, should be %s", description, c, actual[c], expected[c]);
            }
        }
    }
}
