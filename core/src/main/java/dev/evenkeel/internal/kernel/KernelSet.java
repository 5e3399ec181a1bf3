package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.dgemm.DgemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.loss.LossKernel;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.torch.TorchKernel;
import dev.evenkeel.internal.kernel.training.ElementKernel;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.kernel.training.UpdateKernel;

/** The kernels that one execution uses, with a name for people. */
public interface KernelSet extends ProductKernels<float[]> {
    /** {@code "scalar"}, or {@code "vector-"} and the bits of one vector. */
    String name();

    /** The kernels for a product of that size: the same until it is done, while others may change. */
    default ProductKernels<float[]> ofProduct(int rows, int cols, int depth) {
        return this;
    }

    /** Products of float64. */
    ProductKernels<double[]> doubles();

    /** The same for a product of that size. */
    default ProductKernels<double[]> ofDoubleProduct(int rows, int cols, int depth) {
        return doubles();
    }

    /** Random words and samples. */
    SamplingKernel sampling();

    /** PyTorch's random numbers. */
    TorchKernel torch();

    /** Batch normalisation. */
    BatchNormKernel batchNorm();

    /** Products of narrow float64 matrices. */
    DgemmKernel dgemm();

    /** Activation functions. */
    ActivationKernel activation();

    /** Rows of outputs and targets. */
    LossKernel loss();

    /** Updates of weights. */
    UpdateKernel update();

    /** Sums of matrices and of their columns. */
    SumKernel sum();

    /** Matrices element by element. */
    ElementKernel element();

    /** Kernels that have been made already. */
    record Chosen(
            String name,
            GemmKernel<float[]> gemm,
            GemvKernel<float[]> gemv,
            PackKernel<float[]> pack,
            ProductKernels<double[]> doubles,
            SamplingKernel sampling,
            TorchKernel torch,
            BatchNormKernel batchNorm,
            DgemmKernel dgemm,
            ActivationKernel activation,
            LossKernel loss,
            UpdateKernel update,
            SumKernel sum,
            ElementKernel element) implements KernelSet {}
}
