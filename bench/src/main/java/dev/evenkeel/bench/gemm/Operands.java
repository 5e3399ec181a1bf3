package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.campaign.Buffers;
import java.util.SplittableRandom;

/**
 * A, B and C of a product as dense row-major arrays, uniform in [−1, 1): no denormals, no overflow, signs that cancel.
 *
 * @param a m × k, or its transpose
 * @param b k × n, or its transpose
 * @param c m × n, as it is before the product
 */
public record Operands(float[] a, float[] b, float[] c) {
    private static final long SEED = 0x5eed;

    /** The same numbers for every library, so that no one is timed on easier ones. */
    public static Operands of(Product product) {
        return of(product, Buffers.own());
    }

    /** The same in arrays of {@code buffers}. */
    static Operands of(Product product, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Operands(uniform(random, buffers.floats("a", product.m() * product.k())),
                uniform(random, buffers.floats("b", product.k() * product.n())),
                uniform(random, buffers.floats("c", product.m() * product.n())));
    }

    private static float[] uniform(SplittableRandom random, float[] values) {
        for (int i = 0; i < values.length; i++) values[i] = (random.nextInt() >> 8) * 0x1p-23f;
        return values;
    }
}
