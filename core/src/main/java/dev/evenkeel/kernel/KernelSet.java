package dev.evenkeel.kernel;

/** The kernels that one execution uses, with a name for people. */
public interface KernelSet {
    /** {@code "scalar"}, or {@code "vector-"} and the bits of one vector. */
    String name();

    /** Products. */
    GemmKernel gemm();

    /** Products of few rows, and rows themselves. */
    RowKernel row();

    /** Packing. */
    PanelKernel panels();

    /** Random words and samples. */
    SamplingKernel sampling();

    /** PyTorch's random numbers. */
    TorchKernel torch();

    /** Normalisation. */
    BatchNormKernel batchNorm();

    /** Products in float64. */
    DoubleGemmKernel doubleGemm();

    /** Kernels that are there already. */
    record Chosen(
            String name,
            GemmKernel gemm,
            RowKernel row,
            PanelKernel panels,
            SamplingKernel sampling,
            TorchKernel torch,
            BatchNormKernel batchNorm,
            DoubleGemmKernel doubleGemm) implements KernelSet {}
}
