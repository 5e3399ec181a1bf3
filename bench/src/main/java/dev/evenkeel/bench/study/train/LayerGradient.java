package dev.evenkeel.bench.study.train;

import dev.evenkeel.Matrix;

/**
 * Where the gradients of a layer's parameters go.
 *
 * @param weights receives ∂loss/∂W
 * @param shift receives ∂loss/∂b, or ∂loss/∂β where the layer is normalised; null for none
 * @param scale receives ∂loss/∂γ; null for none, and where the layer is not normalised
 */
public record LayerGradient(Matrix weights, float[] shift, float[] scale) {}
