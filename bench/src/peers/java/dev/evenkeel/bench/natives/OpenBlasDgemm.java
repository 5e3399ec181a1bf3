package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.dgemm.DoubleOperands;
import dev.evenkeel.bench.dgemm.DoublePeer;
import dev.evenkeel.bench.dgemm.DoubleProduct;
import dev.evenkeel.bench.dgemm.Operation;
import dev.evenkeel.bench.dgemm.PreparedDoubleProduct;
import org.bytedeco.openblas.global.openblas;

/** {@code cblas_dgemm} and {@code cblas_dsyrk} of OpenBLAS. */
public final class OpenBlasDgemm implements DoublePeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = openblas.class;

    /** For the service loader. */
    public OpenBlasDgemm() {}

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public boolean accepts(DoubleProduct product) {
        return true;
    }

    @Override
    public PreparedDoubleProduct prepare(DoubleProduct product, DoubleOperands operands, Buffers buffers) {
        openblas.blas_set_num_threads(product.threads());
        OffHeapMemory memory = new OffHeapMemory();
        return new Prepared(product, memory, memory.copy(operands.a()), memory.copy(operands.b()),
                memory.copy(operands.c()));
    }

    private record Prepared(DoubleProduct product, OffHeapMemory memory, OffHeapMemory.Doubles a,
            OffHeapMemory.Doubles b, OffHeapMemory.Doubles c) implements PreparedDoubleProduct {
        @Override
        public void run() {
            Operation operation = product.operation();
            int transA = operation.transposesA() ? openblas.CblasTrans : openblas.CblasNoTrans;
            if (operation.isUpdate()) {
                openblas.cblas_dsyrk(openblas.CblasRowMajor, openblas.CblasLower, transA, product.n(), product.k(), 1,
                        a, product.lda(), 0, c, product.n());
            } else {
                openblas.cblas_dgemm(openblas.CblasRowMajor, transA,
                        operation.transposesB() ? openblas.CblasTrans : openblas.CblasNoTrans, product.m(),
                        product.n(), product.k(), 1, a, product.lda(), b, product.ldb(), 0, c, product.n());
            }
        }

        @Override
        public double[] result() {
            return c.toArray();
        }

        @Override
        public String codePath() {
            return OpenBlas.describe();
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
