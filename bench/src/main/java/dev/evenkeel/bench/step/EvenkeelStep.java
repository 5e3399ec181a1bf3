package dev.evenkeel.bench.step;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Fusion;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.ReluGate;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.bench.campaign.Buffers;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.loss.ClassificationLoss;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.training.DenseLayer;
import dev.evenkeel.training.Sgd;
import java.util.ArrayList;
import java.util.List;

/** Our own, on heap arrays: dense layers that descend, and batch normalisation with its ReLU fused. */
final class EvenkeelStep implements StepPeer {
    @Override
    public String name() { return PeerCatalog.OURS; }

    @Override
    public PreparedStep prepare(Step step, StepData data) {
        return prepare(step, data, Buffers.own());
    }

    @Override
    public PreparedStep prepare(Step step, StepData data, Buffers buffers) {
        return new Prepared(step, data, buffers);
    }

    /** A layer of the network with its part of a step. */
    private interface Layer {
        Matrix forward(Matrix x);

        /** Where the gradient at what {@link #forward} gives has to be. */
        Matrix gradient();

        /** Updates the layer; {@code dx} is null for the first. */
        void descend(Matrix x, Matrix dx);
    }

    private static final class Prepared implements PreparedStep {
        private final List<float[]> parameters = new ArrayList<>();
        private final List<Layer> layers = new ArrayList<>();
        private final Matrix[] activations;
        private final int[] labels;
        private final ClassificationLoss crossEntropy = CrossEntropy.mean();
        private final OwnExecution own;
        private final Execution execution;
        private double loss;

        Prepared(Step step, StepData data, Buffers buffers) {
            own = new OwnExecution(step.threads());
            execution = own.get();
            labels = data.labels();
            Network network = step.network();
            activations = new Matrix[network.layers() + 1];
            activations[0] = Matrix.of(data.x(), step.shape().batch(), network.inputs(0));
            Activation activation = step.hidden().isRelu() ? Activation.RELU : Activation.TANH;
            for (float[] initial : data.parameters()) {
                float[] parameter = buffers.floats("parameter " + parameters.size(), initial.length);
                System.arraycopy(initial, 0, parameter, 0, initial.length);
                parameters.add(parameter);
            }
            int next = 0;
            for (int layer = 0; layer < network.layers(); layer++) {
                Matrix weights = Matrix.of(parameters.get(next++), network.inputs(layer), network.outputs(layer));
                Memory memory = new Memory(buffers, layer, step.shape().batch(), network.outputs(layer));
                if (step.normalizes(layer)) {
                    layers.add(new Normalized(new DenseLayer(weights, null, Activation.IDENTITY),
                            new BatchNormParameters(parameters.get(next++), parameters.get(next++), Step.EPSILON),
                            activation, memory, execution));
                } else {
                    layers.add(new Plain(new DenseLayer(weights, parameters.get(next++),
                            network.isLast(layer) ? Activation.IDENTITY : activation), memory, execution));
                }
            }
        }

        @Override
        public void run() {
            for (int i = 0; i < layers.size(); i++) activations[i + 1] = layers.get(i).forward(activations[i]);
            loss = crossEntropy.gradient(activations[layers.size()], labels, layers.getLast().gradient(), execution);
            for (int i = layers.size() - 1; i >= 0; i--)
                layers.get(i).descend(activations[i], i == 0 ? null : layers.get(i - 1).gradient());
        }

        @Override
        public double loss() { return loss; }

        @Override
        public List<float[]> parameters() { return parameters; }

        @Override
        public String codePath() { return own.codePath(); }

        @Override
        public void close() { own.close(); }
    }

    /** Matrices of batch × outputs. */
    private record Memory(Buffers buffers, int layer, int batch, int outputs) {
        Matrix matrix(String name) {
            return Matrix.of(buffers.floats(name + " " + layer, batch * outputs), batch, outputs);
        }
    }

    /** y = f(x·W + b). */
    private static final class Plain implements Layer {
        private final DenseLayer dense;
        private final Matrix y;
        private final Matrix dy;
        private final Execution execution;

        Plain(DenseLayer dense, Memory memory, Execution execution) {
            this.dense = dense;
            this.execution = execution;
            y = memory.matrix("y");
            dy = memory.matrix("dy");
        }

        @Override
        public Matrix forward(Matrix x) {
            dense.forward(x, y, execution);
            return y;
        }

        @Override
        public Matrix gradient() { return dy; }

        @Override
        public void descend(Matrix x, Matrix dx) {
            dense.descend(x, null, y, dy, Step.LEARNING_RATE, dx, execution);
        }
    }

    /** y = f(γ·x̂ + β) of x·W; the ReLU is fused, tanh is not. */
    private static final class Normalized implements Layer {
        private static final Sgd SGD = new Sgd(Step.LEARNING_RATE);

        private final DenseLayer dense;
        private final BatchNormParameters parameters;
        private final Activation activation;
        private final Matrix z;
        private final Matrix y;
        private final Matrix dy;
        private final Features zFeatures;
        private final Features yFeatures;
        private final Features dyFeatures;
        private final Moments moments;
        private final RunningStatistics running;
        private final float[] dGamma;
        private final float[] dBeta;
        private final Execution execution;

        Normalized(DenseLayer dense, BatchNormParameters parameters, Activation activation, Memory memory,
                Execution execution) {
            this.dense = dense;
            this.parameters = parameters;
            this.activation = activation;
            this.execution = execution;
            z = memory.matrix("z");
            y = memory.matrix("y");
            dy = memory.matrix("dy");
            zFeatures = Features.of(z);
            yFeatures = Features.of(y);
            dyFeatures = Features.of(dy);
            moments = new Moments(memory.outputs());
            running = new RunningStatistics(memory.outputs());
            dGamma = new float[memory.outputs()];
            dBeta = new float[memory.outputs()];
        }

        @Override
        public Matrix forward(Matrix x) {
            dense.forward(x, z, execution);
            BatchNorm.forward(zFeatures, yFeatures, parameters, moments, isRelu() ? Fusion.relu() : Fusion.none(),
                    execution);
            running.update(moments, Step.MOMENTUM, VarianceKind.UNBIASED);
            if (!isRelu()) activation.apply(y, y, execution);
            return y;
        }

        @Override
        public Matrix gradient() { return dy; }

        @Override
        public void descend(Matrix x, Matrix dx) {
            if (!isRelu()) activation.backwardFromOutput(y, dy, dy, execution);
            BatchNorm.backward(zFeatures, dyFeatures, moments, parameters, isRelu() ? ReluGate.relu() : ReluGate.none(),
                    dyFeatures, dGamma, dBeta, execution);
            dense.descend(x, null, z, dy, Step.LEARNING_RATE, dx, execution);
            SGD.update(row(parameters.gamma()), row(dGamma), execution);
            SGD.update(row(parameters.beta()), row(dBeta), execution);
        }

        private boolean isRelu() { return activation.equals(Activation.RELU); }

        private static Matrix row(float[] values) {
            return Matrix.of(values, 1, values.length);
        }
    }
}
