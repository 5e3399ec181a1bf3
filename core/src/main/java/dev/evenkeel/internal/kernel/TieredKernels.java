package dev.evenkeel.internal.kernel;

import dev.evenkeel.internal.kernel.activation.ActivationKernel;
import dev.evenkeel.internal.kernel.activation.ScalarActivation;
import dev.evenkeel.internal.kernel.activation.TieredActivation;
import dev.evenkeel.internal.kernel.batchnorm.BatchNormKernel;
import dev.evenkeel.internal.kernel.batchnorm.ScalarBatchNorm;
import dev.evenkeel.internal.kernel.batchnorm.VectorBatchNorm;
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
    private final FirstUse<Products> products = new FirstUse<>(Products::vector, Products::scalar);
    private final FirstUse<SamplingKernel> sampling = new FirstUse<>(TieredSampling::new, ScalarSampling::new);
    private final FirstUse<TorchKernel> torch = new FirstUse<>(TieredTorch::new, ScalarTorch::new);
    private final FirstUse<BatchNormKernel> batchNorm = new FirstUse<>(VectorBatchNorm::new, ScalarBatchNorm::new);
    private final FirstUse<DgemmKernel> dgemm =
            new FirstUse<>(TieredDgemm::new, ScalarDgemm::new);
    private final FirstUse<ActivationKernel> activation = new FirstUse<>(TieredActivation::new, ScalarActivation::new);
    private final FirstUse<LossKernel> loss = new FirstUse<>(TieredLoss::new, ScalarLoss::new);
    private final FirstUse<UpdateKernel> update = new FirstUse<>(TieredUpdate::new, ScalarUpdate::new);
    private final FirstUse<SumKernel> sum = new FirstUse<>(TieredSum::new, ScalarSum::new);
    private final FirstUse<ElementKernel> element = new FirstUse<>(TieredElement::new, ScalarElement::new);

    /** The kernels of products, which are loaded together. */
    private record Products(String name, GemmKernel gemm, GemvKernel gemv, PackKernel pack) {
        static Products vector() {
            return new Products(VectorGemm.kernelName(), new VectorGemm(true), new VectorGemv(true),
                    new VectorPack(true));
        }

        static Products scalar() {
            return new Products("scalar", new ScalarGemm(), new ScalarGemv(), new ScalarPack());
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
    public GemvKernel gemv() {
        return products.get().gemv;
    }

    @Override
    public PackKernel pack() {
        return products.get().pack;
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
    public DgemmKernel dgemm() {
        return dgemm.get();
    }

    @Override
    public ActivationKernel activation() {
        return activation.get();
    }

    @Override
    public LossKernel loss() {
        return loss.get();
    }

    @Override
    public UpdateKernel update() {
        return update.get();
    }

    @Override
    public SumKernel sum() {
        return sum.get();
    }

    @Override
    public ElementKernel element() {
        return element.get();
    }
}
