package dev.evenkeel.bench.gemm;

import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.gemm.Gemm;

/** Our own product, on heap arrays: the only library here that needs nothing prepared. */
final class EvenkeelGemm implements GemmPeer {
    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public boolean accepts(Product product) { return true; }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        return prepare(product, operands, Buffers.own());
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands, Buffers buffers) {
        float[] result = buffers.floats("result", operands.c().length);
        System.arraycopy(operands.c(), 0, result, 0, result.length);
        return new Prepared(product, operands, result);
    }

    private static final class Prepared implements PreparedProduct {
        private final float[] result;
        private final float alpha;
        private final float beta;
        private final Matrix a;
        private final Matrix b;
        private final Matrix c;
        private final OwnExecution execution;

        Prepared(Product product, Operands operands, float[] result) {
            this.result = result;
            alpha = product.alpha();
            beta = product.beta();
            a = view(operands.a(), product.m(), product.k(), product.transposition().transposesA());
            b = view(operands.b(), product.k(), product.n(), product.transposition().transposesB());
            c = Matrix.of(result, product.m(), product.n());
            execution = new OwnExecution(product.threads());
        }

        private static Matrix view(float[] data, int rows, int cols, boolean transposed) {
            return transposed ? Matrix.of(data, cols, rows).transposed() : Matrix.of(data, rows, cols);
        }

        @Override
        public void multiply() { Gemm.multiply(alpha, a, b, beta, c, execution.get()); }

        @Override
        public float[] result() { return result; }

        @Override
        public String codePath() { return execution.codePath(); }

        @Override
        public void close() { execution.close(); }
    }
}
