package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.random.RandomStream;

/**
 * Stochastic gradient descent. Step s takes examples {@code s·batch … (s + 1)·batch − 1}. So parameters and the number
 * of steps are all that there is to know: whoever goes on from a {@link Checkpoint} gets the bits of one that never
 * stopped.
 */
public final class Training {
    private final Settings settings;
    private final Examples examples;
    private final Perceptron perceptron;
    private final int[] labels;
    private final Execution execution;
    private long step;
    private double lossSum;
    private long lossCount;

    private Training(Checkpoint checkpoint, DataSet data, Execution execution) {
        settings = checkpoint.settings();
        examples = data.train();
        perceptron = new Perceptron(checkpoint.parameters(), settings.batch(), execution);
        labels = new int[settings.batch()];
        this.execution = execution;
        step = checkpoint.step();
        lossSum = checkpoint.lossSum();
        lossCount = checkpoint.lossCount();
    }

    /**
     * From first weights on.
     *
     * @throws IllegalArgumentException if the network does not fit the examples, or the initializer not the network
     */
    public static Training begin(Settings settings, DataSet data, Execution execution) {
        requireFit(settings, data);
        Parameters first =
                Parameters.draw(settings.architecture(), RandomStream.philox(settings.seed()), execution);
        return new Training(new Checkpoint(settings, 0, 0, 0, first), data, execution);
    }

    /**
     * From where another training stood.
     *
     * @param data that of the other training
     * @throws IllegalArgumentException if the network does not fit the examples
     */
    public static Training resume(Checkpoint checkpoint, DataSet data, Execution execution) {
        requireFit(checkpoint.settings(), data);
        return new Training(checkpoint, data, execution);
    }

    /**
     * Checks that examples can be given to the network.
     *
     * @throws IllegalArgumentException if it has not as many inputs and classes as they
     */
    public static void requireFit(Settings settings, DataSet data) {
        int inputs = settings.architecture().network().inputs(0);
        int classes = settings.architecture().network().classes();
        if (inputs != data.train().inputs() || classes != data.train().classes()) throw new IllegalArgumentException(
                "the network must have " + data.train().inputs() + " inputs and " + data.train().classes()
                        + " classes for " + data.name() + ", has " + inputs + " and " + classes);
    }

    /** Takes a step, and gives the loss before it. */
    public double step() {
        examples.read(step * settings.batch(), perceptron.x(), labels, execution);
        double loss = perceptron.step(labels, settings.cost().loss(), settings.learningRate());
        step++;
        lossSum += loss;
        lossCount++;
        return loss;
    }

    /** How many steps were taken. */
    public long steps() { return step; }

    /** What is trained and how. */
    public Settings settings() { return settings; }

    /** What the next step will change. */
    public Parameters parameters() { return perceptron.parameters(); }

    /** The mean of the losses since the last call of this method; NaN of none. */
    public double takeMeanLoss() {
        double mean = lossSum / lossCount;
        lossSum = 0;
        lossCount = 0;
        return mean;
    }

    /** All that there is to know now; write it before the next step. */
    public Checkpoint checkpoint() {
        return new Checkpoint(settings, step, lossSum, lossCount, perceptron.parameters());
    }
}
