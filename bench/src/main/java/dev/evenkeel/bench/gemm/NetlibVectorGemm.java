package dev.evenkeel.bench.gemm;

import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * VectorBLAS of dev.ludovic.netlib: the Vector API BLAS that Spark uses. Sequential; it is column-major, so it is asked
 * for Cᵀ = op(B)ᵀ·op(A)ᵀ, which costs it nothing.
 */
final class NetlibVectorGemm implements GemmPeer {
    /** Above, it falls out of the caches, and one product takes seconds. */
    private static final Shape LARGEST = Shape.square(1100);

    @Override
    public String name() { return NetlibBlas.NAME; }

    @Override
    public boolean accepts(Product product) {
        return product.threads() == 1 && product.shape().flops() <= LARGEST.flops();
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        return new Prepared(NetlibBlas.load(), product, operands.a(), operands.b(), operands.c().clone());
    }

    private record Prepared(JavaBLAS blas, Product product, float[] a, float[] b, float[] result)
            implements PreparedProduct {
        @Override
        public void multiply() {
            blas.sgemm(product.transposition().transposesB() ? "T" : "N",
                    product.transposition().transposesA() ? "T" : "N", product.n(), product.m(),
                    product.k(), product.alpha(), b, product.ldb(), a, product.lda(), product.beta(), result,
                    product.ldc());
        }

        @Override
        public String codePath() { return NetlibBlas.codePath(blas); }

        @Override
        public void close() {}
    }
}
