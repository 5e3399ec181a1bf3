package dev.evenkeel.bench.study.paper;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.init.VarianceScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The networks of table 1, and one more for figure 2. N stands for normalised first weights, as in the paper. */
public enum PaperNetwork {
    /** Standard first weights. */
    SOFTSIGN("softsign", Activation.SOFTSIGN, VarianceScaling.GLOROT_STANDARD, 5, 16.27, 1.64, 55.78),
    /** Normalised ones. */
    SOFTSIGN_N("softsign N", Activation.SOFTSIGN, VarianceScaling.GLOROT_UNIFORM, 5, 16.06, 1.72, 53.8),
    /** Standard first weights. */
    TANH("tanh", Activation.TANH, VarianceScaling.GLOROT_STANDARD, 5, 27.15, 1.76, 55.9),
    /** Normalised ones. */
    TANH_N("tanh N", Activation.TANH, VarianceScaling.GLOROT_UNIFORM, 5, 15.60, 1.64, 52.92),
    /** Standard first weights. */
    SIGMOID("sigmoid", Activation.SIGMOID, VarianceScaling.GLOROT_STANDARD, 5, 82.61, 2.21, 57.28),
    /** Four hidden layers, of which figure 2 shows how the last one escapes from saturation. */
    SIGMOID_DEPTH_4("sigmoid, depth 4", Activation.SIGMOID, VarianceScaling.GLOROT_STANDARD, 4);

    /** Columns of table 1 that can be replayed. */
    private static final List<String> DATA = List.of("shapeset", "mnist", "cifar10");

    private final String label;
    private final Activation activation;
    private final VarianceScaling initializer;
    private final int hiddenLayers;
    private final double[] errors;

    PaperNetwork(String label, Activation activation, VarianceScaling initializer, int hiddenLayers,
            double... errors) {
        this.label = label;
        this.activation = activation;
        this.initializer = initializer;
        this.hiddenLayers = hiddenLayers;
        this.errors = errors;
    }

    /** As the paper writes it. */
    public String label() { return label; }

    /**
     * The paper's test error in per cent; NaN where it has none.
     *
     * @param data name of a set
     */
    public double paperError(String data) {
        int column = DATA.indexOf(data);
        return column < 0 || errors.length == 0 ? Double.NaN : errors[column];
    }

    /** How many layers there are below the last one. */
    public int hiddenLayers() { return hiddenLayers; }

    /** As it is written on the command line and in files: {@code tanh-n}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static PaperNetwork byName(String name) {
        for (PaperNetwork network : values()) if (network.toString().equals(name)) return network;
        throw new IllegalArgumentException("'" + name + "': expected one of " + List.of(values()));
    }

    /** For these examples; the paper's hidden layers are 1000 wide. */
    Architecture architecture(int width, Examples examples) {
        List<Integer> widths = new ArrayList<>(List.of(examples.inputs()));
        for (int i = 0; i < hiddenLayers; i++) widths.add(width);
        widths.add(examples.classes());
        return new Architecture(new Network(widths), activation, initializer, 0, false);
    }
}
