package dev.evenkeel.kernel;

/** The kernels that one execution uses, with a name for people. */
public sealed interface KernelSet permits KernelSet.Chosen, WarmingKernels {
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

    /** The specification: works everywhere. */
    static KernelSet scalar() {
        Room.require();
        return new Chosen("scalar", new ScalarGemm(), new ScalarRow(), new ScalarPanels(), new ScalarSampling(),
                new ScalarTorch(), new ScalarBatchNorm(), new ScalarDoubleGemm());
    }

    /** The SIMD twins. Links against the incubator module: call only where that is present. */
    static KernelSet vector() {
        return new Chosen(VectorGemm.kernelName(), new VectorGemm(false), new VectorRow(), new VectorPanels(),
                new VectorSampling(), new VectorTorch(), new VectorBatchNorm(), new VectorDoubleGemm());
    }
}
