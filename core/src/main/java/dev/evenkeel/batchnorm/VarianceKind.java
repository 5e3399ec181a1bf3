package dev.evenkeel.batchnorm;

/** What the sum of squared deviations of m values is divided by. */
public enum VarianceKind {
    /** By m: what normalises the batch; running variance of Keras, Flax, TensorFlow and ONNX. */
    BIASED,
    /** By m − 1: running variance of the paper (algorithm 2), PyTorch and cuDNN; needs two values. */
    UNBIASED
}
