package dev.evenkeel.bench.gemm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The three products of a dense layer in one step of training, X being batch × inputs, W inputs × outputs, G batch ×
 * outputs.
 *
 * @param batch rows of X and G
 * @param inputs of the layer
 * @param outputs of the layer
 */
public record TrainingStep(int batch, int inputs, int outputs) {
    /** Layers 1000 and 4096 wide with batches of 10 to 256. */
    public static final List<TrainingStep> STANDARD = Stream.of(10, 32, 128, 256)
            .flatMap(batch -> Stream.of(new TrainingStep(batch, 1000, 1000), new TrainingStep(batch, 1024, 4096)))
            .toList();

    /**
     * Outputs X·W, weight gradient Xᵀ·G, input gradient G·Wᵀ: how the operands are stored, and the size of each
     * product.
     */
    public Map<Transposition, Shape> products() {
        Map<Transposition, Shape> products = new LinkedHashMap<>();
        products.put(Transposition.NN, new Shape(batch, outputs, inputs));
        products.put(Transposition.TN, new Shape(inputs, outputs, batch));
        products.put(Transposition.NT, new Shape(batch, inputs, outputs));
        return products;
    }
}
