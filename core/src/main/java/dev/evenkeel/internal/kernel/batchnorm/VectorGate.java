package dev.evenkeel.internal.kernel.batchnorm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Computes what a ReLU lets through of a gradient, without a branch that C2 would make two loops of (decision 18). */
final class VectorGate {
    private VectorGate() {}

    static FloatVector pass(
            FloatVector dy, FloatVector deviation, FloatVector scale, FloatVector threshold, boolean relu) {
        return relu ? dy.blend(0f, deviation.fma(scale, threshold).compare(VectorOperators.LE, 0f)) : dy;
    }
}
