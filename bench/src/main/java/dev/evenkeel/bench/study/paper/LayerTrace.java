package dev.evenkeel.bench.study.paper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Observation;
import dev.evenkeel.bench.study.train.Parameters;

/**
 * What the paper's figures 2, 3, 9 and 10 show of each layer: activations on 300 test examples that are always the
 * same, and the gradient of the weights there.
 */
public final class LayerTrace {
    /** As in the paper. */
    public static final int EXAMPLES = 300;

    private final Observation observation;
    private final int layers;
    private final int[] labels;

    LayerTrace(Parameters parameters, Examples test, Execution execution) {
        labels = new int[(int) Math.min(EXAMPLES, test.size())];
        observation = new Observation(parameters, labels.length, execution);
        layers = parameters.layers();
        test.read(0, observation.x(), labels, execution);
    }

    /** An object for each layer, the hidden ones first; the last layer has no activation. */
    ArrayNode json() {
        observation.observe(labels, Cost.CROSS_ENTROPY.loss());
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int layer = 0; layer < layers; layer++) {
            Statistics activations = Statistics.of(observation.output(layer));
            Statistics gradient = Statistics.of(observation.weightGradient(layer));
            all.addObject().put("layer", layer + 1).put("mean", activations.mean())
                    .put("std", activations.standardDeviation()).put("p98", activations.p98())
                    .put("weightGradientStd", gradient.standardDeviation());
        }
        return all;
    }
}
