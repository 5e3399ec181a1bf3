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
            DoubleGemmKernel doubleGemm) implements KernelSet {
        private static final KernelSet SCALAR = new Chosen("scalar", new ScalarGemm(), new ScalarRow(),
                new ScalarPanels(), new ScalarSampling(), new ScalarTorch(), new ScalarBatchNorm(),
                new ScalarDoubleGemm());
    }

    /** The specification: works everywhere. */
    static KernelSet scalar() {
        return Chosen.SCALAR;
    }

    /**
     * The SIMD twins. Links against the incubator module: call only where that is present.
     *
     * @param warming whether scalar code takes the place of products' vector code until that is compiled; {@link WarmingKernels} sees to the rest
     */
    static KernelSet vector(boolean warming) {
        return new Chosen("vector-" + VectorGemm.vectorBits(), new VectorGemm(warming),
                warming ? new WarmingRow() : new VectorRow(),
                new VectorPanels(), new VectorSampling(), new VectorTorch(), new VectorBatchNorm(),
                new VectorDoubleGemm());
    }
}
