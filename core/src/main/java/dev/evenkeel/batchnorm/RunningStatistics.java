package dev.evenkeel.batchnorm;

import java.util.Arrays;
import java.util.Objects;

/**
 * Averages of the mean and the variance over the batches seen in training, for inference:
 * {@code running = (1 − batchWeight)·running + batchWeight·batch}.
 *
 * <p>{@code batchWeight} weighs the <em>new</em> value: 0.1 is PyTorch's and cuDNN's momentum 0.1; Keras's,
 * TensorFlow's and ONNX's momentum weighs the old value, so their 0.99 is 0.01 here.
 *
 * <p>Not safe for several threads while one updates.
 */
public final class RunningStatistics implements ChannelStatistics {
    private final double[] mean;
    private final double[] variance;
    private long batches;

    /**
     * Mean 0 and variance 1, before the first batch.
     *
     * @throws IllegalArgumentException if {@code channels} is negative
     */
    public RunningStatistics(int channels) {
        this(BatchNormChecks.zeros(channels), BatchNormChecks.zeros(channels), 0);
        Arrays.fill(variance, 1);
    }

    /**
     * Statistics from elsewhere, such as a trained model. The arrays are kept, not copied.
     *
     * @param batches how many batches they average: only {@link #updateCumulative} needs to know
     * @throws IllegalArgumentException if the lengths differ, {@code batches} is negative, or both are the same array
     */
    public RunningStatistics(double[] mean, double[] variance, long batches) {
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(variance, "variance");
        if (mean.length != variance.length || batches < 0) {
            throw new IllegalArgumentException("mean must be as long as variance and batches at least 0: "
                    + mean.length + " means, " + variance.length + " variances, " + batches + " batches");
        }
        BatchNormChecks.requireTwo("mean", mean, "variance", variance);
        this.mean = mean;
        this.variance = variance;
        this.batches = batches;
    }

    /** Number of channels. */
    @Override
    public int channels() {
        return mean.length;
    }

    /** The running mean of each channel; the array itself. */
    public double[] mean() {
        return mean;
    }

    /** The running variance of each channel; the array itself. */
    public double[] variance() {
        return variance;
    }

    /** Batches seen. */
    public long batches() {
        return batches;
    }

    @Override
    public double mean(int channel) {
        return mean[channel];
    }

    @Override
    public double variance(int channel) {
        return variance[channel];
    }

    /**
     * Lets a batch count with {@code batchWeight}; 1 replaces, 0 changes nothing but {@link #batches()}. A mean of ±∞
     * and a variance of NaN, which values that are not finite leave, stay until a batch of weight 1 replaces them.
     *
     * @throws IllegalArgumentException if the weight is outside [0, 1] or NaN, the numbers of channels differ, the
     * batch is empty, it has one value per channel and {@code kind} is unbiased, or it shares an array with these
     * statistics; nothing has been changed then
     */
    public void update(Moments batch, double batchWeight, VarianceKind kind) {
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(kind, "kind");
        if (!(batchWeight >= 0 && batchWeight <= 1)) {
            throw new IllegalArgumentException("batchWeight must be between 0 and 1, was " + batchWeight);
        }
        if (batch.channels() != mean.length) {
            throw new IllegalArgumentException("running statistics of " + mean.length
                    + " channels cannot take a batch of " + batch.channels());
        }
        batch.requireVariance(kind);
        if (BatchNormChecks.meet(mean, variance, batch.mean(), batch.m2())) {
            throw new IllegalArgumentException("batch shares an array with the statistics that it is to count in");
        }
        for (int c = 0; c < mean.length; c++) {
            mean[c] = average(mean[c], batch.mean(c), batchWeight);
            variance[c] = average(variance[c], batch.variance(c, kind), batchWeight);
        }
        batches++;
    }

    /**
     * Lets all batches count alike: the weight is 1/(batches + 1), so the first batch replaces the initial values.
     * PyTorch's momentum {@code None}.
     *
     * @throws IllegalArgumentException as {@link #update} does
     */
    public void updateCumulative(Moments batch, VarianceKind kind) {
        update(batch, 1d / (batches + 1), kind);
    }

    private static double average(double old, double value, double weight) {
        return weight == 1 ? value : weight == 0 ? old : (1 - weight) * old + weight * value;
    }

    @Override
    public String toString() {
        return "running statistics of " + mean.length + " channels over " + batches + " batches";
    }
}
