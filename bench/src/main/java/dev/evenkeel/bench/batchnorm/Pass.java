package dev.evenkeel.bench.batchnorm;

/** What is done with a layer's features. */
public enum Pass {
    /** y with the statistics of x, which are kept. */
    FORWARD(2),
    /** y = max(0, ·). */
    FORWARD_RELU(2),
    /** y = max(0, · + residual). */
    FORWARD_ADD_RELU(3),
    /** dx, dγ and dβ from x and dy, through the statistics of x. */
    BACKWARD(3),
    /** The same, behind a ReLU. */
    BACKWARD_RELU(3),
    /** The same, behind an addition and a ReLU, whose y is read; the gradient of what was added is written, too. */
    BACKWARD_ADD_RELU(5),
    /** y with given statistics. */
    INFERENCE(2),
    /** y = max(0, ·). */
    INFERENCE_RELU(2),
    /** y = max(0, · + residual). */
    INFERENCE_ADD_RELU(3);

    private final int arrays;

    Pass(int arrays) {
        this.arrays = arrays;
    }

    /** Whether a ReLU is fused. */
    public boolean hasRelu() { return name().endsWith("_RELU"); }

    /** Whether something is added before the ReLU. */
    public boolean adds() { return name().endsWith("_ADD_RELU"); }

    /** Whether gradients are computed. */
    public boolean isBackward() { return name().startsWith("BACKWARD"); }

    /** Whether the statistics are the batch's. */
    public boolean isTraining() {
        return !name().startsWith("INFERENCE");
    }

    /** Arrays of the size of x that must be read or written. */
    public int arrays() { return arrays; }
}
