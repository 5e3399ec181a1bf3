package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.Moments;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.batchnorm.VarianceKind;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that training changes of a network. Several {@link Perceptron}s and {@link Observation}s may share them: one
 * trains on batches of 10, another looks at 300 examples at a time.
 */
public final class Parameters {
    /** ε of batch normalisation. */
    static final double EPSILON = 1e-5;

    /** Running statistics take at least so much of each batch's. */
    private static final double BATCH_WEIGHT = 0.01;

    private final Architecture architecture;
    private final List<Layer> layers;

    /**
     * Those of a layer.
     *
     * @param weights W, inputs × outputs
     * @param bias b; null where the layer is normalised
     * @param normalization γ and β; null where it is not
     * @param running mean and variance for inference; null where it is not
     */
    public record Layer(Matrix weights, float[] bias, BatchNormParameters normalization, RunningStatistics running) {
        /** b, or β where the layer is normalised. */
        public float[] shift() {
            return bias == null ? normalization.beta() : bias;
        }

        /** γ; null where the layer is not normalised. */
        public float[] scale() {
            return bias == null ? normalization.gamma() : null;
        }

        /** Lets a batch count in the running statistics: the first hundred weigh alike, others 0.01. */
        public void count(Moments batch) {
            double weight = Math.max(BATCH_WEIGHT, 1.0 / (running.batches() + 1));
            running.update(batch, weight, VarianceKind.UNBIASED);
        }
    }

    private Parameters(Architecture architecture, List<Layer> layers) {
        this.architecture = architecture;
        this.layers = layers;
    }

    /**
     * First values. Layer i of 1, 2, … draws its weights from the stream {@code "weights of layer i"} of the seed.
     *
     * @throws IllegalArgumentException if the initializer does not accept weights of a layer's shape
     */
    public static Parameters draw(Architecture architecture, RandomStream.Seed seed, Execution execution) {
        Parameters parameters = zeros(architecture);
        parameters.drawWeights(seed, execution);
        return parameters;
    }

    private void drawWeights(RandomStream.Seed seed, Execution execution) {
        for (int layer = 0; layer < layers(); layer++) {
            RandomStream stream = seed.stream("weights of layer " + (layer + 1));
            architecture.initializer().fill(Weights.inputsByOutputs(layer(layer).weights()), stream, execution);
        }
    }

    /** Puts first values of {@link #draw} in the place of what descent has changed; running statistics stay. */
    public void redraw(RandomStream.Seed seed, Execution execution) {
        drawWeights(seed, execution);
        for (Layer layer : layers) {
            Arrays.fill(layer.shift(), architecture.bias());
            if (layer.scale() != null) Arrays.fill(layer.scale(), 1);
        }
    }

    /** First values but for the weights, which are 0. */
    public static Parameters zeros(Architecture architecture) {
        List<Layer> layers = new ArrayList<>();
        Network network = architecture.network();
        for (int layer = 0; layer < network.layers(); layer++) {
            int outputs = network.outputs(layer);
            Matrix weights = Matrix.allocate(network.inputs(layer), outputs);
            float[] shift = filled(outputs, architecture.bias());
            layers.add(architecture.normalizes(layer)
                    ? new Layer(weights, null, new BatchNormParameters(filled(outputs, 1), shift, EPSILON),
                            new RunningStatistics(outputs))
                    : new Layer(weights, shift, null, null));
        }
        return new Parameters(architecture, layers);
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /** What they belong to. */
    public Architecture architecture() { return architecture; }

    /** Layers with weights: hidden ones and the last. */
    public int layers() { return layers.size(); }

    /** Of layer 0, 1, …; changes are seen by whoever shares these parameters. */
    public Layer layer(int index) {
        return layers.get(index);
    }

    /** Puts other running statistics in the place of a layer's, as a file has them. */
    public void setRunning(int layer, RunningStatistics running) {
        Layer old = layers.get(layer);
        if (old.running == null || old.running.channels() != running.channels()) throw new IllegalArgumentException(
                "layer " + layer + " has no running statistics of " + running.channels() + " channels");
        layers.set(layer, new Layer(old.weights, null, old.normalization, running));
    }

    /** Bytes that {@link #write} writes. */
    long bytes() {
        long bytes = 0;
        for (Layer layer : layers) {
            long outputs = layer.weights.cols();
            bytes += Float.BYTES * layer.weights.rows() * outputs;
            bytes += layer.running == null ? Float.BYTES * outputs
                    : 2 * (Float.BYTES + Double.BYTES) * outputs + Long.BYTES;
        }
        return bytes;
    }

    /** Of each layer W, row by row, and b; or W, γ, β, the running means, variances and number of batches. */
    void write(ByteBuffer target) {
        for (Layer layer : layers) {
            write(layer.weights.array(), target);
            if (layer.running == null) {
                write(layer.bias, target);
                continue;
            }
            write(layer.normalization.gamma(), target);
            write(layer.normalization.beta(), target);
            for (double mean : layer.running.mean()) target.putDouble(mean);
            for (double variance : layer.running.variance()) target.putDouble(variance);
            target.putLong(layer.running.batches());
        }
    }

    private static void write(float[] values, ByteBuffer target) {
        for (float value : values) target.putFloat(value);
    }

    /** Takes over what {@link #write} has written. */
    void read(ByteBuffer source) {
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            read(source, layer.weights.array());
            if (layer.running == null) {
                read(source, layer.bias);
                continue;
            }
            read(source, layer.normalization.gamma());
            read(source, layer.normalization.beta());
            double[] mean = new double[layer.running.channels()];
            double[] variance = new double[mean.length];
            for (int j = 0; j < mean.length; j++) mean[j] = source.getDouble();
            for (int j = 0; j < mean.length; j++) variance[j] = source.getDouble();
            layers.set(i, new Layer(layer.weights, null, layer.normalization,
                    new RunningStatistics(mean, variance, source.getLong())));
        }
    }

    private static void read(ByteBuffer source, float[] values) {
        for (int i = 0; i < values.length; i++) values[i] = source.getFloat();
    }
}
