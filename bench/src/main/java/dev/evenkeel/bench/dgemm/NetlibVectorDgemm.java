package dev.evenkeel.bench.dgemm;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.gemm.NetlibBlas;
import dev.evenkeel.bench.gemm.Shape;
import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * VectorBLAS of dev.ludovic.netlib. Sequential and column-major: it is asked for Cᵀ, whose upper triangle is C's lower
 * one.
 */
final class NetlibVectorDgemm implements DoublePeer {
    /** Above, one product takes seconds. */
    private static final double MOST_FLOPS = Shape.square(1100).flops();

    /** The same of an update, for which it has scalar loops. */
    private static final double MOST_FLOPS_OF_UPDATES = Shape.square(400).flops();

    @Override
    public String name() { return NetlibBlas.NAME; }

    @Override
    public boolean accepts(DoubleProduct product) {
        return product.threads() == 1
                && product.flops() <= (product.operation().isUpdate() ? MOST_FLOPS_OF_UPDATES : MOST_FLOPS);
    }

    @Override
    public PreparedDoubleProduct prepare(DoubleProduct product, DoubleOperands operands, Buffers buffers) {
        return new Prepared(NetlibBlas.load(), product, operands.a(), operands.b(), operands.c().clone());
    }

    private record Prepared(JavaBLAS blas, DoubleProduct product, double[] a, double[] b, double[] result)
            implements PreparedDoubleProduct {
        @Override
        public void run() {
            Operation operation = product.operation();
            if (operation.isUpdate()) {
                blas.dsyrk("U", operation.transposesA() ? "N" : "T", product.n(), product.k(), 1, a, product.lda(), 0,
                        result, product.n());
            } else {
                blas.dgemm(operation.transposesB() ? "T" : "N", operation.transposesA() ? "T" : "N", product.n(),
                        product.m(), product.k(), 1, b, product.ldb(), a, product.lda(), 0, result, product.n());
            }
        }

        @Override
        public String codePath() { return NetlibBlas.codePath(blas); }

        @Override
        public void close() {}
    }
}
