package dev.evenkeel.bench.campaign;

import dev.evenkeel.bench.product.Product;
import dev.evenkeel.bench.product.Shape;
import dev.evenkeel.bench.product.Transposition;

/**
 * One product that all libraries compute.
 *
 * @param shape m × n × k
 * @param transposition how A and B are stored
 * @param threads how many threads a library may use
 */
public record Cell(Shape shape, Transposition transposition, int threads) {
    /** C ← op(A)·op(B). */
    public Product product() {
        return Product.of(shape, transposition, threads);
    }

    @Override
    public String toString() {
        return shape + " " + transposition + ", " + (threads == 1 ? "1 thread" : threads + " threads");
    }
}
