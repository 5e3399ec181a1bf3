package dev.evenkeel.bench.step;

/** What follows the product of a hidden layer. */
public enum Hidden {
    /** A bias and tanh. */
    TANH(false),
    /** A bias and a ReLU. */
    RELU(false),
    /** Batch normalisation, which has the place of the bias, and tanh. */
    BATCHNORM_TANH(true),
    /** Batch normalisation, which has the place of the bias, and a ReLU. */
    BATCHNORM_RELU(true);

    private final boolean normalizes;

    Hidden(boolean normalizes) {
        this.normalizes = normalizes;
    }

    /** Whether there is batch normalisation before the activation. */
    public boolean normalizes() { return normalizes; }

    /** Whether the activation is a ReLU; otherwise it is tanh. */
    public boolean isRelu() {
        return this == RELU || this == BATCHNORM_RELU;
    }
}
