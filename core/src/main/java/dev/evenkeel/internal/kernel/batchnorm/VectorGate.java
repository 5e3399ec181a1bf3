package dev.evenkeel.internal.kernel.batchnorm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What a ReLU lets through of a gradient, {@link BatchNormKernel#addGradients} says which; C2 makes two loops of one
 * that asks.
 */
final class VectorGate {
    private VectorGate() {}

    static FloatVector pass(
            FloatVector dy, FloatVector deviation, FloatVector scale, FloatVector threshold, boolean relu) {
        return relu ? dy.blend(0f, deviation.fma(scale, threshold).compare(VectorOperators.LE, 0f)) : dy;
    }
}
