package dev.evenkeel.training;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNorm;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Features;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.init.VarianceScaling;
import dev.evenkeel.init.Weights;
import dev.evenkeel.loss.CrossEntropy;
import dev.evenkeel.loss.Predictions;
import dev.evenkeel.random.Distribution;
import dev.evenkeel.random.Dropout;
import dev.evenkeel.random.RandomStream;
import dev.evenkeel.random.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A multilayer perceptron 24–104–104–9 with its examples: the label says which of the first nine inputs is greatest.
 */
final class SmallNetwork {
    /** How it is trained: each has steps that the others have not. */
    enum Recipe {
        /** The update is a product. */
        TANH_DESCENDS(Activation.TANH, false, null),
        /** With batch normalisation before the activation. */
        RELU_NORMALIZED_MOMENTUM(Activation.RELU, true, new Sgd(0.02, 0.9)),
        /** Through z, with dropout and clipping. */
        GELU_DROPOUT_ADAMW(Activation.GELU, false, new Adam(0.003, WeightDecay.decoupled(0.01)));

        private final Activation activation;
        private final boolean normalizes;
        private final Optimizer optimizer;

        Recipe(Activation activation, boolean normalizes, Optimizer optimizer) {
            this.activation = activation;
            this.normalizes = normalizes;
            this.optimizer = optimizer;
        }
    }

    private static final int EXAMPLES = 200;
    private static final int BATCH = 10;
    private static final int[] WIDTHS = {24, 104, 104, 9};
    private static final Dropout DROPOUT = new Dropout(0.1);

    private final Recipe recipe;
    private final List<Execution> executions;
    private final RandomStream.Seed seed = RandomStream.philox(2010);
    private final Matrix examples = Matrix.allocate(EXAMPLES, WIDTHS[0]);
    private final int[] labels = new int[EXAMPLES];
    private final List<Layer> layers = new ArrayList<>();
    private final Matrix x = Matrix.allocate(BATCH, WIDTHS[0]);

    /** Of the step at hand. */
    private Execution execution;

    /** A dense layer with all that a step keeps of it. */
    private final class Layer {
        private final DenseLayer dense;
        private final boolean isLast;
        private final RandomStream mask;
        private final Matrix z;
        private final Matrix normalized;
        private final Matrix y;
        private final Matrix dy;
        private final Matrix dWeights;
        private final float[] dBias;
        private final Moments moments;
        private final RunningStatistics running;
        private final BatchNormParameters normalization;
        private final float[] dGamma;
        private final float[] dBeta;
        private final List<Matrix> parameters = new ArrayList<>();
        private final List<Matrix> gradients = new ArrayList<>();
        private final List<List<Matrix>> states = new ArrayList<>();

        Layer(int index) {
            int inputs = WIDTHS[index];
            int outputs = WIDTHS[index + 1];
            isLast = index == WIDTHS.length - 2;
            boolean plain = isLast || recipe.normalizes;
            Matrix weights = Matrix.allocate(inputs, outputs);
            VarianceScaling.GLOROT_UNIFORM.fill(Weights.inputsByOutputs(weights), seed.stream("weights " + index),
                    execution);
            dense = new DenseLayer(weights, new float[outputs], plain ? Activation.IDENTITY : recipe.activation);
            mask = seed.stream("mask " + index);
            z = Matrix.allocate(BATCH, outputs);
            normalized = Matrix.allocate(BATCH, outputs);
            y = Matrix.allocate(BATCH, outputs);
            dy = Matrix.allocate(BATCH, outputs);
            dWeights = Matrix.allocate(inputs, outputs);
            dBias = new float[outputs];
            moments = new Moments(outputs);
            running = new RunningStatistics(outputs);
            float[] gamma = new float[outputs];
            Arrays.fill(gamma, 1);
            normalization = new BatchNormParameters(gamma, new float[outputs], 1e-5);
            dGamma = new float[outputs];
            dBeta = new float[outputs];
            learns(weights, dWeights);
            learns(row(dense.bias()), row(dBias));
            if (recipe.normalizes && !isLast) {
                learns(row(gamma), row(dGamma));
                learns(row(normalization.beta()), row(dBeta));
            }
        }

        private void learns(Matrix parameter, Matrix gradient) {
            parameters.add(parameter);
            gradients.add(gradient);
            states.add(recipe.optimizer == null ? List.of() : recipe.optimizer.newState(parameter));
        }

        Matrix forward(Matrix x, long step) {
            if (isLast) {
                dense.forward(x, y, execution);
            } else if (recipe.normalizes) {
                dense.forward(x, z, execution);
                BatchNorm.forward(Features.of(z), Features.of(normalized), normalization, moments, execution);
                running.update(moments, 0.1, VarianceKind.UNBIASED);
                recipe.activation.apply(normalized, y, execution);
            } else {
                dense.forward(x, z, y, execution);
            }
            if (drops()) {
                MatrixOperations.copy(y, normalized, execution);
                DROPOUT.apply(normalized, normalized, mask, firstIndex(step), execution);
                return normalized;
            }
            return y;
        }

        /** From dy, the gradient at what {@link #forward} returned. */
        void backward(Matrix x, Matrix dx, long step) {
            if (drops()) {
                DROPOUT.apply(dy, dy, mask, firstIndex(step), execution);
            }
            if (recipe.normalizes && !isLast) {
                recipe.activation.backward(normalized, dy, dy, execution);
                BatchNorm.backward(Features.of(z), Features.of(dy), moments, normalization, Features.of(dy), dGamma,
                        dBeta, execution);
            }
            Matrix output = recipe.normalizes && !isLast ? z : y;
            if (recipe.optimizer == null) {
                dense.descend(x, z, output, dy, 0.1, dx, execution);
            } else {
                dense.backward(x, isLast ? null : z, output, dy, dWeights, dBias, dx, execution);
            }
        }

        private boolean drops() {
            return recipe == Recipe.GELU_DROPOUT_ADAMW && !isLast;
        }

        private long firstIndex(long step) {
            return step * BATCH * y.cols();
        }
    }

    /** Steps take the executions in turns. */
    SmallNetwork(Recipe recipe, List<Execution> executions) {
        this.recipe = recipe;
        this.executions = List.copyOf(executions);
        execution = executions.getFirst();
        Sampling.fill(examples, Distribution.normal(0, 1), seed.stream("examples"), execution);
        Predictions.argmax(examples.slice(0, 0, EXAMPLES, WIDTHS[WIDTHS.length - 1]), labels, execution);
        for (int i = 0; i < WIDTHS.length - 1; i++) {
            layers.add(new Layer(i));
        }
    }

    /** So many steps, once; gives the loss of the last one. */
    double train(int steps) {
        double loss = Double.NaN;
        int[] order = new int[EXAMPLES];
        int batches = EXAMPLES / BATCH;
        for (int step = 1; step <= steps; step++) {
            execution = executions.get(step % executions.size());
            int batch = (step - 1) % batches;
            if (batch == 0) {
                Sampling.permutation(order, seed.stream("order").derived("epoch " + (step - 1) / batches));
            }
            loss = step(step, Arrays.copyOfRange(order, batch * BATCH, (batch + 1) * BATCH));
        }
        return loss;
    }

    private double step(int step, int[] rows) {
        MatrixOperations.gatherRows(examples, rows, x, execution);
        int[] wanted = Arrays.stream(rows).map(row -> labels[row]).toArray();
        List<Matrix> outputs = new ArrayList<>(List.of(x));
        for (Layer layer : layers) {
            outputs.add(layer.forward(outputs.getLast(), step));
        }
        double loss = CrossEntropy.mean().gradient(outputs.getLast(), wanted, layers.getLast().dy, execution);
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i).backward(outputs.get(i), i == 0 ? null : layers.get(i - 1).dy, step);
        }
        if (recipe.optimizer != null) {
            double scale = GradientClipping.factor(GradientClipping
                    .norm(layers.stream().flatMap(layer -> layer.gradients.stream()).toList(), execution), 1);
            for (Layer layer : layers) {
                for (int i = 0; i < layer.parameters.size(); i++) {
                    recipe.optimizer.update(layer.parameters.get(i), layer.gradients.get(i), layer.states.get(i), step,
                            scale, execution);
                }
            }
        }
        return loss;
    }

    /** All that was learnt, in one array. */
    float[] parameters() {
        List<Float> values = new ArrayList<>();
        for (Layer layer : layers) {
            for (Matrix parameter : layer.parameters) {
                for (float value : parameter.toArray()) {
                    values.add(value);
                }
            }
            for (int channel = 0; channel < layer.running.channels(); channel++) {
                values.add((float) layer.running.mean(channel));
                values.add((float) layer.running.variance(channel));
            }
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    private static Matrix row(float[] values) {
        return Matrix.of(values, 1, values.length);
    }
}
