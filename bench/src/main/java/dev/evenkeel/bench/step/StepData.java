package dev.evenkeel.bench.step;

import dev.evenkeel.bench.campaign.Buffers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a step starts from.
 *
 * @param x batch × inputs, row by row
 * @param labels a class per example
 * @param parameters of layer after layer: weights, inputs × outputs; then bias, or γ and β where it is normalised
 */
public record StepData(float[] x, int[] labels, List<float[]> parameters) {
    private static final long SEED = 0x57e9;

    /** Weights as Glorot and He draw them, examples of variance 1, labels that have nothing to do with them. */
    public static StepData of(Step step, Buffers buffers) {
        SplittableRandom random = new SplittableRandom(SEED);
        Network network = step.network();
        float[] x = uniform(random, buffers.floats("x", step.shape().batch() * network.inputs(0)), 0, Math.sqrt(3));
        int[] labels = new int[step.shape().batch()];
        Arrays.setAll(labels, i -> random.nextInt(network.classes()));
        List<float[]> parameters = new ArrayList<>();
        for (int layer = 0; layer < network.layers(); layer++) {
            int inputs = network.inputs(layer);
            int outputs = network.outputs(layer);
            double variance = step.hidden().isRelu() ? 2.0 / inputs : 2.0 / (inputs + outputs);
            parameters.add(uniform(random, buffers.floats("weights " + layer, inputs * outputs), 0,
                    Math.sqrt(3 * variance)));
            if (step.normalizes(layer))
                parameters.add(uniform(random, buffers.floats("gamma " + layer, outputs), 1, 0.5));
            parameters.add(uniform(random, buffers.floats("bias " + layer, outputs), 0, 0.1));
        }
        return new StepData(x, labels, List.copyOf(parameters));
    }

    private static float[] uniform(SplittableRandom random, float[] target, double mean, double bound) {
        for (int i = 0; i < target.length; i++) target[i] = (float) random.nextDouble(mean - bound, mean + bound);
        return target;
    }
}
