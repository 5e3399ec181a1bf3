package dev.evenkeel.bench.step;

import dev.evenkeel.bench.gemm.Product;
import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.gemm.Transposition;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of training: forward, cross-entropy, backward and W ← W − η·∂W.
 *
 * @param shape batch and network
 * @param hidden what follows the product of a hidden layer
 * @param threads how many threads may compute, the calling one included; at least 1
 */
public record Step(StepShape shape, Hidden hidden, int threads) {
    /** η. */
    public static final double LEARNING_RATE = 0.01;

    /** ε of batch normalisation. */
    public static final double EPSILON = 1e-5;

    /** How much the running statistics of batch normalisation take of each batch's. */
    public static final double MOMENTUM = 0.1;

    /** Rejects a step that no thread takes. */
    public Step {
        if (threads < 1) throw new IllegalArgumentException("threads = " + threads + ": expected at least 1");
    }

    /** X·W, Xᵀ·G and G·Wᵀ of every layer; nobody needs the gradient at the inputs of the first. */
    public List<Product> products() {
        List<Product> products = new ArrayList<>();
        int batch = shape.batch();
        for (int layer = 0; layer < network().layers(); layer++) {
            int inputs = network().inputs(layer);
            int outputs = network().outputs(layer);
            products.add(Product.of(new Shape(batch, outputs, inputs), Transposition.NN, threads));
            products.add(Product.of(new Shape(inputs, outputs, batch), Transposition.TN, threads));
            if (layer > 0)
                products.add(Product.of(new Shape(batch, inputs, outputs), Transposition.NT, threads));
        }
        return products;
    }

    /** What is trained. */
    public Network network() { return shape.network(); }

    /** Whether a layer is normalised. */
    public boolean normalizes(int layer) {
        return hidden.normalizes() && !network().isLast(layer);
    }

    @Override
    public String toString() {
        return shape + " " + hidden + ", " + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
