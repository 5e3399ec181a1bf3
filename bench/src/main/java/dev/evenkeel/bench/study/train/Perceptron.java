package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.GradientSums;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.loss.ClassificationLoss;
import java.util.List;

/**
 * A multilayer perceptron at work on batches of a fixed size. All memory is made by the constructor: a step allocates
 * nothing, but for what batch normalisation sums up.
 *
 * <pre>{@code
 * Architecture architecture = Architecture.of(Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 1024, 1000, 9);
 * Parameters parameters = Parameters.draw(architecture, RandomStream.philox(2010), execution);
 * Perceptron perceptron = new Perceptron(parameters, 10, execution);
 * int[] labels = new int[10];
 * for (long step = 0; step < 1000; step++) {
 *     examples.read(step * 10, perceptron.x(), labels, execution);
 *     double loss = perceptron.step(labels, CrossEntropy.mean(), 0.01);
 * }
 * }</pre>
 *
 * <p>Bits do not depend on the threads. One thread at a time may use a perceptron, or others of the same parameters.
 */
public final class Perceptron {
    private final Parameters parameters;
    private final Execution execution;
    private final Matrix x;
    private final LayerPass[] passes;

    /**
     * Room for batches of so many examples.
     *
     * @param parameters what {@link #descend} updates; not copied
     * @param rows at least 1; at least 2 to train with batch normalisation
     */
    public Perceptron(Parameters parameters, int rows, Execution execution) {
        this.parameters = parameters;
        this.execution = execution;
        x = Matrix.allocate(rows, parameters.architecture().network().inputs(0));
        passes = new LayerPass[parameters.layers()];
        for (int layer = 0; layer < passes.length; layer++)
            passes[layer] = LayerPass.of(parameters, layer, rows, false, execution);
    }

    /** Weights and the rest. */
    public Parameters parameters() { return parameters; }

    /** The inputs, rows × inputs: yours to fill before {@link #forward}. */
    public Matrix x() { return x; }

    /** What a layer 0, 1, … gave in the last forward pass, rows × outputs; the last layer's are the logits. */
    public Matrix output(int layer) {
        return passes[layer].output();
    }

    /** The logits of x; batch normalisation takes the statistics of this batch. */
    public Matrix forward() {
        Matrix y = x;
        for (int layer = 0; layer < passes.length; layer++) y = passes[layer].forward(y);
        return y;
    }

    /** The logits of x; batch normalisation takes running statistics, so that a row does not depend on others. */
    public Matrix infer() {
        Matrix y = x;
        for (int layer = 0; layer < passes.length; layer++) y = passes[layer].infer(y);
        return y;
    }

    /**
     * The loss behind {@link #forward}; its gradient at the logits is kept for {@link #descend}.
     *
     * @param labels the class of each row
     */
    public double loss(int[] labels, ClassificationLoss loss) {
        LayerPass last = passes[passes.length - 1];
        return loss.gradient(last.output(), labels, last.gradient(), execution);
    }

    /** Backward, from the gradient that {@link #loss} has left, and {@code p ← p − η·∂loss/∂p} for each parameter. */
    public void descend(double learningRate) {
        for (int layer = passes.length - 1; layer > 0; layer--)
            passes[layer].descend(passes[layer - 1].output(), learningRate, passes[layer - 1].gradient());
        passes[0].descend(x, learningRate, null);
    }

    /**
     * Backward, from the gradient that {@link #loss} has left: the gradients of all parameters, and updates nothing.
     *
     * @param gradients receives those of each layer
     */
    public void differentiate(List<LayerGradient> gradients) {
        for (int layer = passes.length - 1; layer > 0; layer--)
            passes[layer].backward(passes[layer - 1].output(), gradients.get(layer), passes[layer - 1].gradient());
        passes[0].backward(x, gradients.get(0), null);
    }

    /**
     * The first half of a layer's forward pass, for rows that are a part of a batch: x·W and its moments. With {@link
     * #endForward} of each layer 0, 1, … in turn it is {@link #forward}.
     *
     * @return the moments of these rows, not copied; null where the layer does not normalise, and is done
     */
    public Moments beginForward(int layer) {
        return passes[layer].beginForward(input(layer));
    }

    /**
     * The second half.
     *
     * @param batch moments of all rows, those of this perceptron's among them
     * @throws IllegalStateException if the layer does not normalise
     */
    public void endForward(int layer, Moments batch) {
        passes[layer].endForward(batch);
    }

    /**
     * The first half of a layer's backward pass, for rows that are a part of a batch. With {@link #endBackward} of each
     * layer …, 1, 0 in turn it is {@link #differentiate}.
     *
     * @param batch what {@link #endForward} was given; null where the layer does not normalise
     * @return the sums over these rows, not copied; null where the layer does not normalise
     */
    public GradientSums beginBackward(int layer, Moments batch) {
        return passes[layer].beginBackward(batch);
    }

    /**
     * The second half: what these rows add to the gradients of the layer's parameters.
     *
     * @param batch what {@link #endForward} was given; null where the layer does not normalise
     * @param sums over all rows, those of this perceptron's among them; null where the layer does not normalise
     */
    public void endBackward(int layer, Moments batch, GradientSums sums, LayerGradient gradients) {
        passes[layer].endBackward(input(layer), batch, sums, gradients,
                layer == 0 ? null : passes[layer - 1].gradient());
    }

    private Matrix input(int layer) {
        return layer == 0 ? x : passes[layer - 1].output();
    }

    /** What a layer 0, 1, … normalised with in the last {@link #forward}, not copied; null where it does not. */
    public Moments moments(int layer) {
        return passes[layer].moments();
    }

    /** {@link #forward}, {@link #loss} and {@link #descend}; gives the loss before the update. */
    public double step(int[] labels, ClassificationLoss loss, double learningRate) {
        forward();
        double value = loss(labels, loss);
        descend(learningRate);
        return value;
    }
}
