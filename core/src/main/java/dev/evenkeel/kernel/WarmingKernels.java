package dev.evenkeel.kernel;

/**
 * The vector kernels, with scalar code in their place until they are compiled. Loading them takes a tenth of a second, as long as the
 * first million samples: a fill starts without them.
 */
final class WarmingKernels implements KernelSet {
    private final FirstUse<Products> products = new FirstUse<>(Products::vector, Products::scalar);
    private final FirstUse<SamplingKernel> sampling = new FirstUse<>(WarmingSampling::new, ScalarSampling::new);
    private final FirstUse<TorchKernel> torch = new FirstUse<>(WarmingTorch::new, ScalarTorch::new);
    private final FirstUse<BatchNormKernel> batchNorm = new FirstUse<>(VectorBatchNorm::new, ScalarBatchNorm::new);
    private final FirstUse<DoubleGemmKernel> doubleGemm =
            new FirstUse<>(WarmingDoubleGemm::new, ScalarDoubleGemm::new);

    /** What products take. */
    private record Products(String name, GemmKernel gemm, RowKernel row, PanelKernel panels) {
        static Products vector() {
            return new Products(VectorGemm.kernelName(), new VectorGemm(true), new WarmingRow(), new VectorPanels());
        }

        static Products scalar() {
            return new Products("scalar", new ScalarGemm(), new ScalarRow(), new ScalarPanels());
        }
    }

    @Override
    public String name() {
        return products.get().name;
    }

    @Override
    public GemmKernel gemm() {
        return products.get().gemm;
    }

    @Override
    public RowKernel row() {
        return products.get().row;
    }

    @Override
    public PanelKernel panels() {
        return products.get().panels;
    }

    @Override
    public SamplingKernel sampling() {
        return sampling.get();
    }

    @Override
    public TorchKernel torch() {
        return torch.get();
    }

    @Override
    public BatchNormKernel batchNorm() {
        return batchNorm.get();
    }

    @Override
    public DoubleGemmKernel doubleGemm() {
        return doubleGemm.get();
    }
}
