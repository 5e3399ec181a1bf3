package dev.evenkeel.bench.random.peers;

import dev.evenkeel.init.Fans;

/**
 * A dense layer's weights, outputs × inputs, float32, by a scheme.
 *
 * @param rows outputs
 * @param cols inputs
 * @param memory where Java libraries write
 * @param threads how many threads may draw, the calling one included; at least 1
 */
public record Initialization(WeightScheme scheme, int rows, int cols, Memory memory, int threads) {
    /** Rejects what nobody can fill. */
    public Initialization {
        if (rows < 1 || cols < 1 || threads < 1 || (double) rows * cols > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + "x" + cols + ", threads = " + threads
                            + ": expected 1 to 2^31 weights and at least 1 thread");
        }
    }

    /** Of the layer. */
    public Fans fans() { return Fans.dense(cols, rows); }

    /** The same numbers, but for those who draw them: only for independent entries. */
    public Filling filling() {
        return new Filling(scheme.distribution(fans()), (long) rows * cols, memory, ElementType.FLOAT32, threads);
    }
}
