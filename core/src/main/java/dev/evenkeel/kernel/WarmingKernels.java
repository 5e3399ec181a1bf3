package dev.evenkeel.kernel;

/**
 * The vector kernels, with scalar code in their place until they are compiled. Loading them takes a tenth of a second, as long as the
 * first million samples: a fill starts without them.
 */
final class WarmingKernels implements KernelSet {

    private static final class Samples {
        static final SamplingKernel KERNEL = new WarmingSampling();
    }

    private static final class Replay {
        static final TorchKernel KERNEL = new WarmingTorch();
    }

    private static final class Doubles {
        static final DoubleGemmKernel KERNEL = new WarmingDoubleGemm();
    }

    /** Chosen at the first use of anything but random numbers. */
    private static final class Rest {
        static final KernelSet SET = Kernels.canLoadVectors() ? KernelSet.vector(true) : Kernels.scalarWithWarning();
    }

    @Override
    public String name() {
        return Rest.SET.name();
    }

    @Override
    public GemmKernel gemm() {
        return Rest.SET.gemm();
    }

    @Override
    public RowKernel row() {
        return Rest.SET.row();
    }

    @Override
    public PanelKernel panels() {
        return Rest.SET.panels();
    }

    @Override
    public SamplingKernel sampling() {
        return Samples.KERNEL;
    }

    @Override
    public TorchKernel torch() {
        return Replay.KERNEL;
    }

    @Override
    public BatchNormKernel batchNorm() {
        return Rest.SET.batchNorm();
    }

    @Override
    public DoubleGemmKernel doubleGemm() {
        return Doubles.KERNEL;
    }
}
