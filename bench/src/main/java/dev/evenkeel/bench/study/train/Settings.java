package dev.evenkeel.bench.study.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.Activation;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.init.Initializers;
import java.util.Objects;

/**
 * What is trained and how: with the examples and the number of steps it says every bit of the outcome.
 *
 * @param cost what is made small
 * @param learningRate η of W ← W − η·∂cost/∂W
 * @param batch examples of a step
 * @param seed of weights and examples
 * @param data the name of the examples
 */
public record Settings(Architecture architecture, Cost cost, double learningRate, int batch, long seed, String data) {
    /** @throws IllegalArgumentException if the rate is negative or not finite, or the batch too small */
    public Settings {
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(data, "data");
        if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("learningRate must be at least 0 and finite, was " + learningRate);
        int least = architecture.batchNorm() ? 2 : 1;
        if (batch < least) throw new IllegalArgumentException("batch must be at least " + least
                + (least == 2 ? " with batch normalisation" : "") + ", was " + batch);
    }

    /** By names, for files. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("network", architecture.network().toString())
                .put("activation", architecture.activation().name())
                .put("initializer", architecture.initializer().name()).put("bias", architecture.bias())
                .put("batchNorm", architecture.batchNorm()).put("cost", cost.toString())
                .put("learningRate", learningRate).put("batch", batch).put("seed", seed).put("data", data);
    }

    /**
     * From what {@link #json} gives.
     *
     * @throws IllegalArgumentException if something is missing, or nothing has its name
     */
    public static Settings of(JsonNode json) {
        Architecture architecture = new Architecture(Network.parse(text(json, "network")),
                Activation.byName(text(json, "activation")), Initializers.byName(text(json, "initializer")),
                (float) number(json, "bias").doubleValue(), required(json, "batchNorm").booleanValue());
        return new Settings(architecture, Cost.byName(text(json, "cost")), number(json, "learningRate").doubleValue(),
                number(json, "batch").intValue(), number(json, "seed").longValue(), text(json, "data"));
    }

    private static String text(JsonNode json, String field) {
        return required(json, field).asText();
    }

    /** A number of a field that must be one. */
    public static JsonNode number(JsonNode json, String field) {
        JsonNode value = required(json, field);
        if (!value.isNumber()) throw new IllegalArgumentException(field + " is no number: " + value);
        return value;
    }

    private static JsonNode required(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null) throw new IllegalArgumentException(field + " is missing");
        return value;
    }
}
