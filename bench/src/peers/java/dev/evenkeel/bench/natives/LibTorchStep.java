package dev.evenkeel.bench.natives;

import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.step.PreparedStep;
import dev.evenkeel.bench.step.Step;
import dev.evenkeel.bench.step.StepData;
import dev.evenkeel.bench.step.StepPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Modules, {@code cross_entropy}, autograd and {@code optim::SGD} of libtorch, PyTorch's C++ library. The preset's
 * build multiplies with OpenBLAS, whose threads libtorch does not set.
 */
public final class LibTorchStep implements StepPeer {
    /** Where the preset is not on the class path, this fails and the catalog goes without. */
    private final Class<?> preset = torch.class;

    /** For the service loader. */
    public LibTorchStep() {}

    @Override
    public String name() {
        return "libtorch";
    }

    @Override
    public PreparedStep prepare(Step step, StepData data) {
        torch.set_num_threads(step.threads());
        openblas.blas_set_num_threads(step.threads());
        return new Prepared(step, data);
    }

    /**
     * A layer with its normalisation, or with null.
     *
     * @param linear without a bias where it is normalised
     */
    private record Layer(LinearImpl linear, BatchNorm1dImpl normalization) {
        static Layer of(int inputs, int outputs, boolean normalizes) {
            LinearOptions options = new LinearOptions(inputs, outputs);
            options.bias().put(!normalizes);
            BatchNormOptions normalization = new BatchNormOptions(outputs);
            normalization.eps().put(Step.EPSILON);
            return new Layer(new LinearImpl(options), normalizes ? new BatchNorm1dImpl(normalization) : null);
        }

        /** As our benchmark orders them; the weights are outputs × inputs here. */
        List<Tensor> parameters() {
            return normalization == null ? List.of(linear.weight(), linear.bias())
                    : List.of(linear.weight(), normalization.weight(), normalization.bias());
        }
    }

    private static final class Prepared implements PreparedStep {
        private final boolean isRelu;
        private final List<Layer> layers = new ArrayList<>();
        private final List<Tensor> parameters = new ArrayList<>();
        private final Tensor x;
        private final Tensor labels;
        private final SGD optimizer;
        private double loss;

        Prepared(Step step, StepData data) {
            Network network = step.network();
            isRelu = step.hidden().isRelu();
            x = Tensor.create(data.x(), step.shape().batch(), network.inputs(0));
            labels = Tensor
                    .create(LongStream.range(0, data.labels().length).map(i -> data.labels()[(int) i]).toArray());
            TensorVector trained = new TensorVector();
            for (int i = 0; i < network.layers(); i++) {
                Layer layer = Layer.of(network.inputs(i), network.outputs(i), step.normalizes(i));
                layers.add(layer);
                for (Tensor parameter : layer.parameters()) {
                    copy(data.parameters().get(parameters.size()), parameter);
                    parameters.add(parameter);
                    trained.push_back(parameter);
                }
            }
            optimizer = new SGD(trained, new SGDOptions(Step.LEARNING_RATE));
        }

        /** What copy_ returns is {@code parameter} again. */
        @SuppressWarnings({"resource", "try"})
        private static void copy(float[] values, Tensor parameter) {
            try (PointerScope temporary = new PointerScope(); NoGradGuard noGradients = new NoGradGuard()) {
                boolean isMatrix = parameter.dim() == 2;
                Tensor source = isMatrix ? Tensor.create(values, parameter.size(1), parameter.size(0)).t()
                        : Tensor.create(values);
                parameter.copy_(source);
            }
        }

        @Override
        @SuppressWarnings({"resource", "try"})
        public void run() {
            try (PointerScope temporary = new PointerScope()) {
                optimizer.zero_grad();
                Tensor outputs = x;
                for (int i = 0; i < layers.size(); i++) {
                    Layer layer = layers.get(i);
                    outputs = layer.linear().forward(outputs);
                    if (layer.normalization() != null) outputs = layer.normalization().forward(outputs);
                    if (i < layers.size() - 1) outputs = isRelu ? torch.relu(outputs) : torch.tanh(outputs);
                }
                Tensor mean = torch.cross_entropy(outputs, labels);
                mean.backward();
                optimizer.step();
                loss = mean.item_float();
            }
        }

        @Override
        public double loss() {
            return loss;
        }

        @Override
        @SuppressWarnings({"resource", "try"})
        public List<float[]> parameters() {
            try (PointerScope temporary = new PointerScope(); NoGradGuard noGradients = new NoGradGuard()) {
                return parameters.stream().map(parameter -> {
                    Tensor rows = parameter.dim() == 2 ? parameter.t().contiguous() : parameter;
                    float[] values = new float[(int) parameter.numel()];
                    rows.data_ptr_float().get(values);
                    return values;
                }).toList();
            }
        }

        @Override
        public String codePath() {
            return LibTorch.describe() + ", autograd and SGD, OpenBLAS " + OpenBlas.describe();
        }

        @Override
        public void close() {
            optimizer.close();
            for (Layer layer : layers) {
                layer.linear().close();
                if (layer.normalization() != null) layer.normalization().close();
            }
            parameters.forEach(Tensor::close);
            x.close();
            labels.close();
        }
    }
}
