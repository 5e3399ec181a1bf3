package dev.evenkeel.bench.gemm;

import org.ejml.EjmlVersion;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** EJML: dense row-major matrices in plain Java, sequential. */
final class EjmlGemm implements GemmPeer {
    @Override
    public String name() { return "ejml"; }

    @Override
    public boolean accepts(Product product) {
        return product.threads() == 1 && product.shape().flops() <= GemmPeers.LARGEST_FOR_SLOW.flops();
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        FMatrixRMaj a = new FMatrixRMaj(operands.a());
        a.reshape(operands.a().length / product.lda(), product.lda());
        FMatrixRMaj b = new FMatrixRMaj(operands.b());
        b.reshape(operands.b().length / product.ldb(), product.ldb());
        FMatrixRMaj c = new FMatrixRMaj(operands.c().clone());
        c.reshape(product.m(), product.n());
        return new Prepared(product, a, b, c);
    }

    private record Prepared(Product product, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) implements PreparedProduct {
        @Override
        public void multiply() {
            float alpha = product.alpha();
            if (product.beta() == 0) {
                switch (product.transposition()) {
                    case NN -> CommonOps_FDRM.mult(alpha, a, b, c);
                    case TN -> CommonOps_FDRM.multTransA(alpha, a, b, c);
                    case NT -> CommonOps_FDRM.multTransB(alpha, a, b, c);
                    case TT -> CommonOps_FDRM.multTransAB(alpha, a, b, c);
                }
                return;
            }
            CommonOps_FDRM.scale(product.beta(), c);
            switch (product.transposition()) {
                case NN -> CommonOps_FDRM.multAdd(alpha, a, b, c);
                case TN -> CommonOps_FDRM.multAddTransA(alpha, a, b, c);
                case NT -> CommonOps_FDRM.multAddTransB(alpha, a, b, c);
                case TT -> CommonOps_FDRM.multAddTransAB(alpha, a, b, c);
            }
        }

        @Override
        public float[] result() { return c.data; }

        @Override
        public String codePath() { return "EJML " + EjmlVersion.VERSION + " CommonOps_FDRM"; }

        @Override
        public void close() {}
    }
}
