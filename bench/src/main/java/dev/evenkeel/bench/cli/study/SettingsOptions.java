package dev.evenkeel.bench.cli.study;

import dev.evenkeel.Activation;
import dev.evenkeel.bench.cli.convert.CountConverter;
import dev.evenkeel.bench.cli.convert.RateConverter;
import dev.evenkeel.bench.step.Network;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.init.Initializer;
import dev.evenkeel.init.Initializers;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to train and how. What is not given has its default, or is as in the checkpoint. */
public final class SettingsOptions {
    private static final String TANH = "tanh";
    private static final String GLOROT_UNIFORM = "glorot-uniform";
    private static final String CROSS_ENTROPY = "cross-entropy";
    private static final double RATE = 0.01;
    private static final int BATCH = 10;
    private static final long SEED = 2010;

    @Option(names = "--layers", paramLabel = "WIDTHS",
            description = "From the inputs to the classes: 1024,1000,1000,9 or 1024,1000x5,9. Needed to begin.")
    private String layers;

    @Option(names = "--activation", paramLabel = "NAME",
            description = "Of the hidden layers: tanh, sigmoid, softsign, relu, … Default: " + TANH + ".")
    private String activation;

    @Option(names = "--init", paramLabel = "NAME",
            description = "Of the weights: glorot-uniform, glorot-standard, he-normal, … Default: " + GLOROT_UNIFORM
                    + ".")
    private String initializer;

    @Option(names = "--bias", paramLabel = "VALUE", description = "First value of biases. Default: 0.")
    private Float bias;

    @Option(names = "--batch-norm", arity = "0", description = "Normalise in front of the activations.")
    private Boolean batchNorm;

    @Option(names = "--loss", paramLabel = "NAME",
            description = CROSS_ENTROPY + " or quadratic. Default: " + CROSS_ENTROPY + ".")
    private String loss;

    @Mixin
    private DataOption data;

    @Option(names = "--rate", paramLabel = "NUMBER", converter = RateConverter.class,
            description = "The learning rate. Default: " + RATE + ".")
    private Double rate;

    @Option(names = "--batch", paramLabel = "N", converter = CountConverter.class,
            description = "Examples of a step. Default: " + BATCH + ".")
    private Integer batch;

    @Option(names = "--seed", paramLabel = "N",
            description = "Of weights and examples. Default: " + SEED + ".")
    private Long seed;

    /** None given yet. */
    public SettingsOptions() {}

    /** Those of a new training. */
    public Settings settings() {
        if (layers == null)
            throw new IllegalArgumentException("--layers must be given, for example --layers 1024,1000x5,9");
        Architecture architecture = new Architecture(network(),
                parse("--activation", orElse(activation, TANH), Activation::byName), initializer(),
                bias(), orElse(batchNorm, false));
        return new Settings(architecture, parse("--loss", orElse(loss, CROSS_ENTROPY), Cost::byName),
                orElse(rate, RATE),
                batch(architecture), orElse(seed, SEED),
                data.text());
    }

    /** The text of {@code --data}, or that of a checkpoint. */
    public String data(Settings stored) {
        return data.orElse(stored.data());
    }

    /** Rejects an option that is given and says something else than the checkpoint. */
    public void requireSame(Settings stored) {
        Architecture architecture = stored.architecture();
        if (layers != null) same("--layers", network(), architecture.network());
        if (activation != null)
            same("--activation", parse("--activation", activation, Activation::byName), architecture.activation());
        if (initializer != null) same("--init", initializer().name(), architecture.initializer().name());
        same("--bias", bias, architecture.bias());
        same("--batch-norm", batchNorm, architecture.batchNorm());
        if (loss != null) same("--loss", parse("--loss", loss, Cost::byName), stored.cost());
        if (data.isGiven()) same("--data", kind(data.text()), kind(stored.data()));
        same("--rate", rate, stored.learningRate());
        same("--batch", batch, stored.batch());
        same("--seed", seed, stored.seed());
    }

    private static void same(String option, Object given, Object stored) {
        if (given != null && !given.equals(stored)) throw new IllegalArgumentException(option + " is " + given
                + ", but the training to resume has " + stored + "; leave it out, or begin in another folder");
    }

    /** A folder may have moved. */
    private static String kind(String data) {
        return data.contains(":") ? data.substring(0, data.indexOf(':')) : data;
    }

    private Network network() {
        try {
            return Network.parse(layers.replace(',', '-'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--layers '" + layers
                    + "': expected widths from the inputs to 2 classes or more, such as 1024,1000x5,9", e);
        }
    }

    private float bias() {
        if (bias != null && !Float.isFinite(bias))
            throw new IllegalArgumentException("--bias must be finite, was " + bias);
        return orElse(bias, 0f);
    }

    private int batch(Architecture architecture) {
        int chosen = orElse(batch, BATCH);
        if (architecture.batchNorm() && chosen < 2)
            throw new IllegalArgumentException("--batch must be at least 2 with --batch-norm, was " + chosen);
        return chosen;
    }

    private Initializer initializer() {
        return parse("--init", orElse(initializer, GLOROT_UNIFORM), Initializers::byName);
    }

    /** What a name means, or an exception that names the option. */
    static <T> T parse(String option, String text, Function<String, T> byName) {
        try {
            return byName.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
