package dev.evenkeel.training;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.gemm.Epilogue;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.internal.memory.Views;
import java.util.Objects;

/**
 * A dense layer y = f(x·W + b), forward, backward and with its update, in one call each. It holds views of the caller's
 * weights and bias and nothing else: outputs, gradients and what the backward pass needs are the caller's matrices, so
 * every piece can be looked at, kept or left out. Rows of x and y are examples.
 *
 * {@snippet :
 * Execution execution = Execution.sequential();
 * DenseLayer layer = new DenseLayer(Matrix.of(new float[] {1, -1, 2, 1}, 2, 2), new float[2], Activation.RELU);
 * Matrix x = Matrix.of(new float[] {1, 1, 2, 0}, 2, 2);
 * Matrix y = Matrix.allocate(2, 2);
 * layer.forward(x, y, execution);
 * IO.println(Arrays.toString(y.toArray()));                    // [3.0, 0.0, 2.0, 0.0]
 * Matrix gradient = Matrix.of(new float[] {1, 1, 1, 1}, 2, 2); // of a loss at y
 * layer.descend(x, null, y, gradient, 0.5, null, execution);
 * IO.println(Arrays.toString(layer.weights().toArray()));      // [-0.5, -1.0, 1.5, 1.0]
 * IO.println(Arrays.toString(layer.bias()));                   // [-1.0, 0.0]
 * }
 *
 * <p>The backward pass asks for z = x·W + b, which the forward pass keeps if it is given a matrix for it. Where the
 * derivative follows from the output ({@link Activation#outputDeterminesDerivative}: tanh, sigmoid, ReLU and others), y
 * is enough, and z may be null throughout.
 *
 * <p>These are the calls that it makes, with g = ∂loss/∂z:
 *
 * <table>
 * <caption>The pieces</caption>
 * <tr><th>what</th><th>how</th></tr>
 * <tr><td>y = f(x·W + b)</td><td>{@code Gemm.multiply(1f, x, w, 0f, y, new Epilogue(b, f).keeping(z),
 * execution)}</td></tr>
 * <tr><td>g = dy ⊙ f′</td><td>{@code f.backward(z, dy, dy, execution)}, or {@code f.backwardFromOutput(y, dy, dy,
 * execution)}</td></tr>
 * <tr><td>∂W = xᵀ·g</td><td>{@code Gemm.multiply(x.transposed(), g, dw, execution)}</td></tr>
 * <tr><td>∂b = Σ g</td><td>{@code Sums.columns(g, db, execution)}</td></tr>
 * <tr><td>dx = g·Wᵀ</td><td>{@code Gemm.multiply(g, w.transposed(), dx, execution)}; with {@link Epilogue#backward}
 * it is the g of the layer below</td></tr>
 * <tr><td>W ← W − η·xᵀ·g</td><td>{@code Gemm.multiply(-η, x.transposed(), g, 1f, w, execution)}: a product with β = 1,
 * which needs no pass over memory and stores no gradient</td></tr>
 * <tr><td>b ← b − η·Σ g</td><td>{@code Sums.columns(-η, g, 1, b, execution)}</td></tr>
 * </table>
 *
 * <p><b>Errors</b>, all thrown before anything is written: IllegalArgumentException where shapes do not match, or a
 * matrix that is written is read-only, holds an element more than once, or shares an element with another argument, the
 * weights or the bias; IllegalStateException for a closed segment; WrongThreadException for a confined segment that
 * another thread would have to touch; RejectedExecutionException for a pool that is shut down.
 *
 * <p>Calls that only read the weights may run at a time, as long as no call writes what another reads or writes.
 *
 * @param weights W, inputs × outputs; those of PyTorch's {@code nn.Linear} are {@code weight.transposed()}
 * @param bias b, a value per output, or null for none; not copied
 * @param activation f
 */
public record DenseLayer(Matrix weights, float[] bias, Activation activation) {
    /** @throws IllegalArgumentException if the bias has not one value per column of the weights */
    public DenseLayer {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(activation, "activation");
        if (bias != null && bias.length != weights.cols()) {
            throw new IllegalArgumentException("bias must have one value per column of weights, has " + bias.length
                    + " for weights of " + Views.shape(weights));
        }
    }

    /** {@code y ← f(x·W + b)}: for inference, and for training where the output determines the derivative. */
    public void forward(Matrix x, Matrix y, Execution execution) {
        forward(x, null, y, execution);
    }

    /**
     * {@code z ← x·W + b; y ← f(z)}, both while they are in the cache.
     *
     * @param z receives what the activation is applied to, for the backward pass; or null to keep nothing
     * @param y receives the outputs
     */
    public void forward(Matrix x, Matrix z, Matrix y, Execution execution) {
        DenseLayerChecks.forward(this, x, z, y, execution);
        Epilogue epilogue = new Epilogue(bias, activation);
        Gemm.multiply(1f, x, weights, 0f, y, z == null ? epilogue : epilogue.keeping(z), execution);
    }

    /**
     * All gradients of the layer: {@code g ← dy ⊙ f′; dWeights ← xᵀ·g; dBias ← Σ g; dx ← g·Wᵀ}.
     *
     * @param x as in the forward pass
     * @param z as the forward pass left it; or null where the output determines the derivative
     * @param y as the forward pass left it
     * @param gradient dy, the gradient of the loss at y; becomes g, that at z
     * @param dWeights receives the gradient of the weights, of their shape
     * @param dBias receives the gradient of the bias; or null for none
     * @param dx receives the gradient at x, of its shape; or null for none, as for a first layer
     */
    public void backward(Matrix x, Matrix z, Matrix y, Matrix gradient, Matrix dWeights, float[] dBias, Matrix dx,
            Execution execution) {
        DenseLayerChecks.backward(this, x, z, y, gradient, dWeights, dBias, dx, execution);
        differentiate(z, y, gradient, execution);
        Gemm.multiply(x.transposed(), gradient, dWeights, execution);
        if (dBias != null) {
            Sums.columns(gradient, dBias, execution);
        }
        if (dx != null) {
            Gemm.multiply(gradient, weights.transposed(), dx, execution);
        }
    }

    /**
     * Backward and plain SGD in one: {@code g ← dy ⊙ f′; dx ← g·Wᵀ; W ← W − η·xᵀ·g; b ← b − η·Σ g}, without ever
     * storing the gradients of weights and bias. dx is that of the weights before the update.
     *
     * @param x as in the forward pass
     * @param z as the forward pass left it; or null where the output determines the derivative
     * @param y as the forward pass left it
     * @param gradient dy, the gradient of the loss at y; becomes g, that at z
     * @param learningRate η
     * @param dx receives the gradient at x, of its shape; or null for none, as for a first layer
     */
    public void descend(Matrix x, Matrix z, Matrix y, Matrix gradient, double learningRate, Matrix dx,
            Execution execution) {
        DenseLayerChecks.descend(this, x, z, y, gradient, learningRate, dx, execution);
        differentiate(z, y, gradient, execution);
        if (dx != null) {
            Gemm.multiply(gradient, weights.transposed(), dx, execution);
        }
        Gemm.multiply((float) -learningRate, x.transposed(), gradient, 1f, weights, execution);
        if (bias != null) {
            Sums.columns(-learningRate, gradient, 1, bias, execution);
        }
    }

    private void differentiate(Matrix z, Matrix y, Matrix gradient, Execution execution) {
        if (activation == Activation.IDENTITY) {
            return;
        }
        if (activation.outputDeterminesDerivative()) {
            activation.backwardFromOutput(y, gradient, gradient, execution);
        } else {
            activation.backward(z, gradient, gradient, execution);
        }
    }
}
