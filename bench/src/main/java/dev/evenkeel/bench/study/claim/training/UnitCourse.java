package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.Activation;
import dev.evenkeel.Execution;
import dev.evenkeel.Matrix;
import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.study.claim.Finding;
import dev.evenkeel.bench.study.data.DataSet;
import dev.evenkeel.bench.study.observe.Statistics;
import dev.evenkeel.bench.study.train.Architecture;
import dev.evenkeel.bench.study.train.Cost;
import dev.evenkeel.bench.study.train.ErrorRate;
import dev.evenkeel.bench.study.train.Observation;
import dev.evenkeel.bench.study.train.Settings;
import dev.evenkeel.bench.study.train.Training;
import dev.evenkeel.init.FixedDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A training of {@link UnitInputs}.
 *
 * @param isNormalised whether it has batch normalisation
 * @param looks at the first unit of the last hidden layer, and at the accuracy
 * @param movement of the percentiles of that layer's units
 */
record UnitCourse(boolean isNormalised, long seed, List<Look> looks, double movement) {
    static final int WIDTH = 100;
    static final int BATCH = 60;
    static final int EXAMPLES = 300;
    static final int LOOKS = 20;
    static final double RATE = 0.5;

    private static final int HIDDEN = 3;
    private static final int PERCENTILES = 3;

    /** @param percentiles 15th, 50th and 85th */
    record Look(int step, double[] percentiles, double accuracy) {}

    static UnitCourse train(boolean isNormalised, DataSet data, int steps, int tested, long seed, Execution execution) {
        Architecture plain = Architecture.of(Activation.SIGMOID, FixedDistribution.SMALL_RANDOM, data.train().inputs(),
                WIDTH, WIDTH, WIDTH, data.train().classes());
        Training training = Training.begin(new Settings(isNormalised ? plain.withBatchNorm() : plain,
                Cost.CROSS_ENTROPY, RATE, BATCH, seed, data.name()), data, execution);
        int examples = (int) Math.min(EXAMPLES, data.test().size());
        Observation observation = new Observation(training.parameters(), examples, execution);
        data.test().read(0, observation.x(), new int[examples], execution);
        ErrorRate error = new ErrorRate(training.parameters(), data.test(), tested, execution);
        double[][] least = filled(Double.POSITIVE_INFINITY);
        double[][] greatest = filled(Double.NEGATIVE_INFINITY);
        List<Look> looks = new ArrayList<>();
        for (int step = 0; step <= steps; step++) {
            if (step % (steps / LOOKS) == 0) {
                observation.forward();
                Matrix inputs = observation.preActivation(HIDDEN - 1);
                double[] first = null;
                for (int unit = 0; unit < WIDTH; unit++) {
                    double[] percentiles = percentiles(inputs, unit);
                    if (first == null) first = percentiles;
                    for (int i = 0; i < PERCENTILES; i++) {
                        least[unit][i] = Math.min(least[unit][i], percentiles[i]);
                        greatest[unit][i] = Math.max(greatest[unit][i], percentiles[i]);
                    }
                }
                looks.add(new Look(step, first, 100 - 100 * error.measure()));
            }
            if (step < steps) training.step();
        }
        double movement = 0;
        for (int unit = 0; unit < WIDTH; unit++)
            for (int i = 0; i < PERCENTILES; i++) movement += (greatest[unit][i] - least[unit][i]);
        return new UnitCourse(isNormalised, seed, looks, movement / (WIDTH * PERCENTILES));
    }

    private static double[][] filled(double value) {
        double[][] values = new double[WIDTH][PERCENTILES];
        for (double[] unit : values) Arrays.fill(unit, value);
        return values;
    }

    private static double[] percentiles(Matrix inputs, int unit) {
        Statistics statistics = Statistics.of(inputs.slice(0, unit, inputs.rows(), 1));
        return new double[] {statistics.p15(), statistics.p50(), statistics.p85()};
    }

    /** For people. */
    String name() {
        return isNormalised ? "with batch normalisation" : "without";
    }

    /** Accuracy at the end. */
    double end() {
        return looks.getLast().accuracy;
    }

    /** Mean accuracy of all looks. */
    double mean() {
        return looks.stream().mapToDouble(Look::accuracy).average().orElse(Double.NaN);
    }

    /** Of the 15th percentile. */
    double least() {
        return looks.stream().mapToDouble(look -> look.percentiles[0]).min().orElse(0);
    }

    /** Of the 85th percentile. */
    double greatest() {
        return looks.stream().mapToDouble(look -> look.percentiles[2]).max().orElse(0);
    }

    /** By step, over courses of the same network. */
    static List<Chart.Point> accuracies(List<UnitCourse> courses) {
        List<Chart.Point> points = new ArrayList<>();
        for (int look = 0; look < courses.getFirst().looks.size(); look++) {
            int its = look;
            double[] all = courses.stream().mapToDouble(course -> course.looks.get(its).accuracy).sorted().toArray();
            double mean = Arrays.stream(all).average().orElse(Double.NaN);
            int step = courses.getFirst().looks.get(look).step;
            points.add(new Chart.Point((double) step, mean, all.length < 2 ? null : all[0],
                    all.length < 2 ? null : all[all.length - 1], null,
                    Finding.text("%s, step %,d: %.1f %%", courses.getFirst().name(), step, mean)));
        }
        return points;
    }
}
