package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.batchnorm.BatchNormParameters;
import dev.evenkeel.batchnorm.RunningStatistics;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.init.Weights;
import dev.evenkeel.random.RandomStream;
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
    public record Layer(Matrix weights, float[] bias, BatchNormParameters normalization, RunningStatistics running) {}

    private Parameters(Architecture architecture, List<Layer> layers) {
        this.architecture = architecture;
        this.layers = List.copyOf(layers);
    }

    /**
     * First values. Layer i of 1, 2, … draws its weights from the stream {@code "weights of layer i"} of the seed.
     *
     * @throws IllegalArgumentException if the initializer does not accept weights of a layer's shape
     */
    public static Parameters draw(Architecture architecture, RandomStream.Seed seed, Execution execution) {
        List<Layer> layers = new ArrayList<>();
        Network network = architecture.network();
        for (int layer = 0; layer < network.layers(); layer++) {
            Matrix weights = Matrix.allocate(network.inputs(layer), network.outputs(layer));
            RandomStream stream = seed.stream("weights of layer " + (layer + 1));
            architecture.initializer().fill(Weights.inputsByOutputs(weights), stream, execution);
            int outputs = network.outputs(layer);
            layers.add(architecture.normalizes(layer)
                    ? new Layer(weights, null,
                            new BatchNormParameters(filled(outputs, 1), filled(outputs, architecture.bias()), EPSILON),
                            new RunningStatistics(outputs))
                    : new Layer(weights, filled(outputs, architecture.bias()), null, null));
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
}
