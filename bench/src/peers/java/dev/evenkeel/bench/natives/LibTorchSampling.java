package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.random.peers.ElementType;
import dev.evenkeel.bench.random.peers.Filling;
import dev.evenkeel.bench.random.peers.Initialization;
import dev.evenkeel.bench.random.peers.PreparedFill;
import dev.evenkeel.bench.random.peers.SamplingPeer;
import dev.evenkeel.random.DistributionFamily;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Nonlinearity;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanIn;
import org.bytedeco.pytorch.kReLU;

/**
 * {@code uniform_}, {@code normal_} and {@code nn.init} of libtorch, PyTorch's C++ library, in place. Its C++ side has
 * no truncated normal.
 */
public final class LibTorchSampling implements SamplingPeer {
    private static final long SEED = 0x5eed;

    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorchSampling() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public boolean accepts(Filling filling) {
        return filling.distribution().family() != DistributionFamily.TRUNCATED_NORMAL;
    }

    @Override
    public boolean accepts(Initialization initialization) {
        return true;
    }

    @Override
    public PreparedFill prepare(Filling filling) {
        double mean = filling.distribution().mean();
        double scale = filling.distribution().scale();
        GeneratorOptional common = new GeneratorOptional();
        Consumer<Tensor> draw = filling.distribution().family() == DistributionFamily.UNIFORM
                ? tensor -> tensor.uniform_(mean - scale, mean + scale, common)
                : tensor -> tensor.normal_(mean, scale, common);
        return new Prepared(filling.type(), new long[] {filling.elements()}, filling.threads(), draw);
    }

    @Override
    public PreparedFill prepare(Initialization initialization) {
        FanModeType in = new FanModeType(new kFanIn());
        Nonlinearity relu = new Nonlinearity(new kReLU());
        Consumer<Tensor> draw = switch (initialization.scheme()) {
            case GLOROT_UNIFORM -> torch::xavier_uniform_;
            case GLOROT_NORMAL -> torch::xavier_normal_;
            case HE_UNIFORM -> tensor -> torch.kaiming_uniform_(tensor, 0, in, relu);
            case HE_NORMAL -> tensor -> torch.kaiming_normal_(tensor, 0, in, relu);
            case ORTHOGONAL -> torch::orthogonal_;
        };
        return new Prepared(ElementType.FLOAT32, new long[] {initialization.rows(), initialization.cols()},
                initialization.threads(), draw);
    }

    private static final class Prepared implements PreparedFill {
        private final OffHeapTarget target;
        private final NoGradGuard noGradients = new NoGradGuard();
        private final Tensor tensor;
        private final Consumer<Tensor> draw;

        Prepared(ElementType type, long[] shape, int threads, Consumer<Tensor> draw) {
            torch.set_num_threads(threads);
            torch.manual_seed(SEED);
            long elements = 1;
            for (long length : shape) elements *= length;
            target = new OffHeapTarget(type, elements);
            Pointer memory = type == ElementType.FLOAT32 ? target.floats(0) : target.doubles(0);
            TensorOptions options = new TensorOptions(
                    type == ElementType.FLOAT32 ? torch.ScalarType.Float : torch.ScalarType.Double);
            tensor = torch.from_blob(memory, shape, options);
            this.draw = draw;
        }

        @Override
        public void run() {
            draw.accept(tensor);
        }

        @Override
        public double element(long index) {
            return target.element(index);
        }

        @Override
        public String codePath() {
            return LibTorch.describe();
        }

        @Override
        public void close() {
            tensor.close();
            noGradients.close();
            target.close();
        }
    }
}
