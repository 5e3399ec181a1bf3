package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import org.bytedeco.dnnl.global.dnnl;

/** {@code dnnl_sgemm} of oneDNN, row-major as it stands. */
public final class OneDnnSgemm implements GemmPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = dnnl.class;

    /** For the service loader. */
    public OneDnnSgemm() {}

    @Override
    public String name() {
        return "onednn-sgemm";
    }

    @Override
    public boolean accepts(Product product) {
        return true;
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        OneDnnThreads.set(product.threads());
        return new Prepared(product, new OffHeapOperands(operands));
    }

    private record Prepared(Product product, OffHeapOperands operands) implements PreparedProduct {
        @Override
        public void multiply() {
            int status = dnnl.dnnl_sgemm((byte) (product.transposition().transposesA() ? 'T' : 'N'),
                    (byte) (product.transposition().transposesB() ? 'T' : 'N'), product.m(), product.n(), product.k(),
                    product.alpha(), operands.a(),
                    product.lda(), operands.b(), product.ldb(), product.beta(), operands.c(), product.ldc());
            if (status != dnnl.dnnl_success) throw new IllegalStateException("dnnl_sgemm returned status " + status);
        }

        @Override
        public float[] result() {
            return operands.result();
        }

        @Override
        public String codePath() {
            return OneDnnThreads.describe() + " dnnl_sgemm";
        }

        @Override
        public void close() {
            operands.close();
        }
    }
}
