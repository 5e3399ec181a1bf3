package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.claim.Setting;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.bench.study.data.Shapeset;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.Parameters;
import dev.evenkeel.bench.study.train.Perceptron;
import dev.evenkeel.loss.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A short training, by plain SGD on the mean cost of {@value #BATCH} examples a step.
 *
 * @param architecture what is trained
 * @param task which examples
 * @param steps updates
 * @param rate η
 * @param cost what is made small
 */
record Trial(Architecture architecture, Task task, int steps, double rate, Cost cost) {
    static final int BATCH = 10;

    private static final int TESTED = 1000;

    /** With cross-entropy. */
    Trial(Architecture architecture, Task task, int steps, double rate) {
        this(architecture, task, steps, rate, Cost.CROSS_ENTROPY);
    }

    /** Examples to learn from and others to test with, by seed. */
    enum Task {
        /** Points around centres. */
        CLUSTERS("points around 64 centres", seed -> new Clusters(seed, "training"),
                seed -> new Clusters(seed, "test")),
        /** Images of Shapeset-3×2. */
        SHAPESET("images of Shapeset-3×2", seed -> new Shapeset(seed, false),
                seed -> new Shapeset(~seed, false));

        private final String words;
        private final LongFunction<Examples> training;
        private final LongFunction<Examples> test;

        Task(String words, LongFunction<Examples> training, LongFunction<Examples> test) {
            this.words = words;
            this.training = training;
            this.test = test;
        }

        /** For people. */
        String words() { return words; }

        Examples training(long seed) {
            return training.apply(seed);
        }

        /** Widths of a network with so many hidden layers of a width. */
        int[] widths(int hidden, int width) {
            Examples examples = training(0);
            int[] widths = new int[hidden + 2];
            for (int layer = 1; layer <= hidden; layer++) widths[layer] = width;
            widths[0] = examples.inputs();
            widths[hidden + 1] = examples.classes();
            return widths;
        }
    }

    /** Is shown the parameters now and then. */
    @FunctionalInterface
    interface Watcher {
        void see(int step, Parameters parameters);
    }

    /** What came out: accuracy on the test examples in percent, and the parameters. */
    record Outcome(double accuracy, Parameters parameters) {}

    Outcome run(long seed, Execution execution) {
        return run(seed, execution, (step, parameters) -> {});
    }

    /** @param watcher sees the parameters before each step, and behind the last */
    Outcome run(long seed, Execution execution, Watcher watcher) {
        Parameters parameters = Parameters.draw(architecture, Setting.streams(seed), execution);
        Perceptron perceptron = new Perceptron(parameters, BATCH, execution);
        Examples examples = task.training(seed);
        int[] labels = new int[BATCH];
        for (int step = 0; step < steps; step++) {
            watcher.see(step, parameters);
            examples.read((long) step * BATCH, perceptron.x(), labels, execution);
            perceptron.step(labels, cost.loss(), rate);
        }
        watcher.see(steps, parameters);
        return new Outcome(accuracy(parameters, seed, execution), parameters);
    }

    /** On the test examples, in percent. */
    double accuracy(Parameters parameters, long seed, Execution execution) {
        Perceptron tested = new Perceptron(parameters, TESTED, execution);
        int[] labels = new int[TESTED];
        task.test.apply(seed).read(0, tested.x(), labels, execution);
        return 100 * Predictions.accuracy(tested.infer(), labels, execution);
    }

    /** Accuracies by seed. */
    List<Double> accuracies(List<Long> seeds, Execution execution) {
        List<Double> accuracies = new ArrayList<>();
        for (long seed : seeds) accuracies.add(run(seed, execution).accuracy());
        return accuracies;
    }
}
