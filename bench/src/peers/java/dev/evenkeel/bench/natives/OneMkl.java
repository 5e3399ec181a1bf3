package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.mkl.global.mkl_rt;

/**
 * {@code cblas_sgemm} of Intel oneMKL. On processors of other makers it takes a generic path: a result there says
 * nothing about Intel's.
 */
public final class OneMkl implements GemmPeer {
    private static final int VERSION_LENGTH = 198;

    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = mkl_rt.class;

    /** For the service loader. */
    public OneMkl() {}

    @Override
    public String name() {
        return "onemkl";
    }

    @Override
    public boolean accepts(Product product) {
        return true;
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        Loader.load(mkl_rt.class);
        mkl_rt.MKL_Set_Dynamic(0);
        mkl_rt.MKL_Set_Num_Threads(product.threads());
        return new Prepared(product, new OffHeapOperands(operands));
    }

    private record Prepared(Product product, OffHeapOperands operands) implements PreparedProduct {
        @Override
        public void multiply() {
            mkl_rt.cblas_sgemm(mkl_rt.CblasRowMajor,
                    product.transposition().transposesA() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
                    product.transposition().transposesB() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans, product.m(),
                    product.n(), product.k(),
                    product.alpha(), operands.a(), product.lda(), operands.b(), product.ldb(), product.beta(),
                    operands.c(), product.ldc());
        }

        @Override
        public float[] result() {
            return operands.result();
        }

        /** Its version string names the instruction set of the path it chose. */
        @Override
        public String codePath() {
            byte[] text = new byte[VERSION_LENGTH];
            mkl_rt.MKL_Get_Version_String(text, text.length);
            return new String(text, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
        }

        @Override
        public void close() {
            operands.close();
        }
    }
}
