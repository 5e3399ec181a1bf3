package dev.evenkeel.training;

/**
 * How an update lets weights decay. Coupled, {@code rate·w} is added to the gradient: L2 regularisation, PyTorch's
 * {@code weight_decay} of SGD, RMSprop and Adam. Decoupled, each update first multiplies the weights by {@code 1 −
 * learningRate·rate}, whatever the gradient: that of AdamW (Loshchilov and Hutter, Decoupled Weight Decay
 * Regularization, 2019). For plain SGD both are the same but for rounding.
 *
 * @param rate at least 0; 0 for none
 */
public record WeightDecay(double rate, boolean decoupled) {
    /** @throws IllegalArgumentException if the rate is negative, or infinite in float32, or NaN */
    public WeightDecay {
        Hyperparameters.rate("rate of the weight decay", rate);
    }

    /** Weights do not decay. */
    public static WeightDecay none() {
        return new WeightDecay(0, false);
    }

    /** By the gradient. */
    public static WeightDecay coupled(double rate) {
        return new WeightDecay(rate, false);
    }

    /** By a factor. */
    public static WeightDecay decoupled(double rate) {
        return new WeightDecay(rate, true);
    }
}
