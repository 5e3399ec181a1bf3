package dev.evenkeel.bench.study.claim.training;

import dev.evenkeel.bench.page.Chart;
import dev.evenkeel.bench.study.claim.Finding;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * Accuracies over seeds, in percent.
 *
 * @param mean over the seeds
 * @param deviation from seed to seed
 * @param least of all
 * @param greatest of all
 */
record Spread(double mean, double deviation, double least, double greatest) {
    static Spread of(List<Double> accuracies) {
        double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
        double least = accuracies.stream().min(Double::compare).orElseThrow();
        double greatest = accuracies.stream().max(Double::compare).orElseThrow();
        return new Spread(Mean.of(values).getAsDouble(), StandardDeviation.of(values).getAsDouble(), least, greatest);
    }

    /** Where all seeds lie. */
    Chart.Point point(double row, String name) {
        return new Chart.Point(mean, row, least, greatest, null, name + ": " + this);
    }

    /** {@code "71.9 ± 0.7 %"}. */
    @Override
    public String toString() {
        return Finding.text("%.1f ± %.1f %%", mean, deviation);
    }
}
