package dev.evenkeel.bench.gemm;

import dev.evenkeel.bench.roofline.Roofline;

/**
 * C ← α·op(A)·op(B) + β·C with its size, the storage of its operands and its number of threads.
 *
 * @param shape m × n × k
 * @param transposition how A and B are stored
 * @param threads how many threads may compute, the calling one included; at least 1
 * @param alpha α
 * @param beta β; 0 means that C is not read
 */
public record Product(Shape shape, Transposition transposition, int threads, float alpha, float beta) {
    /** Rejects a product that no thread computes. */
    public Product {
        if (threads < 1) throw new IllegalArgumentException("threads = " + threads + ": expected at least 1");
    }

    /** C ← op(A)·op(B). */
    public static Product of(Shape shape, Transposition transposition, int threads) {
        return new Product(shape, transposition, threads, 1, 0);
    }

    /** Rows of C. */
    public int m() { return shape.m(); }

    /** Columns of C. */
    public int n() { return shape.n(); }

    /** Terms of each sum. */
    public int k() { return shape.k(); }

    /** Distance between stored rows of A. */
    public int lda() { return transposition.transposesA() ? m() : k(); }

    /** Distance between stored rows of B. */
    public int ldb() { return transposition.transposesB() ? k() : n(); }

    /** Distance between rows of C. */
    public int ldc() { return n(); }

    /** Bytes that must move when every element is touched once: A and B read, C written and, with β ≠ 0, read. */
    public long leastBytes() {
        long elements = (long) m() * k() + (long) k() * n() + (beta == 0 ? 1 : 2) * (long) m() * n();
        return elements * Float.BYTES;
    }

    /** The speed that the machine allows it, in GFLOP/s. */
    public double limit(Roofline roofline) {
        return roofline.limit(shape.flops(), leastBytes(), workingSet(), threads);
    }

    /** Bytes of the three operands. */
    public long workingSet() {
        return ((long) m() * k() + (long) k() * n() + (long) m() * n()) * Float.BYTES;
    }
}
