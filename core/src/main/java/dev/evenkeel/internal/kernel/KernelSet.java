package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.dgemm.DgemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.torch.TorchKernel;

/** The kernels that one execution uses, with a name for people. */
public interface KernelSet {
    /** {@code "scalar"}, or {@code "vector-"} and the bits of one vector. */
    String name();

    /** Products. */
    GemmKernel gemm();

    /** Products of few rows, and rows themselves. */
    GemvKernel row();

    /** Packing. */
    PackKernel panels();

    /** Random words and samples. */
    SamplingKernel sampling();

    /** PyTorch's random numbers. */
    TorchKernel torch();

    /** Normalisation. */
    BatchNormKernel batchNorm();

    /** Products in float64. */
    DgemmKernel doubleGemm();

    /** Activation functions. */
    ActivationKernel activation();

    /** Kernels that are there already. */
    record Chosen(
            String name,
            GemmKernel gemm,
            GemvKernel row,
            PackKernel panels,
            SamplingKernel sampling,
            TorchKernel torch,
            BatchNormKernel batchNorm,
            DgemmKernel doubleGemm,
            ActivationKernel activation) implements KernelSet {}
}
