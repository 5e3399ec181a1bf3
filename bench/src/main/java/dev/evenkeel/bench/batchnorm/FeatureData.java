package dev.evenkeel.bench.batchnorm;

import dev.evenkeel.bench.campaign.Buffers;
import java.util.SplittableRandom;

/**
 * Inputs, not to be written to.
 *
 * @param x normal, its mean and deviation another for each channel
 * @param dy normal
 * @param residual normal, for passes that add; empty for others
 * @param gamma one per channel
 * @param beta one per channel
 * @param mean running, one per channel
 * @param variance running, one per channel
 */
public record FeatureData(float[] x, float[] dy, float[] residual, float[] gamma, float[] beta, float[] mean,
        float[] variance) {
    private static final long SEED = 0x5eed;

    /** The same numbers for every library. */
    public static FeatureData of(Normalization normalization) {
        return of(normalization, Buffers.own());
    }

    /** The same in arrays of {@code buffers}. */
    static FeatureData of(Normalization normalization, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED);
        FeatureShape shape = normalization.shape();
        float[] gamma = buffers.floats("gamma", shape.channels());
        float[] beta = buffers.floats("beta", shape.channels());
        float[] mean = buffers.floats("mean", shape.channels());
        float[] variance = buffers.floats("variance", shape.channels());
        for (int c = 0; c < shape.channels(); c++) {
            gamma[c] = (float) random.nextDouble(0.5, 1.5);
            beta[c] = (float) random.nextDouble(-1, 1);
            mean[c] = (float) random.nextDouble(-3, 3);
            variance[c] = (float) random.nextDouble(0.5, 4);
        }
        float[] x = buffers.floats("x", shape.values());
        float[] dy = buffers.floats("dy", shape.values());
        for (int n = 0; n < shape.samples(); n++) {
            for (int s = 0; s < shape.positions(); s++) {
                for (int c = 0; c < shape.channels(); c++) {
                    int index = normalization.storage().index(shape, n, c, s);
                    x[index] = (float) (mean[c] + Math.sqrt(variance[c]) * approximatelyNormal(random));
                    dy[index] = (float) approximatelyNormal(random);
                }
            }
        }
        return new FeatureData(x, dy, residual(normalization, buffers), gamma, beta, mean, variance);
    }

    private static float[] residual(Normalization normalization, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        float[] residual = buffers.floats("residual", normalization.pass().adds() ? normalization.shape().values() : 0);
        for (int i = 0; i < residual.length; i++) residual[i] = (float) approximatelyNormal(random);
        return residual;
    }

    /** The sum of four uniform numbers, scaled to variance 1: the time of a pass does not depend on more. */
    private static double approximatelyNormal(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return (sum / 65536.0 - 2) * Math.sqrt(3);
    }
}
