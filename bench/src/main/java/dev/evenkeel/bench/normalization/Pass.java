package dev.evenkeel.bench.normalization;

/** What is done with a layer's features. */
public enum Pass {
    /** y with the statistics of x, which are kept. */
    FORWARD(false, 2),
    /** y = max(0, ·). */
    FORWARD_RELU(true, 2),
    /** dx, dγ and dβ from x and dy, through the statistics of x. */
    BACKWARD(false, 3),
    /** The same, behind a ReLU. */
    BACKWARD_RELU(true, 3),
    /** y with given statistics. */
    INFERENCE(false, 2),
    /** y = max(0, ·). */
    INFERENCE_RELU(true, 2);

    private final boolean relu;
    private final int arrays;

    Pass(boolean relu, int arrays) {
        this.relu = relu;
        this.arrays = arrays;
    }

    /** Whether a ReLU is fused. */
    public boolean hasRelu() { return relu; }

    /** Whether gradients are computed. */
    public boolean isBackward() { return arrays == 3; }

    /** Whether the statistics are the batch's. */
    public boolean isTraining() {
        return this != INFERENCE && this != INFERENCE_RELU;
    }

    /** Arrays of the size of x that must be read or written. */
    public int arrays() { return arrays; }
}
