package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Buffers;
import java.util.SplittableRandom;

/**
 * A, B and C as dense row-major arrays, uniform in [−1, 1).
 *
 * @param a m × k, or its transpose
 * @param b k × n, or its transpose; the same array as a where B is A
 * @param c m × n, as it is before the product
 */
public record DoubleOperands(double[] a, double[] b, double[] c) {
    private static final long SEED = 0x5eed;

    /** The same numbers for every library. */
    static DoubleOperands of(DoubleProduct product, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] a = uniform(random, buffers.doubles("a", product.m() * product.k()));
        double[] b = product.operation().isUpdate() ? a
                : uniform(random, buffers.doubles("b", product.k() * product.n()));
        return new DoubleOperands(a, b, uniform(random, buffers.doubles("c", product.m() * product.n())));
    }

    private static double[] uniform(SplittableRandom random, double[] values) {
        for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextDouble() - 1;
        return values;
    }
}
