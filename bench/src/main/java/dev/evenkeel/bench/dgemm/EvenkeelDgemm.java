package dev.evenkeel.bench.dgemm;

import dev.evenkeel.DoubleMatrix;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.gemm.Gemm;
import dev.evenkeel.gemm.Syrk;
import dev.evenkeel.gemm.Triangle;

/** Our own products and updates, on heap arrays. */
final class EvenkeelDgemm implements DoublePeer {
    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public boolean accepts(DoubleProduct product) { return true; }

    @Override
    public PreparedDoubleProduct prepare(DoubleProduct product, DoubleOperands operands, Buffers buffers) {
        double[] result = buffers.doubles("result", operands.c().length);
        System.arraycopy(operands.c(), 0, result, 0, result.length);
        Operation operation = product.operation();
        return new Prepared(operation.isUpdate(),
                view(operands.a(), product.m(), product.k(), operation.transposesA()),
                view(operands.b(), product.k(), product.n(), operation.transposesB()),
                DoubleMatrix.of(result, product.m(), product.n()), new OwnExecution(product.threads()));
    }

    private static DoubleMatrix view(double[] data, int rows, int cols, boolean transposed) {
        return transposed ? DoubleMatrix.of(data, cols, rows).transposed() : DoubleMatrix.of(data, rows, cols);
    }

    private record Prepared(boolean isUpdate, DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, OwnExecution execution)
            implements PreparedDoubleProduct {
        @Override
        public void run() {
            if (isUpdate) Syrk.update(Triangle.LOWER, a, c, execution.get());
            else Gemm.multiply(a, b, c, execution.get());
        }

        @Override
        public double[] result() { return c.array(); }

        @Override
        public String codePath() { return execution.codePath(); }

        @Override
        public void close() { execution.close(); }
    }
}
