package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.gemm.GemmPeer;
import dev.evenkeel.bench.gemm.Operands;
import dev.evenkeel.bench.gemm.PreparedProduct;
import dev.evenkeel.bench.gemm.Product;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code at::mm_out} and {@code at::addmm_out} of libtorch, PyTorch's C++ library, without gradients and without
 * allocation. The preset's build multiplies with OpenBLAS, whose threads libtorch does not set.
 */
public final class LibTorch implements GemmPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorch() {}

    /** Version and instruction set. */
    public static String describe() {
        return "libtorch " + torch.class.getPackage().getImplementationVersion() + ", capability "
                + torch.get_cpu_capability().getString();
    }

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public boolean accepts(Product product) {
        return true;
    }

    @Override
    public PreparedProduct prepare(Product product, Operands operands) {
        torch.set_num_threads(product.threads());
        openblas.blas_set_num_threads(product.threads());
        return new Prepared(product, new OffHeapOperands(operands));
    }

    private static final class Prepared implements PreparedProduct {
        private final Product product;
        private final OffHeapOperands operands;
        private final NoGradGuard noGradients = new NoGradGuard();
        private final Tensor a;
        private final Tensor b;
        private final Tensor c;
        private final Scalar alpha;
        private final Scalar beta;

        Prepared(Product product, OffHeapOperands operands) {
            this.product = product;
            this.operands = operands;
            a = matrix(operands.a(), product.m(), product.k(), product.lda(), product.transposition().transposesA());
            b = matrix(operands.b(), product.k(), product.n(), product.ldb(), product.transposition().transposesB());
            c = matrix(operands.c(), product.m(), product.n(), product.ldc(), false);
            alpha = new Scalar(product.alpha());
            beta = new Scalar(product.beta());
        }

        private static Tensor matrix(FloatPointer data, long rows, long columns, long stride, boolean transposed) {
            return torch.from_blob(data, new long[] {rows, columns},
                    transposed ? new long[] {1, stride} : new long[] {stride, 1});
        }

        /** What the calls return is {@code c} again: closing it would free the tensor that the next call writes. */
        @Override
        @SuppressWarnings("resource")
        public void multiply() {
            if (product.beta() == 0 && product.alpha() == 1) torch.mm_out(c, a, b);
            else torch.addmm_out(c, c, a, b, beta, alpha);
        }

        @Override
        public float[] result() {
            return operands.result();
        }

        @Override
        public String codePath() {
            return describe() + ", OpenBLAS " + OpenBlas.describe();
        }

        @Override
        public void close() {
            a.close();
            b.close();
            c.close();
            alpha.close();
            beta.close();
            noGradients.close();
            operands.close();
        }
    }
}
