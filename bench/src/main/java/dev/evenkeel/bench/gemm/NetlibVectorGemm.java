package dev.evenkeel.bench.gemm;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * VectorBLAS of dev.ludovic.netlib: the Vector API BLAS that Spark uses. Sequential; it is column-major, so it is asked
 * for Cᵀ = op(B)ᵀ·op(A)ᵀ, which costs it nothing.
 */
final class NetlibVectorGemm implements GemmPeer {
    /** Above, it falls out of the caches, and one product takes seconds. */
    private static final Shape LARGEST = Shape.square(1100);

    /** Loaded at the first product, without the native library that it would look for first and complain about. */
    private static final class Library {
        private static final Logger LOGGER = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
        static final JavaBLAS BLAS;

        static {
            System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
            LOGGER.setLevel(Level.WARNING);
            BLAS = JavaBLAS.getInstance();
        }
    }

    @Override
    public String name() { return "netlib-vector"; }

    @Override
    public boolean accepts(Product product) {
        return product.threads() == 1 && product.shape().flops() <= LARGEST.flops();
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        return new Prepared(Library.BLAS, product, operands.a(), operands.b(), operands.c().clone());
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
        public String codePath() { return "dev.ludovic.netlib 3.2.0 " + blas.getClass().getSimpleName(); }

        @Override
        public void close() {}
    }
}
