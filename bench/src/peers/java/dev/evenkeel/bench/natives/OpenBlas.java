package dev.evenkeel.bench.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import org.bytedeco.openblas.global.openblas;

/** {@code cblas_sgemm} of OpenBLAS, which picks its kernels by the processor's core name. */
public final class OpenBlas implements GemmPeer {
    @SuppressWarnings("restricted")
    private static final FunctionDescriptor RETURNS_STRING =
            FunctionDescriptor.of(ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(1024, JAVA_BYTE)));

    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = openblas.class;

    /** For the service loader. */
    public OpenBlas() {}

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public boolean accepts(Product product) {
        return true;
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        openblas.blas_set_num_threads(product.threads());
        return new Prepared(product, new OffHeapOperands(operands));
    }

    /** Threads, core name and build of the OpenBLAS in this process. */
    static String describe() {
        return "threads " + openblas.blas_get_num_threads() + ", core " + text("openblas_get_corename") + ", "
                + text("openblas_get_config");
    }

    private static String text(String function) {
        try {
            MemorySegment text = (MemorySegment) NativeSymbol.loaded(function, RETURNS_STRING).invokeExact();
            return text.getString(0).strip();
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS does not tell its " + function, e);
        }
    }

    private record Prepared(Product product, OffHeapOperands operands) implements PreparedProduct {
        @Override
        public void multiply() {
            openblas.cblas_sgemm(openblas.CblasRowMajor,
                    product.transposition().transposesA() ? openblas.CblasTrans : openblas.CblasNoTrans,
                    product.transposition().transposesB() ? openblas.CblasTrans : openblas.CblasNoTrans, product.m(),
                    product.n(),
                    product.k(), product.alpha(), operands.a(), product.lda(), operands.b(), product.ldb(),
                    product.beta(), operands.c(),
                    product.ldc());
        }

        @Override
        public float[] result() {
            return operands.result();
        }

        @Override
        public String codePath() {
            return describe();
        }

        @Override
        public void close() {
            operands.close();
        }
    }
}
