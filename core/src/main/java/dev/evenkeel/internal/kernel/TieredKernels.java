package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.activation.ScalarActivation;
import dev.evenkeel.internal.kernel.activation.TieredActivation;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.ScalarBatchNorm;
import dev.evenkeel.internal.kernel.batchnorm.TieredBatchNorm;
import dev.evenkeel.internal.kernel.dgemm.DgemmKernel;
import dev.evenkeel.internal.kernel.dgemm.ScalarDgemm;
import dev.evenkeel.internal.kernel.dgemm.TieredDgemm;
import dev.evenkeel.internal.kernel.gemm.GemmKernel;
import dev.evenkeel.internal.kernel.gemm.GemvKernel;
import dev.evenkeel.internal.kernel.gemm.PackKernel;
import dev.evenkeel.internal.kernel.gemm.ScalarGemm;
import dev.evenkeel.internal.kernel.gemm.ScalarGemv;
import dev.evenkeel.internal.kernel.gemm.ScalarPack;
import dev.evenkeel.internal.kernel.gemm.VectorGemm;
import dev.evenkeel.internal.kernel.gemm.VectorGemv;
import dev.evenkeel.internal.kernel.gemm.VectorPack;
import dev.evenkeel.internal.kernel.loss.LossKernel;
import dev.evenkeel.internal.kernel.loss.ScalarLoss;
import dev.evenkeel.internal.kernel.loss.TieredLoss;
import dev.evenkeel.internal.kernel.random.SamplingKernel;
import dev.evenkeel.internal.kernel.random.ScalarSampling;
import dev.evenkeel.internal.kernel.random.TieredSampling;
import dev.evenkeel.internal.kernel.torch.ScalarTorch;
import dev.evenkeel.internal.kernel.torch.TieredTorch;
import dev.evenkeel.internal.kernel.torch.TorchKernel;
import dev.evenkeel.internal.kernel.training.ElementKernel;
import dev.evenkeel.internal.kernel.training.ScalarElement;
import dev.evenkeel.internal.kernel.training.ScalarSum;
import dev.evenkeel.internal.kernel.training.ScalarUpdate;
import dev.evenkeel.internal.kernel.training.SumKernel;
import dev.evenkeel.internal.kernel.training.TieredElement;
import dev.evenkeel.internal.kernel.training.TieredSum;
import dev.evenkeel.internal.kernel.training.TieredUpdate;
import dev.evenkeel.internal.kernel.training.UpdateKernel;

/**
 * The vector kernels, with scalar code in their place until they are compiled. They are loaded when first tried, so
 * that a fill starts without them (decision 4).
 */
final class TieredKernels implements KernelSet {
    /** Multiply-adds for which vector code is loaded: scalar code takes some 20 ms for them (decision 4). */
    private static final double TERMS_WORTH_LOADING = 1 << 25;

    /** What a product counts for at least: C2 shall not make code for those that come so early (decision 4). */
    private static final double LEAST_TERMS = 1 << 20;

    /** What scalar code has done; threads may lose each other's sums. */
    private double scalarTerms;

    private final FirstUse<Products> products = new FirstUse<>();
    private final FirstUse<Products> standIns = new FirstUse<>();
    private final FirstUse<ProductKernels<double[]>> doubles = new FirstUse<>();
    private final FirstUse<ProductKernels<double[]>> doubleStandIns = new FirstUse<>();
    private final FirstUse<SamplingKernel> sampling = new FirstUse<>();
    private final FirstUse<TorchKernel> torch = new FirstUse<>();
    private final FirstUse<BatchNormKernel> batchNorm = new FirstUse<>();
    private final FirstUse<DgemmKernel> dgemm = new FirstUse<>();
    private final FirstUse<ActivationKernel> activation = new FirstUse<>();
    private final FirstUse<LossKernel> loss = new FirstUse<>();
    private final FirstUse<UpdateKernel> update = new FirstUse<>();
    private final FirstUse<SumKernel> sum = new FirstUse<>();
    private final FirstUse<ElementKernel> element = new FirstUse<>();

    /** The kernels of products, which are loaded together. */
    private record Products(String name, GemmKernel<float[]> gemm, GemvKernel<float[]> gemv, PackKernel<float[]> pack,
            boolean areStandIns)
            implements ProductKernels<float[]> {
        static Products vector() {
            return new Products(VectorGemm.kernelName(), VectorGemm.ofFloats(true), new VectorGemv(true),
                    new VectorPack(true), false);
        }

        static Products scalar() {
            return new Products("scalar", new ScalarGemm(), new ScalarGemv(), new ScalarPack(), false);
        }

        static Products standIns() {
            return new Products("scalar", new ScalarGemm(), new ScalarGemv(), new ScalarPack(), true);
        }
    }

    @Override
    public ProductKernels<float[]> ofProduct(int rows, int cols, int depth) {
        Products known = products.known();
        return known != null ? known
                : areWorthLoading(rows, cols, depth) ? products()
                        : standIns.get(Products::standIns, Products::standIns);
    }

    @Override
    public ProductKernels<double[]> ofDoubleProduct(int rows, int cols, int depth) {
        ProductKernels<double[]> known = doubles.known();
        return known != null ? known
                : areWorthLoading(rows, cols, depth) ? doubles()
                        : doubleStandIns.get(() -> Kernels.scalarDoubles(true), () -> Kernels.scalarDoubles(true));
    }

    /** Small programs end before vector code would be loaded, which takes longer than all their products. */
    private boolean areWorthLoading(int rows, int cols, int depth) {
        double terms = Math.max(LEAST_TERMS, (double) rows * cols * depth);
        boolean worth = scalarTerms + terms >= TERMS_WORTH_LOADING;
        scalarTerms += worth ? 0 : terms;
        return worth;
    }

    @Override
    public ProductKernels<double[]> doubles() {
        return doubles.get(() -> Kernels.vectorDoubles(true), () -> Kernels.scalarDoubles(false));
    }

    private Products products() {
        return products.get(Products::vector, Products::scalar);
    }

    @Override
    public String name() {
        return products().name;
    }

    @Override
    public GemmKernel<float[]> gemm() {
        return products().gemm;
    }

    @Override
    public GemvKernel<float[]> gemv() {
        return products().gemv;
    }

    @Override
    public PackKernel<float[]> pack() {
        return products().pack;
    }

    @Override
    public SamplingKernel sampling() {
        return sampling.get(TieredSampling::new, ScalarSampling::new);
    }

    @Override
    public TorchKernel torch() {
        return torch.get(TieredTorch::new, ScalarTorch::new);
    }

    @Override
    public BatchNormKernel batchNorm() {
        return batchNorm.get(TieredBatchNorm::new, ScalarBatchNorm::new);
    }

    @Override
    public DgemmKernel dgemm() {
        return dgemm.get(TieredDgemm::new, ScalarDgemm::new);
    }

    @Override
    public ActivationKernel activation() {
        return activation.get(TieredActivation::new, ScalarActivation::new);
    }

    @Override
    public LossKernel loss() {
        return loss.get(TieredLoss::new, ScalarLoss::new);
    }

    @Override
    public UpdateKernel update() {
        return update.get(TieredUpdate::new, ScalarUpdate::new);
    }

    @Override
    public SumKernel sum() {
        return sum.get(TieredSum::new, ScalarSum::new);
    }

    @Override
    public ElementKernel element() {
        return element.get(TieredElement::new, ScalarElement::new);
    }
}
