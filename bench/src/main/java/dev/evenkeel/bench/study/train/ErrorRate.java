package dev.evenkeel.bench.study.train;

import dev.evenkeel.Execution;
import dev.evenkeel.bench.study.data.Examples;
import dev.evenkeel.loss.Predictions;

/** The share of examples whose class a network does not find; batch normalisation takes running statistics. */
public final class ErrorRate {
    private static final int MOST_ROWS = 500;

    private final Perceptron perceptron;
    private final Examples examples;
    private final long count;
    private final Execution execution;
    private final int[] labels;
    private final int[] found;

    /**
     * Of parameters as they will be when it is {@linkplain #measure measured}.
     *
     * @param most how many of the examples are looked at, from the first on; all if there are fewer
     * @throws IllegalArgumentException if there is none
     */
    public ErrorRate(Parameters parameters, Examples examples, long most, Execution execution) {
        count = Math.min(most, examples.size());
        if (count < 1) throw new IllegalArgumentException("most must be at least 1 of " + examples.size()
                + " examples, was " + most);
        this.examples = examples;
        this.execution = execution;
        labels = new int[(int) Math.min(MOST_ROWS, count)];
        found = new int[labels.length];
        perceptron = new Perceptron(parameters, labels.length, execution);
    }

    /** From 0 to 1. */
    public double measure() {
        long wrong = 0;
        long done = 0;
        while (done < count) {
            long first = Math.min(done, count - labels.length);
            examples.read(first, perceptron.x(), labels, execution);
            Predictions.argmax(perceptron.infer(), found, execution);
            for (int row = (int) (done - first); row < labels.length; row++) if (found[row] != labels[row]) wrong++;
            done = first + labels.length;
        }
        return (double) wrong / count;
    }
}
