package dev.evenkeel.bench.gemm;

import java.util.Arrays;

/**
 * The loops that one writes first, in the order i, p, j that keeps the inner one on unit strides, with {@link
 * Math#fma}.
 */
final class PlainGemm implements GemmPeer {
    @Override
    public String name() { return "plain-java"; }

    @Override
    public boolean accepts(Product product) {
        return product.threads() == 1 && product.shape().flops() <= GemmPeers.LARGEST_FOR_SLOW.flops();
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        return new Prepared(product, operands.a(), operands.b(), operands.c().clone());
    }

    private record Prepared(Product product, float[] a, float[] b, float[] result) implements PreparedProduct {
        @Override
        public void multiply() {
            for (int i = 0; i < product.m(); i++) {
                scaleRow(i);
                if (product.transposition().transposesB()) addDotProducts(i);
                else addScaledRows(i);
            }
        }

        private void scaleRow(int i) {
            int from = i * product.ldc();
            int to = from + product.n();
            if (product.beta() == 0) {
                Arrays.fill(result, from, to, 0);
                return;
            }
            for (int index = from; index < to; index++) result[index] *= product.beta();
        }

        private void addScaledRows(int i) {
            int n = product.n();
            int row = i * product.ldc();
            for (int p = 0; p < product.k(); p++) {
                float scaled = product.alpha() * a(i, p);
                int other = p * product.ldb();
                for (int j = 0; j < n; j++) result[row + j] = Math.fma(scaled, b[other + j], result[row + j]);
            }
        }

        private void addDotProducts(int i) {
            for (int j = 0; j < product.n(); j++) {
                float sum = 0;
                int other = j * product.ldb();
                for (int p = 0; p < product.k(); p++) sum = Math.fma(a(i, p), b[other + p], sum);
                result[i * product.ldc() + j] = Math.fma(product.alpha(), sum, result[i * product.ldc() + j]);
            }
        }

        private float a(int i, int p) {
            return product.transposition().transposesA() ? a[p * product.lda() + i] : a[i * product.lda() + p];
        }

        @Override
        public String codePath() { return "loops i, p, j; Java " + Runtime.version(); }

        @Override
        public void close() {}
    }
}
