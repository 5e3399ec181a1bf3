package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.gemm.Shape;
import dev.evenkeel.bench.roofline.Roofline;

/**
 * C ← op(A)·op(B) in float64, or one triangle of it.
 *
 * @param shape m × n × k
 * @param operation what is computed
 * @param threads how many threads may compute, the calling one included; at least 1
 */
public record DoubleProduct(Shape shape, Operation operation, int threads) {
    /** Rejects a product that no thread computes, and a triangle of what is no square. */
    public DoubleProduct {
        if (threads < 1) throw new IllegalArgumentException("threads = " + threads + ": expected at least 1");
        if (operation.isUpdate() && shape.m() != shape.n())
            throw new IllegalArgumentException("shape " + shape + ": " + operation + " needs equal m and n");
    }

    /** Rows of C. */
    public int m() { return shape.m(); }

    /** Columns of C. */
    public int n() { return shape.n(); }

    /** Terms of each sum. */
    public int k() { return shape.k(); }

    /** Distance between stored rows of A. */
    public int lda() { return operation.transposesA() ? m() : k(); }

    /** Distance between stored rows of B. */
    public int ldb() { return operation.transposesB() ? k() : n(); }

    /** Whether element (i, j) of C is asked for. */
    public boolean has(int i, int j) {
        return !operation.isUpdate() || j <= i;
    }

    /** A multiplication and an addition for each term of each element that is asked for. */
    public double flops() {
        return operation.isUpdate() ? (double) n() * (n() + 1) * k() : shape.flops();
    }

    /** The speed that the machine allows it, in GFLOP/s; a double takes the room and the time of two floats. */
    double limit(Roofline roofline) {
        long b = operation.isUpdate() ? 0 : (long) k() * n();
        long c = operation.isUpdate() ? (long) n() * (n() + 1) / 2 : (long) m() * n();
        long bytes = ((long) m() * k() + b + c) * Double.BYTES;
        return roofline.limit(2 * flops(), bytes, bytes, threads) / 2;
    }
}
