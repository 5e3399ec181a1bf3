package dev.evenkeel.kernel;

/**
 * The kernels that one execution uses, with a name for people.
 *
 * @param name {@code "scalar"}, or {@code "vector-"} and the bits of one vector
 */
public record KernelSet(
        String name,
        GemmKernel gemm,
        RowKernel row,
        PanelKernel panels,
        SamplingKernel sampling,
        TorchKernel torch,
        BatchNormKernel batchNorm) {
    private static final KernelSet SCALAR = new KernelSet("scalar", new ScalarGemm(), new ScalarRow(),
            new ScalarPanels(), new ScalarSampling(), new ScalarTorch(), new ScalarBatchNorm());

    /** The specification: works everywhere. */
    public static KernelSet scalar() {
        return SCALAR;
    }

    /**
     * The SIMD twins. Links against the incubator module: call only where that is present.
     *
     * @param warming whether scalar code takes their place until they are compiled
     */
    static KernelSet vector(boolean warming) {
        return new KernelSet("vector-" + VectorGemm.vectorBits(), new VectorGemm(warming), new VectorRow(),
                new VectorPanels(), warming ? new WarmingSampling() : new VectorSampling(),
                warming ? new WarmingTorch() : new VectorTorch(), new VectorBatchNorm());
    }
}
