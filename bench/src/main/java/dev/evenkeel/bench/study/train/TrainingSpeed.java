package dev.evenkeel.bench.study.train;

import dev.evenkeel.Activation;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.campaign.OwnExecution;
import dev.evenkeel.bench.campaign.PeerCatalog;
import dev.evenkeel.bench.campaign.Trial;
import dev.evenkeel.bench.campaign.WarmUp;
import dev.evenkeel.bench.step.Step;
import dev.evenkeel.bench.step.StepCell;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.init.VarianceScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;

/**
 * How fast a training is beside the step benchmark, which takes the same step on one batch that stays in memory. Both
 * are timed in turns in this JVM, so that what else the machine does slows both down.
 *
 * @param step what is timed
 * @param data to train on, which the step's network must fit
 * @param interval steps from one line of the log to the next
 * @param rounds in each of which both are timed once, at least 1
 * @param nanos how long each is timed in a round
 */
public record TrainingSpeed(Step step, DataSet data, long interval, int rounds, long nanos) {
    /** As {@code study train} has it. */
    private static final long VALIDATION_EXAMPLES = 2000;

    private static final int LINES = 3;

    /** When a warm-up is given up, in times of a round. */
    private static final int LONGEST = 100;

    /**
     * What was found, in nanoseconds.
     *
     * @param step of each round: a step of the benchmark
     * @param training of each round: a step of the training, which begins with reading examples
     * @param reading the examples of a step
     * @param line a line of the log with its validation error and checkpoint
     */
    public record Times(double[] step, double[] training, double reading, double line) {}

    /**
     * Measures it.
     *
     * @param folder gets a log and a checkpoint; there must be none
     * @throws IllegalArgumentException if the network does not fit the data
     */
    public Times measure(Path folder) throws IOException {
        try (OwnExecution own = new OwnExecution(step.threads())) {
            Training training = Training.begin(settings(), data, own.get());
            try (Trial alone = new StepCell(step).start(PeerCatalog.OURS);
                    Trial whole = new Runs(() -> training.step(), own.codePath())) {
                warmUp(alone);
                warmUp(whole);
                double[] steps = new double[rounds];
                double[] trainings = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    if (round % 2 == 0) steps[round] = time(alone);
                    trainings[round] = time(whole);
                    if (round % 2 == 1) steps[round] = time(alone);
                }
                return new Times(steps, trainings, reading(own), line(training, folder, own));
            }
        }
    }

    /** Rates, seeds and first weights change no time. */
    private Settings settings() {
        Architecture plain =
                new Architecture(step.network(), step.hidden().isRelu() ? Activation.RELU : Activation.TANH,
                        VarianceScaling.GLOROT_UNIFORM, 0, step.hidden().normalizes());
        return new Settings(plain, Cost.CROSS_ENTROPY, Step.LEARNING_RATE, step.shape().batch(), 0, data.name());
    }

    private void warmUp(Trial trial) {
        new WarmUp(nanos / 5, 10, LONGEST * nanos).untilSteady(trial);
    }

    private double time(Trial trial) {
        return WarmUp.nanosPerCall(trial, Math.max(1, Math.round(nanos / WarmUp.nanosPerCall(trial, 1))));
    }

    private double reading(OwnExecution own) {
        Matrix x = Matrix.allocate(step.shape().batch(), data.train().inputs());
        int[] labels = new int[x.rows()];
        long[] next = {0};
        try (Trial trial = new Runs(() -> data.train().read(x.rows() * next[0]++, x, labels, own.get()),
                own.codePath())) {
            warmUp(trial);
            return time(trial);
        }
    }

    private double line(Training training, Path folder, OwnExecution own) throws IOException {
        Files.createDirectories(folder);
        TrainingRun run = new TrainingRun(training, data,
                new TrainingRun.Schedule(Long.MAX_VALUE, interval, VALIDATION_EXAMPLES, 1), folder, new Silent(),
                own.get());
        double[] times = new double[LINES];
        for (int i = -1; i < LINES; i++) {
            long start = System.nanoTime();
            run.report(false);
            if (i >= 0) times[i] = System.nanoTime() - start;
        }
        return Median.withDefaults().evaluate(times);
    }

    /** Speed of the training as a share of the benchmark's in each round, its part of a line included. */
    public double[] shares(Times times) {
        double[] shares = new double[rounds];
        Arrays.setAll(shares, i -> times.step[i] / (times.training[i] + times.line / interval));
        return shares;
    }

    private record Runs(Runnable work, String codePath) implements Trial {
        @Override
        public void run() { work.run(); }

        @Override
        public void close() {}
    }

    private record Silent() implements TrainingRun.Monitor {
        @Override
        public void tick(String line) {}

        @Override
        public void line(String line) {}

        @Override
        public boolean mustStop() { return false; }
    }
}
