package dev.evenkeel.bench.study.train;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.init.Initializer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What is trained. With a seed it says every first value.
 *
 * @param network widths from the inputs to the classes
 * @param activation of the hidden layers; the last layer gives logits, whose softmax is in the loss
 * @param initializer of the weights of every layer
 * @param bias first value of all biases; of every β where a layer is normalised
 * @param batchNorm whether hidden layers normalise what their activation is applied to; they have γ and β then, and no
 * bias
 */
public record Architecture(Network network, Activation activation, Initializer initializer, float bias,
        boolean batchNorm) {
    /** @throws IllegalArgumentException if the bias is not finite */
    public Architecture {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(initializer, "initializer");
        if (!Float.isFinite(bias)) throw new IllegalArgumentException("bias must be finite, was " + bias);
    }

    /**
     * Biases of 0, nothing normalised.
     *
     * @param widths from the inputs to the classes
     */
    public static Architecture of(Activation activation, Initializer initializer, int... widths) {
        List<Integer> list = IntStream.of(widths).boxed().toList();
        return new Architecture(new Network(list), activation, initializer, 0, false);
    }

    /** The same with other first biases. */
    public Architecture withBias(float first) {
        return new Architecture(network, activation, initializer, first, batchNorm);
    }

    /** The same with batch normalisation in front of the activations. */
    public Architecture withBatchNorm() {
        return new Architecture(network, activation, initializer, bias, true);
    }

    /** Whether a layer is normalised. */
    boolean normalizes(int layer) {
        return batchNorm && !network.isLast(layer);
    }

    /** f of a layer. */
    Activation activation(int layer) {
        return network.isLast(layer) ? Activation.IDENTITY : activation;
    }
}
