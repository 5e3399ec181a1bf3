package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.training.MatrixOperations;

/**
 * A forward and a backward pass that keep everything and change nothing: what activations, gradients and weights'
 * gradients are, layer by layer. Batch normalisation takes the statistics of the rows that are looked at.
 *
 * <pre>{@code
 * Observation observation = new Observation(perceptron.parameters(), 300, execution);
 * examples.read(0, observation.x(), labels, execution);
 * observation.observe(labels, CrossEntropy.mean());
 * double energy = Sums.sumOfSquares(observation.output(2), execution);
 * }</pre>
 *
 * <p>Layers are numbered 0, 1, …, the last being that of the logits. Matrices are overwritten by the next pass.
 */
public final class Observation {
    private final Execution execution;
    private final Matrix x;
    private final Matrix inputGradient;
    private final LayerPass[] passes;
    private final Matrix[] outputGradients;
    private final Matrix[] weightGradients;

    /**
     * Room for so many examples, and for as many values as there are weights.
     *
     * @param parameters read, never written
     * @param rows at least 1; at least 2 with batch normalisation
     */
    public Observation(Parameters parameters, int rows, Execution execution) {
        this.execution = execution;
        x = Matrix.allocate(rows, parameters.architecture().network().inputs(0));
        inputGradient = Matrix.allocate(rows, x.cols());
        int layers = parameters.layers();
        passes = new LayerPass[layers];
        outputGradients = new Matrix[layers];
        weightGradients = new Matrix[layers];
        for (int layer = 0; layer < layers; layer++) {
            Matrix weights = parameters.layer(layer).weights();
            passes[layer] = LayerPass.of(parameters, layer, rows, true, execution);
            outputGradients[layer] = Matrix.allocate(rows, weights.cols());
            weightGradients[layer] = Matrix.allocate(weights.rows(), weights.cols());
        }
    }

    /** The inputs, rows × inputs: yours to fill. */
    public Matrix x() { return x; }

    /** The forward pass alone; gives the logits. */
    public Matrix forward() {
        Matrix y = x;
        for (LayerPass pass : passes) y = pass.forward(y);
        return y;
    }

    /**
     * Forward and backward.
     *
     * @param labels the class of each row
     * @return the loss
     */
    public double observe(int[] labels, ClassificationLoss loss) {
        Matrix logits = forward();
        double value = loss.gradient(logits, labels, passes[passes.length - 1].gradient(), execution);
        backward();
        return value;
    }

    /**
     * Backward from a gradient at the logits of your own, behind {@link #forward}.
     *
     * @param logitGradient rows × classes
     */
    public void backward(Matrix logitGradient) {
        MatrixOperations.copy(logitGradient, passes[passes.length - 1].gradient(), execution);
        backward();
    }

    private void backward() {
        for (int layer = passes.length - 1; layer >= 0; layer--) {
            MatrixOperations.copy(passes[layer].gradient(), outputGradients[layer], execution);
            Matrix below = layer == 0 ? x : passes[layer - 1].output();
            Matrix dx = layer == 0 ? inputGradient : passes[layer - 1].gradient();
            passes[layer].backward(below, new LayerGradient(weightGradients[layer], null, null), dx);
        }
    }

    /** z, what a layer's activation is applied to, rows × outputs: normalised where the layer is. */
    public Matrix preActivation(int layer) {
        return passes[layer].preActivation();
    }

    /** y = f(z), rows × outputs. */
    public Matrix output(int layer) { return passes[layer].output(); }

    /** ∂loss/∂y, rows × outputs. */
    public Matrix outputGradient(int layer) { return outputGradients[layer]; }

    /** ∂loss/∂z, rows × outputs; where the layer is normalised, ∂loss/∂(x·W). */
    public Matrix preActivationGradient(int layer) {
        return passes[layer].gradient();
    }

    /** ∂loss/∂x, rows × inputs. */
    public Matrix inputGradient() { return inputGradient; }

    /** ∂loss/∂W, inputs × outputs of the layer. */
    public Matrix weightGradient(int layer) {
        return weightGradients[layer];
    }
}
